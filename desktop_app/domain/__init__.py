"""The rules of registration as pure functions and frozen values.

Nothing here reads a file, a clock or a language: dates, tables and look-ups come in as arguments,
so that every rule can be tested by itself and serves window, command and import alike. Values are
made valid once, at the edge; inside, nobody checks again.
"""
