"""The practice day's hand-over: a regency, a neighbouring village, receipts, numbers back."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.actions import exchanging, finding, office, registering
from desktop_app.actions.practice_hub import PracticeHub
from desktop_app.domain.findings import Refused
from desktop_app.reference.regions import regions
from desktop_app.store.summary import Filters

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.invented import People
    from desktop_app.config import Config

_PEOPLE = 8
#: The hub's folder and the neighbour's, inside the practice office's own.
HUB, NEIGHBOUR = "kabupaten", "tetangga"

Raw = dict[str, Any]


def neighbour(config: "Config", hub: PracticeHub, people: "People", secret: str) -> list[Raw]:
    """An office next door that sent its work this morning; two of its people, who will meet ours:
    one who comes to us as well, and a member whose KPJ somebody will type by mistake."""
    own = replace(config, data=config.data / NEIGHBOUR)
    village = regions().find(people.village.district_code, 20)
    other = next(v for v in village if v.code != people.village.code)
    form = office.OfficeForm(
        village_code=other.code, name=f"Desa {other.name}", head="Wartini", practice=True
    )
    desk, _recovery = office.set_up(own, form, "tono", secret)
    try:
        visitors = [whole(people.person()) for _ in range(_PEOPLE)]
        member = whole(people.member(2))
        registering.register(desk, [*visitors, member])
        exchanging.enrol(desk, hub.code(other.code), hub.url)
        exchanging.sync(desk)
    finally:
        desk.close()
    return [visitors[0], member]


def whole(raw: Raw) -> Raw:
    """Somebody whose consent is given, so that nothing is kept back."""
    given = raw.get("member_since") or "2026-11-02"
    consent = {"given_on": given, "method": "signed_form", "text_version": "1"}
    return {**raw, "consent": raw.get("consent") or consent}


def hand_over(desk: "Desk", hub: PracticeHub, people: "People", met: list[Raw]) -> dict[str, int]:
    """Enrol, send everything, and see two records come back: one registered next door already,
    one with a KPJ that belongs to somebody else. Returns the day's figures."""
    visitor, member = met
    mistyped = {**whole(people.member(1)), "kpj": member["kpj"]}
    registering.register(desk, [visitor, mistyped])
    exchanging.enrol(desk, hub.code(desk.office.village.code), hub.url)
    done = exchanging.sync(desk)
    if not done.duplicate or not done.refused:
        raise Refused("practice_hub")
    return {
        "sent_to_hub": done.sent,
        "accepted_by_hub": done.accepted + done.merged,
        "duplicate_at_hub": done.duplicate,
        "refused_by_hub": done.refused,
        "kept_without_consent": sum(c.verdict == "consent" for c in exchanging.waiting(desk)),
    }


def numbers_back(
    desk: "Desk", hub: PracticeHub, people: "People", folder: Path
) -> tuple[dict[str, int], list[Path]]:
    """The regency takes its people to BPJS; the answer reaches the office with its next visit."""
    listed, answer = folder / "daftar-kabupaten.xlsx", folder / "jawaban-untuk-kabupaten.xlsx"
    hub.say("export", str(listed))
    exchanging.sync(desk)
    sent = finding.page(desk, Filters(membership="submitted"), limit=50)
    answered = [(one.nik, one.full_name) for at, one in enumerate(sent) if at % 5 != 4]
    _write_answer(answer, answered, people)
    hub.say("answer", str(answer))
    done = exchanging.sync(desk)
    figures = {
        "numbers_from_hub": done.received,
        "waiting_to_be_sent": done.waiting,
    }
    return figures, [listed, answer]


def _write_answer(path: Path, persons: list[tuple[str, str]], people: "People") -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Jawaban")
    sheet.write_row(0, 0, ["NOMOR_IDENTITAS", "NAMA_LENGKAP", "KPJ", "KETERANGAN"])
    for row, (nik, name) in enumerate(persons, 1):
        refused = row % 9 == 4
        kpj = "" if refused else f"{people.chance.randrange(10**10, 10**11)}"
        reason = people.pick("answers", "reasons") if refused else ""
        sheet.write_row(row, 0, [nik, name.upper(), kpj, reason])
    book.close()
