"""The loops of ``offers_in_turn``, compiled: import this module only where there is much to do."""

from numba import njit

from pourparler.kernels import offers_in_turn

meetings = njit(cache=True)(offers_in_turn.meetings)
concessions = njit(cache=True)(offers_in_turn.concessions)
