"""Reading an archive on a Dask cluster: `extract INPUT --dask ADDRESS -o OUT`.

The files are taken in order, so many a part; a task reads a part and writes it. What a part holds
and what it is called follow from the list of files alone, so the parts in order are the output of
a run on one machine, byte for byte, whoever read them and how often (`parts`). In a worker of the
cluster a task starts a process of its own (`task`), which watches its reader as the command does on
one machine (`read_part`): limits hold alike, and what a file does to its process, it does to that
one. Dask gives a part to another worker when one is lost (`cluster`).
"""
