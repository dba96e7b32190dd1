"""What carries an answer: one number at a time, and shares of variance by group."""
