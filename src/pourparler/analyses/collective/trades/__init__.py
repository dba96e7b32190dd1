"""Position exchange in parts: what a round starts from, rounds, what trades do to whom, results."""
