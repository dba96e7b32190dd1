"""Documents in, candidate evidence out; a person accepts or rejects."""
