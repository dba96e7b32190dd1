"""The searches of ``half_sums``, compiled: import this module only where halves are long."""

from numba import njit

from pourparler.kernels import half_sums

lowest = njit(cache=True)(half_sums.lowest)
highest = njit(cache=True)(half_sums.highest)
