"""Other programs' formats in and out; a brief is the only middle."""
