"""One point for all issues: gains over failure, problems solved together, results."""
