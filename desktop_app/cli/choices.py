"""Words that a command takes, checked and completed."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from desktop_app.terminal.usage import Usage
from desktop_app.text import _

LAYOUTS = ("cr80", "a4-10", "f4-10", "a4-fold-5", "f4-fold-5", "slip")
PAPERS = ("a4", "f4")
#: Sheets to be compared with the real ones before use.
EXAMPLES = ("perforated-a4-10", "pvc-a4-8", "tray-2")
INKS = ("colour", "grey", "saving")
SIDES = ("both", "front", "back")
TURNS = ("A", "B", "C", "D")
ENDINGS = ("death", "moved", "wage_worker", "own_wish")
FILTER_KEYS = (
    *("status", "membership", "delivery", "programme", "hamlet", "village_code", "occupation"),
    *("funding", "consent", "unprinted", "registered_from", "registered_to", "text"),
)


def one_of(word: str, allowed: Sequence[str], option: str) -> str:
    """The word, if it is one of these. Raises Usage."""
    if word not in allowed:
        raise Usage(
            _("{option} is one of these: {allowed}.").format(
                option=option, allowed=", ".join(allowed)
            )
        )
    return word


def completing(words: Iterable[str]) -> Callable[[str], list[str]]:
    """Shell completion from a list of words."""
    known = tuple(words)

    def completed(incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return completed


def pairs(given: Sequence[str], option: str) -> dict[str, str]:
    """``KEY=VALUE`` options as a mapping. Raises Usage for one without ``=`` or said twice."""
    read: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise Usage(_("{option}: write it as KEY=VALUE.").format(option=option))
        if key.strip() in read:
            raise Usage(_("{option}: {key} is given twice.").format(option=option, key=key))
        read[key.strip()] = value.strip()
    return read


def ending(file: Path, *endings: str) -> None:
    """Raise Usage unless the file's name ends in one of these."""
    if file.suffix.lower() not in endings:
        raise Usage(
            _("{file}: the name must end in {endings}.").format(
                file=file.name, endings=", ".join(endings)
            )
        )
