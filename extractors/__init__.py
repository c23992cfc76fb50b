"""How one kind of thing is recognised in an act: labels, heads, codes. Pure functions on text."""
