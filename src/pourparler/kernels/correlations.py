"""Correlations of normal variables behind rank correlations, and their triangular roots."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NONE = 1e-9
"""Below this size a pivot, or an eigenvalue, is 0."""


def pearson(rho: Floats) -> Floats:
    """Correlations (any shape) of normal variables whose rank correlations are ``rho``: r = 2 sin(πρ/6).

    Source: Pearson 1907, On further methods of determining correlation.

    >>> round(float(pearson(np.array(0.5))), 6)
    0.517638
    """
    return np.clip(2.0 * np.sin(np.pi * np.asarray(rho, dtype=np.float64) / 6.0), -1.0, 1.0)


def is_semidefinite(matrix: Floats) -> bool:
    """Whether a symmetric matrix (n, n) has no negative eigenvalue beyond rounding."""
    return not len(matrix) or bool(np.linalg.eigvalsh(matrix)[0] >= -NONE)


def triangular_root(matrix: Floats) -> Floats:
    """The lower triangular L (n, n) with L Lᵀ = ``matrix``, symmetric positive semidefinite (n, n).

    Cholesky's method; a pivot of size 0 leaves its column 0. Not for matrices that are not semidefinite: they have no
    such root, see :func:`is_semidefinite`. Source: Golub and Van Loan 2013, algorithm 4.2.2 and section 4.2.8.

    >>> triangular_root(np.array([[1.0, 1.0], [1.0, 1.0]])).tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """
    root = np.zeros_like(matrix)
    for k in range(len(matrix)):
        left = matrix[k:, k] - root[k:, :k] @ root[k, :k]
        if left[0] > NONE:
            root[k:, k] = left / np.sqrt(left[0])
    return root


def least_offending(matrix: Floats) -> tuple[int, ...]:
    """Places of a part of a symmetric matrix (n, n) that is not semidefinite, while no part of that part without one
    of its places is; none where the matrix is semidefinite.

    >>> least_offending(np.array([[1, 0.9, 0.9, 0], [0.9, 1, -0.9, 0], [0.9, -0.9, 1, 0], [0, 0, 0, 1.0]]))
    (0, 1, 2)
    """
    if is_semidefinite(matrix):
        return ()
    kept = list(range(len(matrix)))
    for place in range(len(matrix)):
        rest = [i for i in kept if i != place]
        if not is_semidefinite(matrix[np.ix_(rest, rest)]):
            kept = rest
    return tuple(kept)
