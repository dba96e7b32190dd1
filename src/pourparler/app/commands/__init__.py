"""The commands, one file each; loaded when called, so that ``--version`` costs nothing."""
