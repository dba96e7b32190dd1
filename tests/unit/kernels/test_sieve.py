"""A sieve loses nothing that is undominated."""

import numpy as np
import pytest

from pourparler.kernels import sieve as module
from pourparler.kernels.sieve import sieve, undominated


def stream(vectors, size):
    for start in range(0, vectors.shape[1], size):
        numbers = np.arange(start, min(start + size, vectors.shape[1]))
        yield vectors[:, numbers], numbers


def efficient(vectors):
    return {
        i for i, v in enumerate(vectors.T) if not any((w >= v).all() and (w > v).any() for w in vectors.T)
    }


@pytest.mark.parametrize("seed", range(12))
def test_every_undominated_vector_is_kept(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    vectors = rng.integers(0, 12, size=(2 + seed % 3, 400))
    monkeypatch.setattr(module, "FIRST", 20)
    monkeypatch.setattr(module, "MANY", 60 if seed % 2 else 10**6)
    kept, numbers = sieve(stream(vectors, 30), width=len(vectors), cap=150, budget=10**7)
    assert efficient(vectors) <= set(numbers.tolist())
    assert len(numbers) < 400
    assert (vectors[:, numbers] == kept).all()
    assert set(undominated(vectors, np.arange(400), budget=10**7)[1].tolist()) == efficient(vectors)


def test_equal_vectors_are_kept():
    vectors = np.ones((2, 50), dtype=np.int64)
    assert len(sieve(stream(vectors, 7), width=2, cap=50, budget=100)[1]) == 50


def test_nothing_in_nothing_out():
    kept, numbers = sieve(iter(()), width=3, cap=10, budget=10)
    assert kept.shape == (3, 0)
    assert not len(numbers)


def test_too_many_vectors_are_told(monkeypatch):
    monkeypatch.setattr(module, "FIRST", 10)
    monkeypatch.setattr(module, "MANY", 10)
    line = np.arange(200)
    assert sieve(stream(np.stack((line, 200 - line)), 25), width=2, cap=20, budget=10**7) is None


def test_too_many_comparisons_are_told(monkeypatch):
    monkeypatch.setattr(module, "FIRST", 10)
    monkeypatch.setattr(module, "MANY", 10)
    vectors = np.random.default_rng(0).integers(0, 1000, size=(4, 3000))
    assert sieve(stream(vectors, 100), width=4, cap=200, budget=10**8) is not None
    assert sieve(stream(vectors, 100), width=4, cap=200, budget=10) is None
