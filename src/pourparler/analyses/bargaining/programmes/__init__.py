"""What mixed-integer programmes answer where outcomes are too many to list or to fold."""
