"""Exchanges between parties, for the charts and the report."""

import numpy as np

from pourparler.analyses.collective.position_exchange import PositionExchange
from pourparler.analyses.collective.trades.results import ExchangeResult
from pourparler.model.positions import Positions


def traded(parties: int = 3, seed: int = 1) -> ExchangeResult:
    """Exchanges of a model with whole positions drawn at random."""
    rng = np.random.default_rng(seed)
    model = Positions.from_arrays(
        rng.integers(0, 101, (parties, 4)).astype(float),
        influence=rng.integers(1, 100, parties).astype(float),
        salience=rng.random((parties, 4)),
    )
    found = PositionExchange().run(model, None)
    assert isinstance(found, ExchangeResult)
    return found
