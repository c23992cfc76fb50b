"""Files of every kind: what is read from each, and what is refused."""
