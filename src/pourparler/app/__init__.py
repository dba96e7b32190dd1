"""Thin shells over the library: the command line."""
