"""An outcome that a party values at exactly its reserve, for formats that can only name one."""

from fractions import Fraction

from pourparler.exchange.scenario import Profile, reserve_of

MAX_SUMS = 200_000


def outcome_worth(profile: Profile) -> tuple[int, ...] | None:
    """Indices of the values of the first outcome whose utility is the reserve.

    Issue by issue, all sums that can still be reached; ``None`` where there is none among the first 200,000.
    """
    wanted = reserve_of(profile, "none")
    sums: dict[Fraction, tuple[int, ...]] = {Fraction(0): ()}
    for worth in profile.worths:
        following: dict[Fraction, tuple[int, ...]] = {}
        for total, chosen in sums.items():
            for i, evaluation in enumerate(worth.evaluations):
                following.setdefault(total + worth.weight * evaluation, (*chosen, i))
            if len(following) > MAX_SUMS:
                return None
        sums = following
    return sums.get(wanted)
