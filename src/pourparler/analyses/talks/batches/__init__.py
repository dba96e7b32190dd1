"""Many games at once: those that need no calls by their schedules and lists, the others call by call."""
