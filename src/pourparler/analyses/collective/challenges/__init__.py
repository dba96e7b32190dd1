"""Parts of the challenge model: its readings and its result."""
