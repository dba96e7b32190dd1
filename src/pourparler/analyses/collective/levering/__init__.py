"""Parts of levers: the moves, what they do, what is wanted of them, the result."""
