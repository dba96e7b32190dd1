"""Lotteries over outcomes: what can be agreed in expectation."""
