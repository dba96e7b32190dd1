"""Many draws of one problem solved together, as sweeps ask for them."""
