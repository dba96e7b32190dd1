"""Cooperative bargaining on finitely many outcomes: the frontier, the classical solutions, the agreements."""
