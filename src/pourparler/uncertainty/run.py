"""The main job: every analysis that a brief supports, and the sweeps, with what was skipped and why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pourparler.analyses.concept import Concept
from pourparler.analyses.registry import ON_REQUEST, OWN, concept_class
from pourparler.analyses.result import Result
from pourparler.analyses.solve import solve
from pourparler.brief.brief import Brief
from pourparler.brief.findings import Finding
from pourparler.errors import ModelError
from pourparler.jobs.execution import Execution
from pourparler.language import Message, asked_language, msg, pick, render
from pourparler.model.bargain import Bargain
from pourparler.model.status_quo import status_quo_outcome
from pourparler.uncertainty.spread import Spread
from pourparler.uncertainty.sweep import sweep

SWEPT = ("nash", "compromise", "ensemble")

Step = Callable[[Message, int, int], None]


@dataclass(frozen=True)
class Plan:
    """How the main job runs: draws and seed of the sweeps, workers, and who is told about progress."""

    draws: int = 1_024
    seed: int = 1
    workers: int = 1
    progress: Step | None = None


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
            "sweeps": [spread.to_dict(language) for spread in self.sweeps],
            "skipped": [
                {"concept": s.concept, "sentence": render(s.message, language)} for s in self.skipped
            ],
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

    A concept whose inputs are missing is skipped with the sentence that says which. ``findings`` are those of
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
    for name in SWEPT:
        if name in {item.concept for item in skipped}:
            continue
        execution = Execution(
            workers=plan.workers, progress=lambda done, total: _tell(plan, msg("Drawing"), done, total)
        )
        spread = sweep(brief, concept_class(name)(), draws=plan.draws, seed=plan.seed, execution=execution)
        _tell(plan, msg("Looking for what drives the answer"), 0, 1)
        spread.drivers(), spread.flips()
        sweeps.append(spread)
    return Run(brief, plan, findings, tuple(results), tuple(sweeps), tuple(skipped))


def _concept(name: str, brief: Brief) -> Concept:
    """A concept as the main job asks it. Raises ``ModelError`` where there is nothing to ask it about."""
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
