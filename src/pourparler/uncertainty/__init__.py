"""From ranges to a spread: draws, shares, what drives them, what would change the answer."""
