"""One sponsor: what is used, set aside and left, its terms, its people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop_app.domain.findings import Finding
from desktop_app.domain.sponsor import Balance, Sponsor
from desktop_app.reference.occupations import occupations
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.dues.paper_out import PaperOut
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button
from desktop_app.ui.widgets.meter import Meter
from desktop_app.ui.widgets.sum import months_told
from desktop_app.ui.widgets.table import Row, Table
from desktop_app.wording.sentences import sentence
from desktop_app.wording.words import field_name, status_word

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.going_out import Drawn
    from desktop_app.actions.sponsoring import Account, People


@dataclass(frozen=True, slots=True)
class Detail:
    """What is shown of a sponsor."""

    account: "Account"
    people: "People"
    notes: tuple[Finding, ...]


def read_detail(desk: "Desk", code: str) -> Detail:
    """Read it. For a lane."""
    from desktop_app.actions import sponsoring

    account = sponsoring.account(desk, code)
    notes = tuple(sponsoring.notes(desk, account.sponsor))
    return Detail(account, sponsoring.people(desk, code), notes)


def report(desk: "Desk", code: str) -> bytes:
    """The report for the sponsor. For a lane."""
    from desktop_app.actions import letters

    return letters.sponsor_report(desk, code)


def transfer_letters(desk: "Desk", code: str) -> "Drawn":
    """A letter to each whose cover ends with this sponsor. For a lane."""
    from desktop_app.actions import letters

    return letters.transfer(desk, code).letters


def transfer_list(desk: "Desk", code: str) -> bytes:
    """The list of them. For a lane."""
    from desktop_app.actions import letters

    return letters.transfer(desk, code).list


class DetailPanel(texts.Panel):
    """The sponsor that is chosen in the list."""

    edit = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._sponsor: Sponsor | None = None
        self.name, self.terms = texts.heading(""), texts.paragraph("", "muted")
        self.money, self.places = Meter(_("Money")), Meter(_("People"))
        self.notes = texts.paragraph("", "note")
        self.table = Table(
            _("People of this sponsor"),
            (
                _("Name"),
                _("Registration number"),
                _("Months paid"),
                _("Until"),
                _("Months set aside"),
            ),
            wide=0,
            numbers=(2, 4),
        )
        self.table.setMinimumHeight(150)
        self.table.opened.connect(lambda id_: context.navigator.go("workers", id=id_))
        self.unnamed = texts.muted("")
        self.paper = PaperOut(context)
        above = (self.name, self.terms, self.money, self.places, self.notes)
        below = (self.paper, self.table, self.unnamed)
        for part in (*above, *below):
            self.body.addWidget(part)
        self.body.insertLayout(len(above), self._ways())

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.change = button(_("Change…"), self._edit, icon_name="pencil")
        self.change.setVisible(self._context.desk.may("sponsors"))
        self.report = button(_("Report for the sponsor"), self.offer, icon_name="file-text")
        self.report.setVisible(self._context.desk.may("print"))
        row.addWidget(self.change)
        self.transfer = button(_("Letters when it ends"), self.offer_letters, icon_name="send")
        self.list = button(_("List when it ends"), self.offer_list, icon_name="clipboard-list")
        row.addWidget(self.report)
        for way in (self.transfer, self.list):
            way.setVisible(self._context.desk.may("print"))
            row.addWidget(way)
        row.addStretch(1)
        return row

    def _edit(self) -> None:
        self.edit.emit(self._sponsor)

    def show_detail(self, detail: Detail) -> None:
        """Show this sponsor."""
        sponsor, balance = detail.account.sponsor, detail.account.balance
        if self._sponsor is None or self._sponsor.code != sponsor.code:
            self.paper.take_back()
        self._sponsor = sponsor
        self.name.setText(f"{sponsor.code} – {sponsor.name}")
        self.terms.setText("\n".join(terms(sponsor)))
        self._show_balance(balance, sponsor.minimum)
        self.notes.setText("\n".join(sentence(one) for one in detail.notes))
        self.notes.setVisible(bool(detail.notes))
        self._show_people(detail.people)

    def _show_balance(self, balance: Balance, minimum: int | None) -> None:
        self.money.show_figures(
            (balance.used, balance.reserved, balance.budget), money_told(balance)
        )
        people, aside = balance.people_used, balance.people_reserved
        words = people_told(balance)
        if minimum and people + aside < minimum:
            more = n_("{n} more was agreed", "{n} more were agreed", minimum - people - aside)
            words += " · " + more.format(n=shown.number(minimum - people - aside))
        self.places.show_figures((people, aside, balance.quota), words)

    def _show_people(self, people: "People") -> None:
        self.table.show_rows(
            [
                Row(
                    (
                        one.full_name,
                        one.number,
                        shown.number(one.months),
                        shown.month(one.until),
                        shown.number(one.months_reserved),
                    ),
                    one.id,
                )
                for one in people.named
            ]
        )
        self.table.setVisible(bool(people.named))
        words = n_(
            "{n} person did not agree that the sponsor sees the name.",
            "{n} people did not agree that the sponsor sees their names.",
            people.unnamed,
        )
        self.unnamed.setText(words.format(n=shown.number(people.unnamed)))
        self.unnamed.setVisible(bool(people.unnamed))

    def offer(self) -> None:
        """Offer the report for the sponsor."""
        desk, sponsor = self._context.desk, self._sponsor
        if sponsor:
            self.paper.offer(
                _("Report for {code}").format(code=sponsor.code),
                f"{_('report')}-{_file_name(sponsor)}.pdf",
                lambda: report(desk, sponsor.code),
            )

    def offer_letters(self) -> None:
        """Offer a letter for each who goes on paying by themselves (peralihan ke mandiri)."""
        desk, sponsor = self._context.desk, self._sponsor
        if sponsor is not None:
            self.paper.offer(
                _("Letters to the people of {code}: how to go on by themselves").format(
                    code=sponsor.code
                ),
                f"{_('going on alone')}-{_file_name(sponsor)}.pdf",
                lambda: transfer_letters(desk, sponsor.code),
            )

    def offer_list(self) -> None:
        """Offer the list of them."""
        desk, sponsor = self._context.desk, self._sponsor
        if sponsor is not None:
            self.paper.offer(
                _("List of the people of {code} who go on by themselves").format(code=sponsor.code),
                f"{_('going on alone list')}-{_file_name(sponsor)}.pdf",
                lambda: transfer_list(desk, sponsor.code),
            )


def _file_name(sponsor: Sponsor) -> str:
    return sponsor.code.replace("/", "-")


def money_told(balance: Balance) -> str:
    """``Rp 1.000 used · Rp 0 set aside · Rp 500 left``."""
    words, left = _("{used} used · {aside} set aside · no limit"), balance.left
    if left is not None:
        words = _("{used} used · {aside} set aside · {left} left")
    return words.format(
        used=shown.rupiah(balance.used),
        aside=shown.rupiah(balance.reserved),
        left=shown.rupiah(left or 0),
    )


def people_told(balance: Balance) -> str:
    """``3 paid for · 2 with money set aside · 4 places left``."""
    words, left = _("{used} paid for · {aside} with money set aside"), balance.people_left
    if left is not None:
        words = _("{used} paid for · {aside} with money set aside · {left} places left")
    return words.format(
        used=shown.number(balance.people_used),
        aside=shown.number(balance.people_reserved),
        left=shown.number(left or 0),
    )


def terms(sponsor: Sponsor) -> Iterator[str]:
    """Whose money, when and for whom, a line each."""
    money = (status_word(sponsor.kind), sponsor.source, sponsor.legal_basis)
    yield " · ".join(part for part in money if part)
    when = []
    if sponsor.first or sponsor.last:
        begin, end = sponsor.first or "", sponsor.last or ""
        when.append(months_told(begin, end) if begin and end else _open_ended(begin, end))
    if sponsor.months:
        n = sponsor.months
        when.append(n_("{n} month each", "{n} months each", n).format(n=n))
    if when:
        yield " · ".join(when)
    if sponsor.rules:
        yield "; ".join(f"{field_name(key)}: {_rule(key, v)}" for key, v in sponsor.rules.items())


def _open_ended(first: str, last: str) -> str:
    if first:
        return _("from {month}").format(month=shown.month(first))
    return _("up to {month}").format(month=shown.month(last))


def _rule(key: str, value: object) -> str:
    if value is True:
        return _("yes")
    if not isinstance(value, list | tuple):
        return str(value)
    known = occupations() if key == "occupation" else {}
    return ", ".join(known[word].name if word in known else status_word(word) for word in value)
