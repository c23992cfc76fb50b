"""How a document moves: read, lay out, repair, segment, extract, validate, write."""
