"""Versions of a brief: as it was on each day, and two states of it."""
