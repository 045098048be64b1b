"""The papers' words and colours, read once from ``resources/templates/papers.toml``.

A template that lacks a key, has an unknown one, another type, a colour that is none or a brace
that nothing fills is refused (rule ``template``, with file and key); nothing is half used.
"""

import re
import string
import tomllib
import types
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast, get_type_hints

from desktop_app import paths
from desktop_app.documents import card_words, form_words, letter_words, money_words
from desktop_app.domain.findings import Refused

_FILLED = frozenset(
    [
        "amount",
        "branch",
        "code",
        "count",
        "date",
        "day",
        "first",
        "last",
        "month",
        "name",
        "number",
        "occupation",
        "office",
        "page",
        "payer",
        "phone",
        "purpose",
        "regency",
        "rules",
        "signer",
        "total",
        "words",
        "year",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Colours as ``#RRGGBB``."""

    accent: str
    accent_dark: str
    accent_soft: str
    provisional: str
    provisional_soft: str
    ink: str
    muted: str
    rule: str
    ground: str
    practice: str
    practice_soft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """The PDFs' titles."""

    card: str
    proof: str
    mixed: str
    certificate: str
    recovery: str
    root: str
    letter: str
    how_to_pay: str
    deposit: str
    cash: str
    lapse: str
    transfer: str
    transfer_list: str
    sponsor: str
    form: str
    participants: str
    hand_over: str
    counter_receipt: str
    family_sheet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadWords:
    """What the letterhead says besides the office's own data."""

    phone: str
    more: str
    """A line of the office's own under its address (e-mail, website); empty where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """What the margin of a sheet of cards says to the person who cuts."""

    front: str
    back: str
    fold: str
    pouch: str
    """Which laminating pouch fits; empty where the office uses none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The small words over the values."""

    kpj: str
    nik: str
    birth: str
    birth_long: str
    address: str
    occupation: str
    programmes: str
    programmes_wanted: str
    payer: str
    payer_planned: str
    member_since: str
    number: str
    registered_on: str
    paid: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """The participant's card, front and back."""

    title: str
    rows: tuple[str, ...]
    """The facts on the front, one or two to a row."""
    source: str
    source_own: str
    """In place of ``source`` where only the office's records tell the KPJ."""
    legal: str
    back_title: str
    accident_title: str
    accident: tuple[str, ...]
    death_title: str
    death: tuple[str, ...]
    contact: str
    contact_branch: str
    contact_office: str
    disclaimer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalWords:
    """The proof of registration, front and back."""

    title: str
    rows: tuple[str, ...]
    """The facts on the front, one or two to a row."""
    warning: str
    back_title: str
    steps: tuple[str, ...]
    reminder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipWords:
    """The slip."""

    provisional_note: str
    confirmed_title: str
    confirmed_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateWords:
    """The certificate, before and after the KPJ."""

    title_confirmed: str
    subtitle_confirmed: str
    subtitle_own: str
    """In place of it where only the office's records tell the KPJ; so ``statement_own``."""
    title_provisional: str
    subtitle_provisional: str
    number: str
    opening: str
    statement_confirmed: str
    statement_own: str
    statement_provisional: str
    paid_active: str
    paid_until: str
    nip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSheetWords:
    """A sheet with a code that must be kept: the recovery sheet, the root sheet of a hub."""

    title: str
    subtitle: str
    office: str
    made_on: str
    code_title: str
    code_hint: str
    what_title: str
    what: tuple[str, ...]
    where_title: str
    where: tuple[str, ...]
    leak: str
    received_by: str
    kept_by: str
    name_field: str
    date_field: str
    signature_field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """The cover letter to the branch."""

    number: str
    attachment: str
    attachment_value: str
    subject: str
    subject_value: str
    to: str
    to_branch: str
    to_place: str
    salutation: str
    body: str
    request: str
    closing: str
    list_title: str
    columns: tuple[str, ...]
    name_elsewhere: str
    """For a name that cannot be drawn."""
    page: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Template:
    """Everything the papers say and the colours they say it in."""

    months: tuple[str, ...]
    practice: str
    not_given: str
    date_in_words: str
    verify: str
    colours: Colours
    titles: Titles
    letterhead: LetterheadWords
    sheet: SheetWords
    programmes: types.MappingProxyType[str, str]
    labels: Labels
    card: CardWords
    provisional: ProvisionalWords
    slip: SlipWords
    certificate: CertificateWords
    recovery: CodeSheetWords
    root: CodeSheetWords
    letter: LetterWords
    payers: types.MappingProxyType[str, str]
    numbers: money_words.NumberWords
    sums: money_words.SumWords
    how_to_pay: money_words.HowToPayWords
    deposit: money_words.DepositWords
    cash: money_words.CashWords
    lapse: money_words.NoticeWords
    transfer: money_words.NoticeWords
    transfer_list: money_words.TransferListWords
    sponsor: money_words.SponsorWords
    calibration: card_words.CalibrationWords
    turning: card_words.TurningWords
    form: form_words.FormWords
    participants: form_words.ParticipantsWords
    hand_over: form_words.HandOverWords
    counter_receipt: form_words.CounterReceiptWords
    family_sheet: form_words.FamilySheetWords
    statement: letter_words.StatementWords
    work: letter_words.WorkWords
    income: letter_words.IncomeWords
    dukcapil: letter_words.RegistryWords
    agenda: letter_words.AgendaWords

    def day(self, day: date) -> str:
        """A date in words, kept together: ``22 November 2026``."""
        month = self.months[day.month - 1]
        words = self.date_in_words.format(day=day.day, month=month, year=day.year)
        return words.replace(" ", "\u00a0")

    def month(self, month: str) -> str:
        """A month ``2026-11`` in words: ``November 2026``."""
        year, number = month.split("-")
        return f"{self.months[int(number) - 1]}\u00a0{year}"


@cache
def template(path: Path | None = None) -> Template:
    """The template, loaded once. Raises Refused ``template`` for a broken one."""
    source = path or shipped()
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused("template", None, file=source.name, reason=str(error)) from error
    return checked(data, source.name)


def shipped() -> Path:
    """The file the program came with."""
    return paths.resources() / "templates" / "papers.toml"


def checked(data: dict[str, Any], file: str) -> Template:
    """The template these values make. Raises Refused ``template`` with the key (``reason``)."""
    found = cast(Template, _section(Template, data, file, ""))
    for where, (texts, wanted) in counts(found).items():
        if len(texts) != wanted:
            raise _broken(file, where)
    for where, part in (("card.rows", found.card), ("provisional.rows", found.provisional)):
        if not card_words.are_rows(part.rows):
            raise _broken(file, where)
    return found


def counts(found: Template) -> dict[str, tuple[tuple[str, ...], int]]:
    """The lists whose texts stand in places of their own, and how many each must have."""
    return {
        "months": (found.months, 12),
        "letter.columns": (found.letter.columns, 4),
        "numbers.digits": (found.numbers.digits, 10),
        "numbers.scales": (found.numbers.scales, 4),
        "cash.summary": (found.cash.summary, 6),
        "cash.columns": (found.cash.columns, 6),
        "transfer_list.columns": (found.transfer_list.columns, 6),
        "sponsor.months_columns": (found.sponsor.months_columns, 3),
        "sponsor.named_columns": (found.sponsor.named_columns, 5),
        "form.family_columns": (found.form.family_columns, 6),
        "participants.open_columns": (found.participants.open_columns, 8),
        "participants.archive_columns": (found.participants.archive_columns, 11),
        "participants.hamlets": (found.participants.hamlets, 4),
        "participants.payers": (found.participants.payers, 3),
        "participants.programmes": (found.participants.programmes, 2),
        "agenda.columns": (found.agenda.columns, 6),
        "hand_over.columns": (found.hand_over.columns, 7),
    }


def _broken(file: str, key: str) -> Refused:
    return Refused("template", None, file=file, reason=key)


def _section(kind: type, data: Any, file: str, where: str) -> object:
    if not isinstance(data, dict):
        raise _broken(file, where)
    hints = get_type_hints(kind)
    names = {f.name for f in fields(kind)}
    if strange := sorted(data.keys() ^ names):
        raise _broken(file, _join(where, strange[0]))
    return kind(**{n: _value(hints[n], data[n], file, _join(where, n)) for n in names})


def _value(kind: Any, data: Any, file: str, where: str) -> object:
    if is_dataclass(kind):
        return _section(cast(type, kind), data, file, where)
    if kind is str:
        return _text(data, file, where)
    if isinstance(data, list):
        return tuple(_text(item, file, where) for item in data)
    if isinstance(data, dict):
        return types.MappingProxyType({k: _text(v, file, f"{where}.{k}") for k, v in data.items()})
    raise _broken(file, where)


def _text(data: Any, file: str, where: str) -> str:
    if not isinstance(data, str):
        raise _broken(file, where)
    if where.startswith("colours.") and not re.fullmatch("#[0-9A-Fa-f]{6}", data):
        raise _broken(file, where)
    try:
        places = {name for _, name, spec, way in string.Formatter().parse(data) if name is not None}
    except ValueError:
        raise _broken(file, where) from None
    if not places <= _FILLED:
        raise _broken(file, where)
    return data


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
