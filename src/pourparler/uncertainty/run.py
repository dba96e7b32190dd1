"""The main job: every analysis that a brief supports, and the sweeps, with what was skipped and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pourparler.analyses.concept import Concept
from pourparler.analyses.registry import ON_REQUEST, OWN, concept_class
from pourparler.analyses.result import Result
from pourparler.analyses.solve import solve
from pourparler.analyses.stability.result import StabilityResult
from pourparler.analyses.stability.stability import Stability
from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding
from pourparler.brief.resting import cited_by_moves
from pourparler.errors import ModelError
from pourparler.jobs.execution import Execution
from pourparler.language import Message, asked_language, msg, pick, render
from pourparler.model.bargain import Bargain
from pourparler.model.conflict import Conflict
from pourparler.model.status_quo import status_quo_outcome
from pourparler.uncertainty.drivers.one_at_a_time import FULL, Mode
from pourparler.uncertainty.inputs.inputs import inputs_of
from pourparler.uncertainty.left_out.leaving_out import LeavingOut, without_each_source
from pourparler.uncertainty.spread import Spread
from pourparler.uncertainty.sweep import sweep

SWEPT = ("nash", "compromise", "ensemble", "stability")
STATES = 4_096
"""States of a conflict up to which the main job draws preferences and leaves sources out."""

Step = Callable[[Message, int, int], None]


@dataclass(frozen=True)
class Plan:
    """How the main job runs: draws and seed of the sweeps, workers or a cluster, who is told about progress, and how
    what drives the answers is found.
    """

    draws: int = 1_024
    seed: int = 1
    workers: int = 1
    progress: Step | None = None
    cluster: str | None = None
    drivers: Mode = "oat"


@dataclass(frozen=True)
class Skipped:
    """An analysis that the brief does not support, and why."""

    concept: str
    message: Message


@dataclass(frozen=True)
class Run:
    """Everything the main job found."""

    brief: Brief
    plan: Plan
    findings: tuple[Finding, ...]
    results: tuple[Result, ...]
    sweeps: tuple[Spread, ...]
    skipped: tuple[Skipped, ...] = field(default=())
    left_out: LeavingOut | None = None

    def to_dict(self, lang: str | None = None) -> dict[str, Any]:
        """The content of ``results.json``, schema ``pourparler/results/1``."""
        from pourparler import __version__

        language = asked_language(lang, self.brief.language)
        return {
            "schema": "pourparler/results/1",
            "brief": {"title": pick(self.brief.title, language), "digest": self.brief.digest},
            "scenario": self.brief.scenario,
            "as_of": str(self.brief.as_of) if self.brief.as_of else None,
            "seed": self.plan.seed,
            "draws": self.plan.draws,
            "version": __version__,
            "findings": [finding_data(finding, language) for finding in self.findings],
            "results": [result.to_dict(language) for result in self.results],
            "sweeps": [spread.to_dict(language, drivers=self.plan.drivers) for spread in self.sweeps],
            "skipped": [
                {"concept": s.concept, "sentence": render(s.message, language)} for s in self.skipped
            ],
            **({} if self.left_out is None else {"left_out": self.left_out.to_dict(language)}),
        }


def finding_data(finding: Finding, lang: str) -> dict[str, Any]:
    """A finding as JSON data."""
    language = asked_language(lang)
    return {
        "level": finding.level,
        "rule": finding.rule,
        "where": finding.where,
        "key": finding.key,
        "found": finding.found,
        "sentence": finding.sentence(language),
        "advice": render(finding.advice, language),
    }


def run(brief: Brief, findings: tuple[Finding, ...], plan: Plan) -> Run:
    """Solve by every concept of the project, audit the status quo, sweep ``nash``, ``compromise`` and ``ensemble``.

    ``stability`` is swept where preferences vary, and solved again without each source that its moves cite. A concept whose inputs are missing is skipped with the sentence that says which. ``findings`` are those of
    :func:`check`; the caller stops before this where they hold errors.
    """
    results: list[Result] = []
    sweeps: list[Spread] = []
    skipped: list[Skipped] = []
    wanted = [name for name in OWN if name not in ON_REQUEST]
    for done, name in enumerate(wanted):
        _tell(plan, msg("Solving"), done, len(wanted))
        try:
            results.append(solve(brief, _concept(name, brief), seed=plan.seed, on_fail="status"))
        except ModelError as error:
            skipped.append(Skipped(name, _sentence(error)))
    varied, cited, many = _conflict_parts(brief, results)
    if many is not None:
        skipped.append(Skipped("stability", many))
    for name in SWEPT:
        if name in {item.concept for item in skipped} or (name == "stability" and not varied):
            continue
        execution = Execution(
            workers=plan.workers,
            cluster=plan.cluster,
            progress=lambda done, total: _tell(plan, msg("Drawing"), done, total),
        )
        spread = sweep(brief, concept_class(name)(), draws=plan.draws, seed=plan.seed, execution=execution)
        _tell(plan, msg("Looking for what drives the answer"), 0, 1)
        spread.drivers(), spread.flips()
        if plan.drivers == "full":
            for by in FULL:
                spread.indices(by, execution=execution)
        sweeps.append(spread)
    if cited:
        _tell(plan, msg("Leaving sources out"), 0, 1)
    left_out = without_each_source(brief, Stability()) if cited else None
    return Run(brief, plan, findings, tuple(results), tuple(sweeps), tuple(skipped), left_out)


def _conflict_parts(brief: Brief, results: Sequence[Result]) -> tuple[bool, bool, Message | None]:
    """Whether a conflict's preferences are to be drawn, whether sources are to be left out, and why neither is."""
    solved = next((result for result in results if isinstance(result, StabilityResult)), None)
    if solved is None:
        return False, False, None
    varied, cited = _preferences_vary(brief), bool(cited_by_moves(brief))
    states = len(solved.game.codes)
    if states <= STATES or not (varied or cited):
        return varied, cited, None
    reason = msg(
        "{n} states: preferences were not drawn and no source was left out; `pourparler sweep` draws them.",
        n=states,
    )
    return False, False, reason


def _preferences_vary(brief: Brief) -> bool:
    """Whether a conflict's rankings depend on draws; briefs without such marks pay nothing for the question."""
    moves = brief.content.moves
    if moves is None:
        return False
    chances = [moves.flip_chance, *(item.flip_chance for stated in moves.prefer.values() for item in stated)]
    if not moves.issues and not any(chances):
        return False
    return inputs_of(brief, Conflict.template(brief)).varies


def _concept(name: str, brief: Brief) -> Concept:
    """A concept as the main job asks it. Raises ``ModelError`` where there is nothing to ask it about."""
    if name == "talks" and not brief.content.calendar.strategies:
        # Who plays how is for the brief to say: whatever were chosen here would be the answer.
        found = msg("the brief does not say how its parties would play talks (calendar.strategies)")
        raise ModelError(found, where="calendar/strategies")
    if name != "audit":
        return concept_class(name)()
    from pourparler.analyses.bargaining.audit import Audit

    # Is there anything to talk about? What is audited is what holds today.
    return Audit(outcome=status_quo_outcome(brief, Bargain.from_brief(brief)))


def _tell(plan: Plan, what: Message, done: int, total: int) -> None:
    if plan.progress is not None:
        plan.progress(what, done, total)


def _sentence(error: ModelError) -> Message:
    return error.found if isinstance(error.found, Message) else Message(str(error.found))
