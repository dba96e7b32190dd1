"""How long work runs: in this process or over several, in chunks whose order and number change nothing."""
