"""The verb that lets strategies meet: every scenario, every seat, against everybody."""

from contextlib import closing

from pourparler.analyses.result import Status
from pourparler.analyses.talks.tournament.batches import batches, task_of
from pourparler.analyses.talks.tournament.blocks import FAULT, Block, block_of
from pourparler.analyses.talks.tournament.field import field_of
from pourparler.analyses.talks.tournament.plan import Tournament
from pourparler.analyses.talks.tournament.result import TournamentResult
from pourparler.analyses.talks.tournament.runs import play_batch
from pourparler.jobs.execution import Execution, iter_kept
from pourparler.language import msg, msg_n


def tournament(plan: Tournament, *, seed: int, execution: Execution | None = None) -> TournamentResult:
    """Play a tournament.

    The same plan, seed and version give the same rows, whatever the order of scenarios and strategies, for any number
    of workers, here or on a cluster, in one go or in several (``execution.store``); only runs that take too long
    depend on the clock. A strategy that raises, or breaks a rule of the talks, loses that run and no other. Past the
    plan's share of faults the tournament stops with status ``limit``; the rows up to there are kept.

    When not to use: as a forecast of real talks. Scores are of these strategies on these scenarios against these
    opponents. Raises ``UsageError`` for a plan that cannot be played, ``InvalidBrief`` and ``ModelError`` as
    :func:`solve` does, and what :func:`run_chunks` raises for workers.
    """
    field = field_of(plan, seed)
    todo = batches(field)
    planned = sum(len(batch.runs) for batch in todo)
    allowed = field.plan.fault_share * planned
    tasks = [task_of(field, batch) for batch in todo]
    blocks: list[Block] = []
    faults = 0
    results = iter_kept(play_batch, field, todo, tasks=tasks, execution=execution or Execution())
    with closing(results):
        # In their order: where it stops must not depend on what finishes first.
        for batch, found in zip(todo, results, strict=True):
            blocks.append(block_of(field, batch, found))
            faults += int((blocks[-1].reasons == FAULT).sum())
            if faults > allowed:
                break
    return TournamentResult(field, tuple(blocks), _status(blocks, faults, planned=planned), planned)


def _status(blocks: list[Block], faults: int, *, planned: int) -> Status:
    played = sum(map(len, blocks))
    if played < planned:
        return Status(
            "limit",
            msg("Stopped after {played} of {planned} runs: {n} ended by the fault of a strategy.",
                played=played, planned=planned, n=faults),
        )  # fmt: skip
    return Status("ok", msg_n("{n} run was played.", "{n} runs were played.", n=played))
