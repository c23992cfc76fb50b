"""`catalogue serve`, without a browser."""
