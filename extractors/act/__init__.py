"""Acts: their head, grounds, decision, signatures, sums, and the papers behind them."""
