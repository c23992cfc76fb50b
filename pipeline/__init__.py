"""How a document moves: read, lay out, repair, segment, extract, validate, write."""

GC_THRESHOLD = 50_000
"""New objects between two searches for cycles, in the command and its workers.

Records hold none; looking for some after every 700 objects costs a tenth of the time.
"""
