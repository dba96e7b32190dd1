"""Stability: which states of a conflict hold, where it can go, what would make a state hold (graph models)."""
