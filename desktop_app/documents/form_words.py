"""The words of the papers of registering: form, lists, receipt, the family's sheet."""

import types
from dataclasses import dataclass

Words = types.MappingProxyType[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLabels:
    """What stands beside the fields."""

    nik: str
    full_name: str
    birth_place: str
    birth_date: str
    sex: str
    mother_name: str
    family_card_number: str
    address: str
    rt: str
    rw: str
    phone: str
    phone_owner: str
    email: str
    occupation: str
    second_occupation: str
    workplace: str
    ecosystem: str
    monthly_income: str
    programmes: str
    segment: str
    funding: str
    basis: str
    decile: str
    as_of: str
    kpj: str
    member_since: str
    paid_until: str
    former_payer: str
    name: str
    relation: str
    received_on: str
    entered_on: str
    clerk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoices:
    """What stands beside the boxes to choose from."""

    male: str
    female: str
    by_self: str
    relative: str
    village: str
    market: str
    msme: str
    ecommerce: str
    other: str
    JKK_JKM: str
    JHT: str
    vulnerable: str
    self_paying: str
    wage: str
    unknown: str
    payer_self: str
    payer_other: str
    DTSEN: str
    P3KE: str
    DTKS: str
    musdes: str
    signed_form: str
    thumbprint: str
    verbal_witnessed: str
    pending: str
    spouse: str
    child: str
    parent: str
    sibling: str
    grandparent: str
    grandchild: str
    parent_in_law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTicks:
    """What stands beside a box of its own."""

    business_owner: str
    extreme_poor: str
    disability: str
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """The form that is filled in by hand, in the order of the screen."""

    title: str
    subtitle: str
    hint: str
    number: str
    date: str
    identity: str
    address: str
    work: str
    programme: str
    family: str
    photo: str
    consent: str
    membership: str
    clerk: str
    labels: FormLabels
    choices: FormChoices
    ticks: FormTicks
    family_columns: tuple[str, ...]
    heirs: str
    photo_hint: tuple[str, ...]
    version: str
    purposes: str
    given: str
    recorded: str
    person: str
    thumb: str
    thumb_hint: str
    witness: str
    represented: str
    foot: str
    page: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantsWords:
    """The list of participants, for the archive and for everybody."""

    title: str
    annex: str
    subtitle: str
    open_columns: tuple[str, ...]
    archive_columns: tuple[str, ...]
    decile: str
    member: str
    candidate: str
    total: str
    people: str
    unnamed: str
    hamlets_title: str
    hamlets: tuple[str, ...]
    no_hamlet: str
    payers_title: str
    payers: tuple[str, ...]
    programmes_title: str
    programmes: tuple[str, ...]
    month: str
    doubtful: str
    open_note: str
    archive_note: str
    copy: str
    page: str
    received: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverWords:
    """The list on which people sign for their papers."""

    title: str
    subtitle: str
    columns: tuple[str, ...]
    papers: Words
    total: str
    note: str
    given_by: str
    seen_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterReceiptWords:
    """What somebody takes home at once after being registered."""

    title: str
    name: str
    lacking: str
    complete: str
    consent: str
    next: str
    code: str
    clerk: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilySheetWords:
    """The sheet that hangs at home: large words, and a picture to each."""

    title: str
    subtitle: str
    name: str
    member_title: str
    member: str
    member_own: str
    """In place of it where only the office's records tell the number."""
    candidate_title: str
    candidate: str
    pay_title: str
    pay_self: str
    pay_other: str
    pay_after: str
    accident_title: str
    accident: str
    death_title: str
    death: str
    keep_title: str
    keep: str
    call_title: str
    call: str
    call_office: str
    call_branch: str
    foot: str
