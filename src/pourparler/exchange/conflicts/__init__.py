"""Conflicts of the graph model in and out."""
