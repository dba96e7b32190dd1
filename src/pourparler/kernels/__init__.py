"""Loops on arrays: arrays in, arrays out, shapes in the docstrings. Nothing here knows of negotiations."""
