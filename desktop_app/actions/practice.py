"""The practice office: a day on invented people, marked LATIHAN, never mixed with real data."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from desktop_app import paths
from desktop_app.actions import (
    exchanging,
    finding,
    importing,
    issuing,
    office,
    practice_line,
    practice_money,
    practice_papers,
    registering,
    submitting,
    verifying,
)
from desktop_app.actions.desk import Desk
from desktop_app.actions.invented import People
from desktop_app.actions.practice_hub import PracticeHub, available
from desktop_app.config import Config
from desktop_app.domain.findings import Refused
from desktop_app.reference.regions import regions
from desktop_app.store.engine import looks_like_office
from desktop_app.store.summary import Filters

ACCOUNT = "siti"
PASSWORD = "latihan-saja"  # noqa: S105 - the practice office is open to everybody
VILLAGE = "33.01.01.2001"
#: A file that marks a folder as a practice office, so that nothing else is ever deleted.
MARK = "LATIHAN"

Progress = Callable[[str], None]


@dataclass
class Story:
    """What happened on the invented day; ``figures`` in the order of the day."""

    desk: Desk
    recovery_code: str
    figures: dict[str, int] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    verified: verifying.Verdict | None = None

    def add(self, figures: dict[str, int], files: list[Path]) -> None:
        """What one part of the day came to."""
        self.figures |= figures
        self.files += files


def practice_config(config: Config) -> Config:
    """The same run, in the practice office's own folder."""
    return replace(config, data=paths.practice_data(config.data))


def open_practice(config: Config, *, workers: int = 240) -> Desk:
    """The practice office, made where it is not there yet, with a clerk logged in."""
    from desktop_app.actions.access import unlock

    own = practice_config(config)
    if looks_like_office(own.data) == "office" and (own.data / MARK).exists():
        desk = unlock(own, ACCOUNT, PASSWORD)
        if exchanging.hub(desk) and (hub := _hub(desk)):
            exchanging.set_url(desk, hub.url)
        return desk
    delete_practice(config)
    return make_practice(own, workers=workers).desk


def delete_practice(config: Config) -> None:
    """Delete the practice office and nothing else: only a folder that we marked as one."""
    folder = paths.practice_data(config.data)
    if (folder / MARK).exists():
        shutil.rmtree(folder, ignore_errors=True)


def make_practice(
    config: Config,
    *,
    workers: int = 240,
    out: Path | None = None,
    progress: Progress = lambda words: None,
) -> Story:
    """Live a day in an office: people, mess, a list to BPJS, an invented answer, papers.

    With ``out`` every file of the day is left there; without, only the office remains.
    """
    story = _opened(config, progress)
    folder = out or config.data / "hari-ini"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _day(story, folder, workers, progress)
    except BaseException:
        story.desk.close()
        raise
    if out is None:
        shutil.rmtree(folder, ignore_errors=True)
        story.files.clear()
    return story


def _day(story: Story, folder: Path, workers: int, progress: Progress) -> None:
    people = People(story.desk.office.village, story.desk.config.today())
    hub = _hub(story.desk)
    met = practice_line.neighbour(story.desk.config, hub, people, PASSWORD) if hub else []
    story.add(*practice_money.last_year(story.desk, people, max(16, workers // 6), folder))
    practice_money.keep_cash(story.desk)
    progress("members")
    _counter(story, people, max(24, workers // 2))
    _trouble(story, people)
    _list(story, people, max(12, workers // 5), folder, progress)
    _to_bpjs(story, folder, progress)
    _answer(story, people, folder, progress)
    _afternoon(story, people, workers)
    story.add(*practice_money.pay(story.desk, folder))
    story.figures |= practice_money.hand_over(story.desk, folder)
    progress("paid")
    if hub:
        story.figures |= practice_line.hand_over(story.desk, hub, people, met)
        progress("sent")
        story.add(*practice_line.numbers_back(story.desk, hub, people, folder))
        progress("numbers")
    _papers(story, folder, progress)
    story.add(*practice_money.print_letters(story.desk, folder))
    progress("letters")
    story.figures["in_the_register"] = finding.count(story.desk, Filters())


def _hub(desk: Desk) -> PracticeHub | None:
    """A regency for the practice office, ended with its desk; none where the hub's extra is not
    installed."""
    if not available():
        return None
    hub = PracticeHub.start(desk.config.data / practice_line.HUB)
    desk.also_close = hub.stop
    return hub


def _mark(folder: Path) -> None:
    """Mark the folder as a practice office before anything is in it.

    Raises Refused (``unwritable``) for one that somebody else uses: it would go with the office.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / MARK).exists() and any(folder.iterdir()):
        raise Refused("unwritable", None, path=str(folder))
    (folder / MARK).touch()


def _opened(config: Config, progress: Progress) -> Story:
    _mark(config.data)
    village = regions().village(VILLAGE) or regions().find("a", 1)[0]
    form = office.OfficeForm(
        village_code=village.code,
        name=f"Desa {village.name}",
        head="Sudarmanto",
        address="Jl. Raya No. 1",
        phone="0282 555 0100",
        branch="Cilacap",
        practice=True,
    )
    desk, recovery = office.set_up(config, form, ACCOUNT, PASSWORD)
    progress("office")
    return Story(desk, recovery.code)


def _take(story: Story, figure: str, people: list[dict[str, Any]], *, keep: bool = False) -> None:
    outcome = registering.register(story.desk, people, keep=keep)
    story.figures[figure] = story.figures.get(figure, 0) + len(outcome.registered)


def _counter(story: Story, people: People, count: int) -> None:
    those = list(islice(people, count))
    for number, one in enumerate(those):
        if number % 4:  # some come without a photo
            one["photo"] = practice_papers.portrait(number)
    _take(story, "registered_at_counter", those, keep=True)


def _trouble(story: Story, people: People) -> None:
    """What clerks meet: too old, too young, a NIK that disagrees, twice, a name of one letter."""
    desk, today = story.desk, story.desk.config.today()
    old, young, differs, letter, damaged, twice = islice(people, 6)
    old["nik"] = people.nik(
        today.replace(year=today.year - 71, day=1), female=False, district="33.01.01"
    )
    young["nik"] = people.nik(
        today.replace(year=today.year - 15, day=1), female=True, district="33.01.01"
    )
    differs["birth_date"] = "1980-01-01"
    letter["full_name"] = "O"
    damaged["nik"] = damaged["nik"][:12] + "0000"
    kept = registering.register(desk, [old, young, differs, damaged], keep=True)
    story.figures["kept_to_mend"] = sum(r.draft_id is not None for r in kept.refused)
    _take(story, "registered_at_counter", [letter, twice])
    again = registering.register(desk, [twice])
    story.figures["registered_twice_refused"] = len(again.refused)
    confirmed = next(people.__iter__())
    confirmed.update(birth_date="1979-12-31", confirmed=["nik_birth_date"])
    _take(story, "registered_at_counter", [confirmed])
    draft = {"nik": people.person()["nik"], "full_name": "Warsini"}
    registering.save_draft(desk, None, draft)
    without = {"full_name": "Mbah Karto", "birth_date": "1959-07-01", "hamlet": "Krajan"}
    registering.save_draft(desk, None, without)


def _list(story: Story, people: People, count: int, folder: Path, progress: Progress) -> None:
    """A list of the hamlet heads, on our own template, comes in."""
    from desktop_app.lists.register import write_register

    rows = list(islice(people, count))
    rows[1]["birth_date"] = "1975-05-05"
    rows[2]["nik"] = rows[0]["nik"]
    rows[3]["occupation"] = "penunggu gunung"
    path = folder / "daftar-dari-kadus.xlsx"
    write_register(path, rows)
    taken = importing.import_list(story.desk, path)
    story.files.append(path)
    for status in ("accepted", "warned", "refused"):
        story.figures[f"list_{status}"] = taken.count(status)
    progress("list")


def _to_bpjs(story: Story, folder: Path, progress: Progress) -> None:
    out = folder / "daftar-untuk-bpjs.xlsx"
    done = submitting.submit(story.desk, out)
    story.figures["submitted"] = done.count
    story.figures["incomplete_for_bpjs"] = len(done.incomplete)
    story.files += [out, *([done.letter] if done.letter else [])]
    progress("submitted")


def _answer(story: Story, people: People, folder: Path, progress: Progress) -> None:
    """BPJS's invented answer: most get a number, some are refused, some are still being read."""
    import xlsxwriter

    sent = finding.page(story.desk, Filters(membership="submitted"), limit=10_000)
    path = folder / "jawaban-bpjs.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Jawaban")
    sheet.write_row(0, 0, ["NOMOR_IDENTITAS", "NAMA_LENGKAP", "KPJ", "KETERANGAN"])
    row = 0
    for index, person in enumerate(sent):
        if index % 10 == 9:
            continue
        row += 1
        refused = index % 12 == 5
        kpj = "" if refused else f"{people.chance.randrange(10**10, 10**11)}"
        reason = people.pick("answers", "reasons") if refused else ""
        sheet.write_row(row, 0, [person.nik, person.full_name.upper(), kpj, reason])
    sheet.write_row(row + 1, 0, [people.person()["nik"], "ORANG LAIN", "12345678901", ""])
    book.close()
    answered = submitting.take_answer(story.desk, path)
    story.files.append(path)
    for outcome in ("confirmed", "refused_by_bpjs", "unmatched"):
        story.figures[outcome] = answered.count(outcome)
    progress("answered")


def _afternoon(story: Story, people: People, workers: int) -> None:
    """More people come; one membership ends; one record is mended."""
    desk = story.desk
    there = finding.count(desk, Filters())
    _take(story, "registered_at_counter", list(islice(people, max(5, workers - there))), keep=True)
    members = finding.page(desk, Filters(membership="member"), limit=3)
    registering.end(desk, members[0].id, "death", desk.config.today())
    registering.end(desk, members[1].id, "wage_worker", desk.config.today())
    registering.edit(desk, members[2].id, {"phone": "081327000077", "hamlet": "Krajan"})
    story.figures["ended"] = 2
    story.figures["drafts"] = len(registering.drafts(desk))


def _papers(story: Story, folder: Path, progress: Progress) -> None:
    count, files = practice_papers.print_everything(story.desk, folder, progress)
    story.add({"papers": count}, files)
    _verify(story, finding.ids(story.desk, Filters(membership="member"))[:20])
    register = folder / "daftar-pekerja.xlsx"
    importing.export(story.desk, register)
    story.files.append(register)


def _verify(story: Story, members: list[str]) -> None:
    """Read cards as somebody at their door would; one that the regency signed, if there is one."""
    for member in members:
        card = issuing.compose(story.desk, "card", [member], layout="cr80")
        story.verified = verifying.check_paper(story.desk.config, card.pdf)
        if not story.verified.genuine:
            raise Refused("qr_unreadable")
        if story.verified.by_hub:
            return
