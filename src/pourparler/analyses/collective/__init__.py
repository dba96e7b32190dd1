"""Collective decision: forecasts of what a group settles on, from held positions."""
