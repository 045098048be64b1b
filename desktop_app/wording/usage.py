"""What Typer says, in the reader's language: help pages, and words that make no command.

It serves both programs, the office's and the hub's. Typer itself is not imported here.
"""

import re
from typing import Any

from desktop_app.text import _


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark a text that is looked up when it is shown."""
    return message


def no_command(program: str, name: str, known: list[str]) -> str:
    """The sentence for a command that is none, with names that are like it."""
    from difflib import get_close_matches

    if like := get_close_matches(name, known):
        return _("There is no command {name}. Did you mean {like}?").format(
            name=name, like=" · ".join(like)
        )
    return _("There is no command {name}. All commands: {program} --help").format(
        name=name, program=program
    )


def translated(command: Any) -> Any:
    """The command with all its texts in the current language."""
    command.help = command.help and _(command.help)
    command.epilog = command.epilog and _(command.epilog)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = _(parameter.help)
        if parameter.metavar:
            parameter.metavar = _(parameter.metavar)
    for inner in getattr(command, "commands", {}).values():
        translated(inner)
    return command


def in_words(page: str) -> str:
    """A help page with Typer's own words in the current language, and without its notation."""
    # {FILE.json} in the usage line; a template's {n} stays as it is
    page = re.sub(r"\{([^\s{}]*[A-Z][^\s{}]*)\}", r"\1", page)
    page = re.sub(r"^(  \S+) <\w+(?:\[\w+\])?>", r"\1", page, flags=re.MULTILINE)
    page = re.sub(r";\s+[\d<=]*x[<>=\d]+(?=[;\]])", "", page)
    page = re.sub(r"\[x>=\d+\]", "", page)
    for pattern, words in _typer_words():
        page = re.sub(pattern, words.replace("\\", r"\\"), page, flags=re.MULTILINE)
    return page


def _typer_words() -> tuple[tuple[str, str], ...]:
    return (
        (r"^Usage:", _("Usage:")),
        (r"\[OPTIONS\]", _("[OPTIONS]")),
        (r"COMMAND \[ARGS\]\.\.\.", _("COMMAND [ARGS]...")),
        (r"^Arguments:$", _("Arguments:")),
        (r"^Options:$", _("Options:")),
        (r"^Commands:$", _("Commands:")),
        (r"\brequired\]", _("required]")),
        (r"\[default:(?=\s)", _("[default: ").rstrip()),
        (r"Show this message and exit\.", _("Show this message and exit.")),
        (
            r"Install completion for the current\s+shell\.",
            _("Install completion for the current shell."),
        ),
        (
            r"Show completion for the current shell,[\s\w]+\.",
            _("Show completion for the current shell, to copy it."),
        ),
    )


def usage_sentence(error: Any) -> str:
    """One sentence for what Typer found wrong with the words."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "loket"
    said = {
        "NoSuchOption": _no_option,
        "BadOptionUsage": _bad_option,
        "MissingParameter": _missing,
        "BadParameter": _bad_number,
    }.get(type(error).__name__, _bad_words)
    return said(error) + " " + _("Help: {command} --help").format(command=path)


def _no_option(error: Any) -> str:
    return _("There is no option {option} here.").format(option=error.option_name)


def _missing(error: Any) -> str:
    return _("{name} is missing.").format(name=parameter_name(error.param))


def _bad_number(error: Any) -> str:
    """Only numbers are checked by Typer; all other words are checked here."""
    name, least = parameter_name(error.param), getattr(error.param, "min", None)
    if least is None:
        return _("{name} needs a whole number.").format(name=name)
    return _("{name} needs a whole number, at least {least}.").format(name=name, least=least)


def _bad_words(error: Any) -> str:
    if more := re.search(r"unexpected extra argument\S* \((.*)\)", error.message):
        return _("This is more than the command takes: {words}.").format(words=more.group(1))
    known = getattr(getattr(error.ctx, "command", None), "commands", None)
    if known:
        return _("One of these words must follow: {words}.").format(words=", ".join(known))
    return _("These words do not make a command.")


def _bad_option(error: Any) -> str:
    if "does not take" in error.message:
        return _("{option} takes no value.").format(option=error.option_name)
    return _("{option} needs a value.").format(option=error.option_name)


def parameter_name(parameter: Any) -> str:
    """An option as it is typed, an argument as the help names it."""
    if parameter is None:
        return "?"
    if parameter.param_type_name == "option":
        return str(parameter.opts[-1])
    return str(parameter.metavar or parameter.name).strip("[].")
