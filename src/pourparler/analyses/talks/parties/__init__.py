"""What each party brings to the table: its own preferences, over few outcomes or many."""
