"""Words that do not fit a command."""


class Usage(Exception):
    """The words of the command do not fit; the argument is the sentence that says so."""

    rule = "usage"
    code = 2
