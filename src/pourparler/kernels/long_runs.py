"""Long-run shares of options that challenge each other, solved for directly: for sweeps of many elections."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def long_run(odds: Floats) -> Floats:
    """Long-run shares (B, M) when every option challenges the standing one equally often; ``odds`` (B, M, M).

    ``odds[…, a, b]``: the probability that a beats b. The fixed point of p_a = (1/M) Σ_b P_ab (p_a + p_b), by
    elimination of one option after the other without a subtraction, so that no digit is lost (Grassmann, Taksar
    & Heyman 1985). :func:`pourparler.kernels.elections.markov_uniform` iterates to the same point, ten times slower.

    >>> long_run(np.array([[[0.5, 0.75], [0.25, 0.5]]])).tolist()
    [[0.75, 0.25]]
    """
    # Entry (i, j): how fast option i gives way to j.
    rate = np.ascontiguousarray(np.swapaxes(odds, -1, -2)).copy()
    size = rate.shape[-1]
    for k in range(size - 1, 0, -1):
        rate[:, :k, k] /= rate[:, k, :k].sum(axis=-1)[:, None]
        rate[:, :k, :k] += rate[:, :k, k, None] * rate[:, k, None, :k]
    share = np.ones(rate.shape[:-1])
    for k in range(1, size):
        share[:, k] = (share[:, :k] * rate[:, :k, k]).sum(axis=-1)
    return np.asarray(share / share.sum(axis=-1, keepdims=True))
