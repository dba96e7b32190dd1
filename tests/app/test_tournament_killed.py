"""A tournament that is killed, interrupted, or cut off from its disk goes on to the very same bytes."""

import pytest

from tests.app.killing import GoesOn, Job, Whole
from tests.app.tournament_trial import briefs

SCENARIOS = 12
CALL = (
    "--strategies", "boulware, linear, conceder, micro, linear acceptance=ac-next, conceder acceptance=ac-next",
    "--rounds", "150", "--seed", "3", "--quiet", "--json",
)  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """A tournament, and what it writes in one go."""
    place = tmp_path_factory.mktemp("whole")
    folder = briefs(place / "briefs", SCENARIOS, issues=4, levels=5)
    return Whole.of(Job(("tournament", str(folder), *CALL), SCENARIOS), place / "out")


class TestATournament(GoesOn):
    """Whatever happens to it."""
