"""The words of the papers about money, as they stand in the template."""

import types
from dataclasses import dataclass

Words = types.MappingProxyType[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """What numbers are called."""

    digits: tuple[str, ...]
    """Zero to nine."""
    ten: str
    eleven: str
    teens: str
    tens: str
    hundred: str
    hundreds: str
    thousand: str
    scales: tuple[str, ...]
    """Thousand, million and so on."""
    rupiah: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SumWords:
    """The table of a sum and its parts."""

    amount: str
    period: str
    count: str
    months: str
    monthly: str
    reduction: str
    total: str
    sources: str
    reductions: str
    assumed: str
    doubts: Words
    page: str
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowToPayWords:
    """The sheet that tells how to pay."""

    title: str
    subtitle: str
    name: str
    nik: str
    nik_hint: str
    number: str
    kpj: str
    period: str
    amount: str
    parts_title: str
    where_title: str
    how_title: str
    how: tuple[str, ...]
    after_title: str
    after_first: tuple[str, ...]
    after: tuple[str, ...]
    no_cash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositWords:
    """The receipt of cash left at the counter."""

    title: str
    number: str
    for_person: str
    for_office: str
    copy: str
    held: str
    paid: str
    returned: str
    name: str
    person_number: str
    nik: str
    amount: str
    spelled: str
    period: str
    received_on: str
    holder: str
    code: str
    note: str
    keep: str
    giver: str
    taker: str
    cut: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CashWords:
    """The daily sheet of cash at the counter."""

    title: str
    subtitle: str
    summary_title: str
    summary: tuple[str, ...]
    total: str
    received: str
    came_back: str
    came_back_sum: str
    handed_over: str
    given_back: str
    in_hand: str
    since: str
    columns: tuple[str, ...]
    none: str
    note: str
    made_by: str
    seen_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWords:
    """A letter to one person about what lapses."""

    title: str
    title_over: str
    left: str
    last_day: str
    over: str
    to: str
    salutation: str
    body: str
    body_over: str
    payer: str
    offers_title: str
    offers_hint: str
    lapse_title: str
    lapse: tuple[str, ...]
    how_title: str
    how: tuple[str, ...]
    paid_already: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferListWords:
    """The list of those whose sponsor ends."""

    title: str
    subtitle: str
    columns: tuple[str, ...]
    total: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorWords:
    """The report to a sponsor."""

    title: str
    as_of: str
    name: str
    kind: str
    legal_basis: str
    period: str
    money_title: str
    people_title: str
    budget: str
    used: str
    reserved: str
    left: str
    no_limit: str
    quota: str
    people_used: str
    people_reserved: str
    people_left: str
    people: str
    months_title: str
    months_columns: tuple[str, ...]
    named_title: str
    named_columns: tuple[str, ...]
    some_months: str
    unnamed: str
    nobody_named: str
    total: str
    none: str
    note: str
