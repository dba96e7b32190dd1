"""Parts of the spatial model of politics: where it starts, how it ran, what it gives."""
