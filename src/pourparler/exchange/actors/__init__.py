"""Tables of actors in and out: who wants what on which issue, how much it matters to them, how much they weigh."""
