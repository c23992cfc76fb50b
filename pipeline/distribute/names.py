"""Names in the folder of an output. Readers of folders pass over those that begin with `_`."""

MANIFEST = "_manifest.json"
"""Lists the parts; there when all are."""

MADE = "_made"
"""A folder that says what each part was made of."""
