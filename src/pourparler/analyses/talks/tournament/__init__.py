"""Tournaments: every strategy at every seat of every scenario, against every other."""
