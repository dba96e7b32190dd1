"""What would change an answer: the smallest changes of one number, or of two."""
