"""The catalogue on a PostgreSQL server, for those who share one. Needs `attidati[postgresql]`.

The same tables, views and questions as the SQLite file, from the same declarations; what is counted
is counted by the same code. What differs is in `differences.toml`, each with its reason.
"""
