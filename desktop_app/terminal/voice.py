"""How a command answers: one document or lines on standard output, complaints beside it."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

SCHEMA = 1

DONE = 0
REFUSED = 1
PARTLY = 3


def say(document: Mapping[str, Any], lines: Iterable[str], *, as_json: bool) -> None:
    """The answer: the document where JSON is wanted, else the lines."""
    if as_json:
        print_document(document)
        return
    for line in lines:
        print(line, flush=True)  # noqa: T201 - the command line's voice


def complain(sentences: Iterable[str]) -> None:
    """What went wrong or has to be known besides, on standard error, one line each."""
    for sentence in sentences:
        print(sentence, file=sys.stderr, flush=True)  # noqa: T201


def print_document(document: Mapping[str, Any]) -> None:
    """The one JSON document of a run, on standard output."""
    told = json.dumps({**document, "schema": SCHEMA}, ensure_ascii=False, default=str)
    print(told, flush=True)  # noqa: T201


def table(rows: Sequence[Sequence[str | None]]) -> Iterator[str]:
    """Lines with their columns under each other."""
    cells = [[cell or "-" for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
