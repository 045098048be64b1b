"""``loket-hub``: what is done at the hub's own computer, by who has its data folder.

There are no accounts here: whoever may read the folder's key file holds the hub. Administrators
exist for the pages and for ``GET /coverage``, which are asked over the line. The manner is that of
``loket``: one clear sentence on standard error and no trace, ``--json`` for programs, the same
exit codes; but nothing is imported from it, because the hub is installed without the office. The
first command makes the hub, and before its transaction ends the sheet with the root code lies on
the disk: that code is kept nowhere else.
"""
