"""Strategies for talks, one idea per file."""
