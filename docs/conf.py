"""Configuration of the documentation (`pip install pourparler[docs]`, then `sphinx-build docs docs/_build`)."""

project = "pourparler"
extensions = ["myst_parser"]
html_theme = "furo"
exclude_patterns = ["_build"]
