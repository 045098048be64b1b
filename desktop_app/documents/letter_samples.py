"""Letters about one person and the sheets about printers, for trying on new words."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import BinaryIO

from desktop_app.documents.agenda_book import write_agenda
from desktop_app.documents.calibration import write_calibration
from desktop_app.documents.dukcapil import write_registry_letters
from desktop_app.documents.letter_values import AgendaRow, RegistryCase, Statement
from desktop_app.documents.statement import write_statements
from desktop_app.documents.turning import write_turn_test
from desktop_app.documents.values import OfficeHead

_DAY = date(2026, 11, 22)
_NAME, _NUMBER, _NIK = "Siti Nurhaliza Wulandari", "3301222003-7KJ-000412-X", "3301222003850001"
_STATED = Statement(
    letter_number="470/123/XI/2026",
    name=_NAME,
    nik=_NIK,
    number=_NUMBER,
    registered_on=_DAY,
    birth_place="Cilacap",
    birth_date=date(1985, 2, 14),
    sex="female",
    occupation="Pedagang sayur keliling",
    workplace="Pasar Kedungreja",
    address="Dusun Karanganyar, RT\u00a0003, RW\u00a0002",
    income=1_200_000,
)
_CASES = (
    RegistryCase(letter_number="470/124/XI/2026", name=_NAME, birth_place="Cilacap", sex="female"),
    RegistryCase(letter_number="470/125/XI/2026", name=_NAME, nik=_NIK, mother="Sukirah"),
)
_ROWS = [
    AgendaRow(
        serial=serial,
        number=f"470/{serial:03}/XI/2026",
        day=_DAY,
        kind=kind,
        subject="",
        recipient="",
        name=_NAME,
        revoked_on=_DAY if serial == 2 else None,
        revoked_why="salah nama" if serial == 2 else "",
    )
    for serial, kind in enumerate(("work", "income", "dukcapil", "certificate"), 1)
]


def _turning(out: BinaryIO, head: OfficeHead) -> None:
    write_turn_test(out, head, side="front", today=_DAY)
    write_turn_test(io.BytesIO(), head, side="back", today=_DAY)


LETTERS: Mapping[str, Callable[[BinaryIO, OfficeHead], object]] = MappingProxyType(
    {
        "work": lambda out, head: write_statements(out, head, [_STATED], kind="work", today=_DAY),
        "income": lambda out, head: write_statements(
            out, head, [_STATED], kind="income", today=_DAY
        ),
        "dukcapil": lambda out, head: write_registry_letters(out, head, _CASES, today=_DAY),
        "agenda": lambda out, head: write_agenda(out, head, _ROWS, year=2026, today=_DAY),
        "calibration": lambda out, head: write_calibration(
            out, head, printer="Epson L3210", today=_DAY
        ),
        "turning": _turning,
    }
)
"""What draws each of them, by the key of its words in the template."""
