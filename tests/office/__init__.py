"""Samples as office programs save them, and the script that makes them again."""
