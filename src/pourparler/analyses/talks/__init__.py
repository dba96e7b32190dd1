"""Talks: negotiation as a process of offers and answers, and the analytic benchmarks beside it."""
