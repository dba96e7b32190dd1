"""Which concepts there are: the project's own and those of other packages (entry points)."""

from pourparler.analyses.concept import Concept
from pourparler.analyses.plugins import class_of, names_of
from pourparler.errors import UsageError
from pourparler.language import did_you_mean, msg

GROUP = "pourparler.concepts"

# Own concepts by name, in the order in which reports show them. Imported when asked for.
OWN = {
    "agreements": "bargaining.agreements:Agreements",
    "frontier": "bargaining.frontier:Frontier",
    "nash": "bargaining.nash:Nash",
    "kalai-smorodinsky": "bargaining.kalai_smorodinsky:KalaiSmorodinsky",
    "egalitarian": "bargaining.egalitarian:Egalitarian",
    "utilitarian": "bargaining.utilitarian:Utilitarian",
    "least-spread": "bargaining.least_spread:LeastSpread",
    "raiffa": "bargaining.raiffa:Raiffa",
    "audit": "bargaining.audit:Audit",
    "zones": "bargaining.zones:Zones",
    "compromise": "collective.compromise:Compromise",
    "weighted-median": "collective.weighted_median:WeightedMedian",
    "nash-spatial": "collective.nash_spatial:NashSpatial",
    "ks-spatial": "collective.ks_spatial:KalaiSmorodinskySpatial",
    "pce": "collective.pce:Pce",
    "challenge": "collective.challenge:Challenge",
    "challenge-readings": "collective.challenge_readings:ChallengeReadings",
    "smp": "collective.smp:Smp",
    "exchange": "collective.position_exchange:PositionExchange",
    "ensemble": "collective.ensemble:Ensemble",
    "contestedness": "collective.contestedness:Contestedness",
    "veto-core": "collective.veto_core:VetoCore",
    "agenda": "collective.agenda:Agenda",
    "power": "collective.power:Power",
    "levers": "collective.levers:Levers",
    "stability": "stability.stability:Stability",
    "paths": "stability.paths:Paths",
    "inverse": "stability.inverse:Inverse",
    "talks": "talks.talks:Talks",
    "rubinstein": "talks.equilibria.rubinstein:Rubinstein",
    "backward-induction": "talks.equilibria.backward_induction:BackwardInduction",
}

# Left out of the main job: numbers to compare with other programs, procedures that need to know who proposes, and
# levers and the inverse question, which somebody must ask for. Its audit is that of the status quo.
ON_REQUEST = frozenset(
    ("least-spread", "raiffa", "challenge-readings", "ks-spatial", "agenda", "levers", "inverse")
)


def names() -> tuple[str, ...]:
    """All known concept names, the project's own first."""
    return names_of(OWN, GROUP)


def concept_class(name: str) -> type[Concept]:
    """The class of a concept. Raises ``UsageError`` for an unknown name or a package that does not load."""
    if name not in names():
        raise UsageError(
            msg("there is no concept {name}", name=name),
            where="concept",
            advice=did_you_mean(name, names(), msg("Known here: {known}.", known=names())),
        )
    return class_of(name, OWN, group=GROUP, base=Concept)
