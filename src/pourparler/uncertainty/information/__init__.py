"""What to verify next: what knowing a number or a source would be worth."""
