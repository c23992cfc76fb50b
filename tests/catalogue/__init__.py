"""The catalogue: built, asked, exported, loaded."""
