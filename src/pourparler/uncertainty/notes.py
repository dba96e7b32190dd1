"""What must be said beside a spread: how its draws were made, and how many of them have no answer."""

from collections.abc import Iterator, Mapping

from pourparler.language import Message, msg, msg_n
from pourparler.uncertainty.inputs.inputs import Inputs


def how_drawn(inputs: Inputs, *, draws: int, concept: str, seed: str = "") -> Iterator[Message]:
    """What draws are drawn from; ``concept``: what to call it, ``seed``: told where it is not empty."""
    if inputs.is_mixed and seed:
        yield msg_n(
            "{n} draw (seed {seed}).", "{n} draws (seed {seed}), each solved anew.", n=draws, seed=seed
        )
    elif inputs.is_mixed:
        yield msg_n(
            "{n} draw, solved by {concept}.", "{n} draws, each solved by {concept}.", n=draws, concept=concept
        )
    elif seed:
        yield msg_n(
            "{n} draw from the ranges as written (seed {seed}).",
            "{n} draws from the ranges as written (seed {seed}), each solved anew.",
            n=draws, seed=seed,
        )  # fmt: skip
    else:
        yield msg_n(
            "{n} draw from the ranges as written, solved by {concept}.",
            "{n} draws from the ranges as written, each solved by {concept}.",
            n=draws, concept=concept,
        )  # fmt: skip
    yield from laws_told(inputs)


def laws_told(inputs: Inputs) -> Iterator[Message]:
    """How evidence, priors and experts' judgements make the laws of the numbers."""
    if any(branch.prior is not None for branch in inputs.evidence.branches.values()):
        yield msg(
            "Numbers with evidence are drawn as written as often as their evidence weighs, else from what is believed without it (rule {rule}); the others as written.",
            rule=inputs.rule,
        )
    judging = inputs.judging
    if judging is None or not judging.share:
        return
    if judging.share == 1:
        yield msg_n(
            "{n} number that experts judged follows their answers in all draws.",
            "{n} numbers that experts judged follow their answers in all draws.",
            n=len(judging.laws),
        )
        return
    yield msg_n(
        "{n} number that experts judged follows their answers in {share:percent} of the draws; in the others it is drawn as without experts.",
        "{n} numbers that experts judged follow their answers in {share:percent} of the draws; in the others they are drawn as without experts.",
        n=len(judging.laws), share=judging.share,
    )  # fmt: skip


def notes_of(*, draws: int, varies: bool, status_share: Mapping[str, float]) -> Iterator[Message]:
    """Sentences on the design and, where most draws end without agreement, on what shares are shares of."""
    if not varies:
        yield msg("Nothing varies: every number is exact, so every draw is the same.")
    if draws & (draws - 1):
        lower = 1 << (draws.bit_length() - 1)
        yield msg("{n} draws: the design is balanced at {a} or {b}.", n=draws, a=max(lower, 1), b=2 * lower)
    none = status_share.get("no-agreement", 0.0)
    if none == 1:
        yield msg("No draw has an agreement.")
    elif none > 0.5:
        yield msg(
            "Most draws have no agreement. Shares are of all draws, so that those of the outcomes sum to {rest:percent1}.",
            rest=1 - none,
        )


def unanswered(status_share: Mapping[str, float]) -> Iterator[Message]:
    """A sentence per status but ``ok``, with its share of the draws."""
    if share := status_share.get("no-agreement"):
        yield msg("{share:percent1} of the draws have no agreement.", share=share)
    if share := status_share.get("undefined"):
        yield msg("In {share:percent1} of the draws the concept is not defined.", share=share)
    if share := status_share.get("limit"):
        yield msg("{share:percent1} of the draws stopped at a limit.", share=share)
    if share := status_share.get("approximate"):
        yield msg("{share:percent1} of the draws have an approximate answer.", share=share)
