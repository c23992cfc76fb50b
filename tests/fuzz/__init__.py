"""Readers given broken files without an end: what they are given, and how it is broken."""
