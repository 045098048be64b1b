"""The ``loket`` command: the same actions as the window, for terminals, scripts and tests.

One file per group of commands; each command opens a desk, calls one action and says what came of
it. What it says is one value in two forms: a JSON document (the public contract) or short lines
in the reader's language, so that neither can know more than the other. Global options are read
before Typer is loaded: they may stand on either side of the command, and the language must be
known before any help text is made. Commands return their exit code; whatever is raised is turned
into a sentence and a code in one place (``failures``), and no trace is ever shown, because the
text of an exception may hold personal data.
"""
