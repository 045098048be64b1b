"""Ours: everything measured, placed and written from what is known of each person."""

import pickle
from dataclasses import replace
from pathlib import Path

import reportlab

from desktop_app.documents.sheet import write_cards

VERSION = f"on reportlab {reportlab.__version__}"


def read() -> tuple:
    """The job as we take it: head, sheet, day, people and the files of their photos."""
    return pickle.loads(Path("people.pickle").read_bytes())


def draw(job: tuple, out: Path) -> None:
    """The job's PDF."""
    head, layout, today, people, files = job
    shown = (
        replace(person, photo=Path(file).read_bytes())
        for person, file in zip(people, files, strict=True)
    )
    with out.open("w+b") as file:
        write_cards(file, head, shown, layout=layout, today=today)
