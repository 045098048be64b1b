"""The manner of a command line, shared by the office's commands and the hub's.

Both programs say one document with ``--json`` and nothing beside it, complain in one line on
standard error, speak the reader's language in their help, and take no secret from an option. They
know nothing of each other, so what they have in common stands here, below both.
"""
