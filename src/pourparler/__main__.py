"""``python -m pourparler``."""

from pourparler.app.cli import main

main()
