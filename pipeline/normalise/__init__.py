"""Normalising: beside what the act prints, the form under which it can be joined with others."""
