"""Parts of voting power: swings, indices, result."""
