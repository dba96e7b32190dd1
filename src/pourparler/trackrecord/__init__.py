"""How forecasts did: scores, backtests, and the ledger of sealed forecasts."""
