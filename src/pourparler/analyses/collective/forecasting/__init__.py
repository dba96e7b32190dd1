"""Forecasts as distributions: densities with atoms, the laws of past errors, pools, parts of the variance."""
