"""Reasons for verdicts: each kind, its improvement and its answer."""

import pourparler as pp
from pourparler.analyses.stability.reasons import Reason

RISING = [[3], [2], [1], [0]]


def _why(moves: dict[str, object], state: int, party: int) -> Reason:
    found = pp.solve(pp.Conflict.from_moves(moves), pp.Stability())
    return next(reason for reason in found.reasons if (reason.state, reason.party) == (state, party))


def test_an_improvement_that_costs_more_is_not_mistaken_for_none() -> None:
    """A move to a worse state may secure more than the improvement does: the reason is the answered improvement."""
    moves = {
        "options": {"x": {"party": "a"}, "y": {"party": "a"}, "z": {"party": "b"}},
        "ranking": {"a": [[1], [0], [2], [3], [4], [6], [7], [5]], "b": [[5], [0, 2, 3, 4, 6, 7], [1]]},
        "status_quo": 0,
    }
    reason = _why(moves, 0, 0)
    assert (reason.concept, reason.kind, reason.improvement) == ("sseq", "deterred", 1)
    assert reason.sanction is not None
    assert (reason.sanction.path, reason.sanction.ends) == (((1, 5),), 5)
    assert reason.rests_on == ("moves/ranking/a", "moves/ranking/b")


def test_no_move_and_no_improvement_are_told_apart() -> None:
    moves = {
        "options": {"x": {"party": "a", "one_way": True}, "y": {"party": "b"}},
        "prefer": {"a": ["x"], "b": ["not y"]},
        "status_quo": 1,
    }
    assert (_why(moves, 1, 0).kind, _why(moves, 1, 0).rests_on) == ("no-move", ("moves/options/x/one_way",))
    still = _why(moves, 1, 1)
    assert (still.kind, still.concept, still.rests_on) == ("no-improvement", "nash", ("moves/prefer/b/0",))


def test_what_nobody_can_answer_is_unstable() -> None:
    moves = {
        "options": {"x": {"party": "a"}, "y": {"party": "b"}},
        "ranking": {"a": RISING, "b": RISING},
        "status_quo": 0,
    }
    reason = _why(moves, 0, 0)
    assert (reason.kind, reason.improvement) == ("unstable", 1)
