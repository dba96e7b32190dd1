"""Solution concepts and their results, one file per idea; reached through :func:`solve` only."""
