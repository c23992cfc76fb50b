"""`catalogue serve`: the catalogue as pages, by Datasette, in Italian, on this machine alone.

What is shown where is data: the tables, views and questions as they are declared, and
`serve.toml`. Beside Datasette's pages there is a page for each intervento, with the pictures of
the pages of its act. Nothing is written, no page runs a script, nothing comes from a network.

Only the command imports this package; Datasette is imported by `application` and by what it uses.
"""
