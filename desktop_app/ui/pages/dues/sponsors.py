"""*Pemberi dana*: who pays for others, what is used, set aside and left of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.findings import Refused
from desktop_app.domain.sponsor import Sponsor
from desktop_app.text import _, p_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.dues.sponsor_detail import Detail, DetailPanel, read_detail
from desktop_app.ui.pages.dues.sponsor_form import SponsorFormView
from desktop_app.ui.pages.dues.sponsor_reserve import ReservePanel
from desktop_app.ui.pages.page import scrolling
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import primary
from desktop_app.ui.widgets.meter import BarDelegate, Figures
from desktop_app.ui.widgets.table import Row, Table

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.sponsoring import Account

#: The column of bars, and how wide it is (pixels).
_BAR, BAR_WIDTH = 2, 130
#: Rows of the list seen at once; more are scrolled.
SEEN, ROW, HEADINGS = 6, 36, 44


def read_sponsors(desk: "Desk") -> "list[Account]":
    """All sponsors. For a lane."""
    from desktop_app.actions import sponsoring

    return sponsoring.sponsors(desk)


def saved(desk: "Desk", code: str, values: dict[str, Any]) -> Sponsor:
    """Add a sponsor, or change the one of this code. For a lane."""
    from desktop_app.actions import sponsoring

    if code:
        changes = {key: value for key, value in values.items() if key != "code"}
        return sponsoring.edit(desk, code, changes)
    return sponsoring.add(desk, sponsoring.SponsorForm(**values))


class SponsorsTab(QWidget):
    """The list with the chosen one below it; the form in their place while one is typed in."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        from desktop_app.actions import sponsoring

        self.context = context
        self._editing = ""
        self._wanted = ""
        self._accounts: Sequence[Account] = ()
        desk = context.desk
        self.table = Table(
            _("Sponsors"),
            (
                _("Code"),
                _("Name"),
                _("Money"),
                _("Money used"),
                _("Money set aside"),
                _("Money left"),
                p_("column", "People"),
            ),
            wide=1,
            numbers=(3, 4, 5, 6),
        )
        self.table.setItemDelegateForColumn(_BAR, BarDelegate(self.table, self._figures))
        fixed = QHeaderView.ResizeMode.Fixed
        self.table.horizontalHeader().setSectionResizeMode(_BAR, fixed)
        self.table.setColumnWidth(_BAR, BAR_WIDTH)
        self.nothing = texts.Empty(
            "hand-coins",
            _("There is no sponsor yet"),
            _("Whoever pays for others stands here: village, regency, company."),
        )
        self.message = texts.Message()
        self.detail, self.reserve = DetailPanel(context), ReservePanel(context)
        self.form = SponsorFormView(sponsoring.kinds(desk), desk.config.today().year)
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolling(self._overview()))
        self.stack.addWidget(scrolling(_around(self.form)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _then: self._chosen())
        self.detail.edit.connect(self.begin)
        self.form.saved.connect(self.save)
        self.form.left.connect(self._leave)
        self._show([])

    def _overview(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 12, 24)
        column.setSpacing(16)
        row = QHBoxLayout()
        self.add = primary(_("Add a sponsor"), lambda: self.begin(None), icon_name="plus")
        self.add.setVisible(self.context.desk.may("sponsors"))
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        column.addLayout(row)
        for part in (self.message, self.table, self.nothing, self.detail, self.reserve):
            column.addWidget(part)
        column.addStretch(1)
        return column

    def put(self, ids: Sequence[str]) -> None:
        """Choose these people, for whom money may be set aside."""
        self.reserve.put(list(ids))

    def refresh(self) -> None:
        """Read the sponsors again."""
        desk, jobs = self.context.desk, self.context.jobs
        jobs.read(self, lambda _stop: read_sponsors(desk), self._show, topic="sponsors")

    def _show(self, accounts: "Sequence[Account]") -> None:
        chosen = self._wanted or self.table.key
        self._wanted, self._accounts = "", accounts
        self.table.show_rows([_row(one) for one in accounts])
        self.table.setFixedHeight(HEADINGS + ROW * min(SEEN, max(len(accounts), 1)))
        self.table.setVisible(bool(accounts))
        self.nothing.setVisible(not accounts)
        codes = [one.sponsor.code for one in accounts]
        if codes:
            self.table.selectRow(codes.index(chosen) if chosen in codes else 0)
        else:
            self._chosen()

    def _figures(self, row: int) -> Figures:
        balance = self._accounts[row].balance
        return balance.used, balance.reserved, balance.budget

    def _chosen(self) -> None:
        """Read what is shown of the chosen one."""
        code, desk = self.table.key, self.context.desk
        self.detail.setVisible(code is not None)
        self.reserve.setVisible(code is not None and desk.may("pay"))
        if code:
            self.reserve.show_sponsor(code)
            self.context.jobs.read(
                self, lambda _stop: read_detail(desk, code), self._detailed, topic="detail"
            )

    def _detailed(self, detail: Detail) -> None:
        if detail.account.sponsor.code == self.table.key:
            self.detail.show_detail(detail)

    def begin(self, sponsor: Sponsor | None) -> None:
        """Type in a new sponsor, or change this one."""
        self._editing = sponsor.code if sponsor else ""
        self.form.begin(sponsor)
        self.stack.setCurrentIndex(1)
        self.form.focus_first()

    def _leave(self) -> None:
        self.stack.setCurrentIndex(0)
        self.table.setFocus()

    def save(self) -> None:
        """Keep what was typed, or say under its field why that cannot be."""
        values, desk, code = self.form.values(), self.context.desk, self._editing
        if values is None:
            return
        self.form.save.setEnabled(False)
        self.context.jobs.write(
            self,
            lambda: saved(desk, code, values),
            self._saved,
            failed=self._failed,
            changes=("sponsors",),
        )

    def _saved(self, sponsor: Sponsor) -> None:
        self.form.save.setEnabled(True)
        self._wanted = sponsor.code
        self.message.say(_("{code} is saved.").format(code=sponsor.code), "done")
        self._leave()
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self.form.save.setEnabled(True)
        self.form.say(error.field if isinstance(error, Refused) else None, sentence(error))


def _around(form: SponsorFormView) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(form)
    return column


def _row(account: "Account") -> Row:
    sponsor, balance = account.sponsor, account.balance
    people = balance.people_used + balance.people_reserved
    of = _("{n} of {most}") if balance.quota else "{n}"
    cells = (
        sponsor.code,
        sponsor.name,
        "" if balance.budget is not None else _("no limit"),
        shown.rupiah(balance.used),
        shown.rupiah(balance.reserved),
        shown.rupiah(balance.left) if balance.left is not None else _("no limit"),
        of.format(n=shown.number(people), most=shown.number(balance.quota or 0)),
    )
    return Row(cells, sponsor.code)
