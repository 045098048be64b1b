"""The practice office's money: last year's members, sponsors, payments, cash held, letters.

What takes days happened days ago: those steps bear an earlier business date.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.actions import (
    cash,
    finding,
    going_out,
    letters,
    opening,
    paying,
    protecting,
    reserving,
)
from desktop_app.actions import sponsoring as sponsors
from desktop_app.actions.files import write
from desktop_app.actions.invented import month_before
from desktop_app.actions.payable import Wanted
from desktop_app.actions.sponsoring import SponsorForm
from desktop_app.domain.months import month_of
from desktop_app.store.summary import Filters

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.invented import People
    from desktop_app.actions.protecting import Due

Raw = dict[str, Any]
Figures = dict[str, int]
#: So many months ago last year's members paid last, one after the other; None: nobody knows.
_PAID = (0, 0, 1, 2, 3, 5, 8, None)
#: Who paid for them then.
_PAYERS = ("self", "self", "SERTAKAN", "APBD", "self")
#: How many days ago last year's list came, and cash was left at the counter.
_LIST, _CASH = 9, (6, 2, 0)
_WITHIN = 60


@contextmanager
def days_ago(desk: "Desk", days: int) -> Iterator[None]:
    """What is done here bears the business date of so many days ago."""
    before = desk.config
    desk.config = replace(before, today_said=before.today() - timedelta(days=days))
    try:
        yield
    finally:
        desk.config = before


def fund(desk: "Desk") -> Figures:
    """Three who pay for others: the village, a company, and neighbours of one whose months end."""
    year, month = desk.config.today().year, month_of(desk.config.today())
    forms = (
        SponsorForm(
            code=f"APBDES-{year}",
            name=f"APBDes Desa {desk.office.village.name}",
            kind="APBDes",
            source="ADD",
            legal_basis=f"Perdes 4/{year} tentang APBDes",
            year=year,
            budget=7_500_000,
            minimum=20,
            quota=60,
            rules={"max_age": "64", "max_decile": "5"},
        ),
        SponsorForm(
            code="CSR-SEGARA",
            name="PT Segara Makmur",
            kind="CSR",
            legal_basis=f"Perjanjian 12/TJSL/{year}",
            budget=2_500_000,
            quota=25,
            months=3,
        ),
        SponsorForm(
            code="SERTAKAN",
            name="SERTAKAN warga Perumahan Griya Asri",
            kind="SERTAKAN",
            last=month,
            quota=30,
        ),
    )
    for form in forms:
        sponsors.add(desk, form)
    return {"sponsors": len(forms)}


def last_year(
    desk: "Desk", people: "People", count: int, folder: Path
) -> tuple[Figures, list[Path]]:
    """Members from before this office kept a register come in from a workbook (saldo awal)."""
    from desktop_app.lists.register import write_register

    path = folder / "peserta-tahun-lalu.xlsx"
    with days_ago(desk, _LIST):
        figures = fund(desk)
        write_register(path, _members(people, count))
        taken = opening.import_members(desk, path, confirm=("nik_birth_date", "same_person"))
    figures["members_from_last_year"] = taken.count("accepted")
    figures["members_to_mend"] = taken.count("warned") + taken.count("refused")
    return figures, [path]


def _members(people: "People", count: int) -> list[Raw]:
    """As such lists are: a card of former years beside the new one, a KPJ that lacks a digit."""
    members = [people.member(_PAID[n % len(_PAID)]) for n in range(count)]
    for n, one in enumerate(members):
        one["former_payer"] = _PAYERS[n % len(_PAYERS)]
        if one["consent"]:
            one["consent"] = {**one["consent"], "given_on": one["member_since"]}
    old = {**members[1], "kpj": f"{people.chance.randrange(10**10, 10**11)}"}
    old["member_since"] = f"{people.today.year - 4}-02-01"
    old["paid_until"] = month_before(people.today, 30)
    cut = people.member(1)
    cut["kpj"] = cut["kpj"][:10]
    return [*members, old, cut]


@dataclass
class Purse:
    """A day's payments: who can be paid for, and what came of it."""

    desk: "Desk"
    folder: Path
    figures: Figures
    files: list[Path]

    @property
    def month(self) -> str:
        """The present one."""
        return month_of(self.desk.config.today())

    def pay(self, ids: Sequence[str], months: int, payer: str, code: str) -> paying.Done:
        """Pay so many months from the present one on, with the slip; counts who was paid for."""
        if not ids:
            return paying.Done(reference=None, payments=(), lines=(), refused=())
        wanted = Wanted(ids=tuple(ids), first=self.month, months=months, payer=payer)
        done = paying.pay(self.desk, wanted, code=code, proof=self.folder / _SLIP)
        self.count(done)
        return done

    def count(self, done: paying.Done) -> None:
        """Add up."""
        told = self.figures
        told["paid_for"] = told.get("paid_for", 0) + len(done.payments)
        told["paid_rupiah"] = told.get("paid_rupiah", 0) + done.total


_SLIP = "bukti-bayar.png"


def pay(desk: "Desk", folder: Path) -> tuple[Figures, list[Path]]:
    """The village pays, a company, people themselves; from a list too, and once by mistake."""
    purse = Purse(desk, folder, {}, [folder / _SLIP])
    _draw_slip(folder / _SLIP)
    own, aided, company, listed = _people(desk)
    village = next(a.sponsor.code for a in sponsors.sponsors(desk) if a.sponsor.kind == "APBDes")
    paid = purse.pay(aided, 1, village, "9000110001")
    purse.pay(company, 3, "CSR-SEGARA", "9000110002")
    for n, one in enumerate(own):
        purse.pay([one], n % 3 + 1, "self", f"900022000{n}")
    _twice(purse, [one.worker_id for one in paid.payments[:3]])
    _from_list(purse, listed, [one.worker_id for one in paid.payments[:1]])
    _by_mistake(purse, own)
    made = reserving.reserve(desk, "CSR-SEGARA", _candidates(desk), purse.month, 1)
    purse.figures["set_aside_for"] = len(made.made)
    return purse.figures, purse.files


def _people(desk: "Desk") -> tuple[list[str], list[str], list[str], list[str]]:
    """Whose present month nobody paid: who pays alone, whom the village and a company pay for,
    and who stands in a list; some stay unpaid."""
    month = month_of(desk.config.today())
    members = finding.page(desk, Filters(membership="member"), limit=10_000)
    cash_of = {one.deposit.worker_id for one in cash.held(desk)}
    ids = [one.id for one in members if one.id not in cash_of]
    reckoned = paying.reckon(desk, Wanted(ids=tuple(ids), first=month, months=1)) if ids else None
    free = [line.registration.id for line in reckoned.lines] if reckoned else []
    share = max(1, len(free) // 10)
    own, aided = free[:share][:6], free[share : share * 4]
    company, listed = free[share * 4 : share * 5], free[share * 5 : share * 6]
    return own, aided, company, listed


def _candidates(desk: "Desk") -> list[str]:
    return finding.ids(desk, Filters(membership="candidate"))[:4]


def _twice(purse: Purse, ids: Sequence[str]) -> None:
    """Somebody pays for them once more; nobody is paid for twice."""
    if ids:
        again = Wanted(ids=tuple(ids), first=purse.month, months=1)
        purse.figures["paid_twice_refused"] = len(paying.reckon(purse.desk, again).refused)


def _from_list(purse: Purse, ids: Sequence[str], paid: Sequence[str]) -> None:
    """A workbook of payments; one row was paid already and is named."""
    import xlsxwriter

    rows = [finding.find_one(purse.desk, one).worker for one in (*ids, *paid)]
    if not rows:
        return
    path = purse.folder / "daftar-pembayaran.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Iuran")
    sheet.write_row(0, 0, ["NIK", "NAMA", "BULAN", "BULAN_IURAN"])
    for row, worker in enumerate(rows, 1):
        sheet.write_row(row, 0, [worker.nik, worker.full_name, purse.month, 1])
    book.close()
    done = paying.pay_list(purse.desk, path, payer="self", code="9000330001")
    purse.count(done.done)
    purse.figures["list_of_payments_refused"] = done.count("refused")
    purse.files.append(path)


def _by_mistake(purse: Purse, own: Sequence[str]) -> None:
    """The last of those who paid by themselves was the wrong person."""
    for one in own[-1:]:
        newest = paying.payments_of(purse.desk, one)[0]
        paying.undo(purse.desk, newest.payment.id, "salah orang")
        purse.figures["payments_undone"] = 1


def keep_cash(desk: "Desk") -> None:
    """Cash is left at the counter on several days."""
    cash.switch(desk, True)
    month = month_of(desk.config.today())
    waiting = [one for one in protecting.arrears(desk) if one.payer == "self"]
    for one, days in zip(waiting, _CASH, strict=False):
        with days_ago(desk, days):
            cash.take(desk, one.worker_id, month, 1)


def hand_over(desk: "Desk", folder: Path) -> Figures:
    """The cash of a few days ago went to BPJS, with code, date and proof; the oldest waits."""
    held = cash.held(desk)
    for one in held[1:2]:
        cash.hand_over(
            desk,
            [one.deposit.id],
            code="9000440001",
            paid_on=desk.config.today(),
            proof=folder / _SLIP,
        )
    return {"cash_handed_over": len(held[1:2]), "cash_held": len(cash.held(desk))}


def print_letters(desk: "Desk", folder: Path) -> tuple[Figures, list[Path]]:
    """What goes out about money: letters, how to pay, receipts, the day's cash, reports."""
    due, arrears = protecting.due(desk, _WITHIN), protecting.arrears(desk)
    ending = letters.ending_with(desk, "SERTAKAN")
    out = [folder / "laporan-pemberi-dana.pdf", folder / "kas-titipan-hari-ini.pdf"]
    write(out[0], letters.sponsor_report(desk, "CSR-SEGARA"))
    write(out[1], letters.cash_sheet(desk))
    if told := [*arrears, *due][:12]:
        drawn = letters.lapse_letters(desk, told)
        out.append(going_out.save(desk, drawn, folder / "surat-iuran.pdf"))
    if ending:
        transfer = letters.transfer(desk, "SERTAKAN")
        letter, listed = folder / "surat-peralihan-ke-mandiri.pdf", folder / "daftar-peralihan.pdf"
        write(listed, transfer.list)
        out += [going_out.save(desk, transfer.letters, letter), listed]
    out += _sheets(desk, arrears, folder)
    return {"letters": len(told) + len(ending), **_protected(desk)}, out


def _sheets(desk: "Desk", arrears: "Sequence[Due]", folder: Path) -> list[Path]:
    """How to pay, and the receipts of cash that is held."""
    month = month_of(desk.config.today())
    held = cash.held(desk)
    keeping = {one.deposit.worker_id for one in held}
    owing = [one.worker_id for one in arrears if one.worker_id not in keeping][:4]
    out = []
    for one in held[:1]:
        drawn = letters.deposit_receipt(desk, one.deposit.id)
        out.append(going_out.save(desk, drawn, folder / "tanda-terima-titipan.pdf"))
    if owing:
        drawn = letters.how_to_pay(desk, owing, month, 1)
        out.append(going_out.save(desk, drawn, folder / "cara-bayar.pdf"))
    return out


def _protected(desk: "Desk") -> Figures:
    counts = protecting.counts(desk)
    soon = len(protecting.due(desk, _WITHIN))
    return {
        "protected": counts["active"],
        "in_arrears": counts["arrears"],
        "not_protected": counts["lapsed"] + counts["unknown"],
        "ends_soon": soon,
    }


def _draw_slip(path: Path) -> None:
    """An invented slip of a payment, as a clerk would scan it."""
    from PIL import Image, ImageDraw

    slip = Image.new("L", (480, 200), 255)
    pen = ImageDraw.Draw(slip)
    for at, line in enumerate(("LATIHAN", "BUKTI PEMBAYARAN IURAN", "bukan pembayaran sungguhan")):
        pen.text((24, 24 + at * 44), line, fill=0)
    slip.save(path, "PNG")
