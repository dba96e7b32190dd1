"""How draws are made, solved and kept."""
