"""Tables that come with the program: regions, occupations, rules, what offices are called.

They are data under ``resources/`` with source and date, because decrees change more often than
programs and an office must be able to see where a figure comes from. Each is read when first
asked for and kept, frozen; nothing is read at import, so that the start costs nothing. What they
mean stands in ``domain``, which gets them as arguments and knows no file. A table that is broken
is a broken program: reading it raises, and a test reads every line.
"""
