"""Choose, look, print or save: one leaf. What waits at the printer is asked about above it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.findings import Finding
from desktop_app.domain.print_run import Rest
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.jobs import Job
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.page import scrolling
from desktop_app.ui.pages.papers import making
from desktop_app.ui.pages.papers.choosing import Choosing, rest_words
from desktop_app.ui.pages.papers.kinds import KINDS
from desktop_app.ui.pages.papers.making import Made
from desktop_app.ui.pages.papers.outlet import Outlet
from desktop_app.ui.pages.papers.preview import Preview
from desktop_app.ui.pages.papers.printer_state import KnownPrinters
from desktop_app.ui.pages.papers.telling import Telling
from desktop_app.ui.widgets.texts import Message, Panel
from desktop_app.wording.sentences import sentence as worded

CHOICE_WIDTH, OUTLET_WIDTH, CORNER_HEIGHT = 340, 256, 108
#: People named among those who could not be printed; the rest is a number.
NAMED = 20
#: Papers that are drawn before anybody would notice.
FEW = 20


class PrintLeaf(QWidget):
    """The order on the left, the very PDF in the middle, the ways out on the right."""

    def __init__(self, context: UiContext, printers: KnownPrinters) -> None:
        super().__init__()
        self._context, self._printers = context, printers
        self._job: Job | None = None
        self._said = ""
        self.choosing = Choosing(context)
        self.preview = Preview(context.jobs)
        self.message, self.refused = Message(), Message()
        self.outlet = Outlet(context, printers)
        self.telling = Telling(context, self.outlet)
        self._build()
        self._connect()
        self._offer(None)
        desk = context.desk
        context.jobs.read(
            self, lambda _stop: making.sheets(desk), self._show_sheets, topic="sheets"
        )

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(self.telling.came_out)
        row = QHBoxLayout()
        row.setSpacing(16)
        self._left = QWidget()
        self._left.setFixedWidth(CHOICE_WIDTH)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.choosing)
        column.addStretch(1)
        outer = QVBoxLayout(self._left)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(column), 1)
        row.addWidget(self._left)
        middle = Panel(role="sunken")
        middle.body.setContentsMargins(8, 8, 8, 6)
        middle.body.addWidget(self.message)
        middle.body.addWidget(self._told_off())
        middle.body.addWidget(self.preview, 1)
        row.addWidget(middle, 1)
        self.outlet.setFixedWidth(OUTLET_WIDTH)
        row.addWidget(self.outlet)
        whole.addLayout(row, 1)

    def _told_off(self) -> QWidget:
        """Those who cannot be printed, in a corner that scrolls: the paper needs the room."""
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.refused)
        column.addStretch(1)
        self._corner = scrolling(column)
        self._corner.setMaximumHeight(CORNER_HEIGHT)
        self._corner.hide()
        return self._corner

    def _connect(self) -> None:
        self.choosing.changed.connect(self.make)
        self.choosing.scope.connect(self.count)
        self._printers.changed.connect(self._printer_changed)
        self.outlet.ink.connect(self._ink)
        self.outlet.counted.connect(self._copies)
        self.outlet.gone.connect(self._went_out)
        self.outlet.old.connect(self.make)
        self.telling.waiting.connect(lambda waiting: self._left.setVisible(not waiting))
        self.telling.nothing.connect(self.make)
        self.telling.rest.connect(self._go_on)
        self.telling.out.connect(self._went_out)

    def _show_sheets(self, read: tuple[dict[str, making.Plan], tuple[Finding, ...]]) -> None:
        plans, broken = read
        self.choosing.sheet.show_plans(plans)
        if broken:
            self._context.notices.trouble(" ".join(worded(finding) for finding in broken))

    def count(self) -> None:
        """Count anew how many people each choice means."""
        desk, hamlet = self._context.desk, self.choosing.hamlet.value() or ""
        self._context.jobs.read(
            self,
            lambda _stop: making.counts(desk, hamlet),
            self.choosing.show_counts,
            topic="counts",
        )

    def put(self, kind: str, ids: list[str] | None, who: str) -> None:
        """Print this for them."""
        self.choosing.put(kind=kind, ids=ids, who=who)
        self.make()

    def _printer_changed(self) -> None:
        self.choosing.show_printer(duplex=self._printers.settings.both_sides)

    def _ink(self) -> None:
        self.choosing.ink = self.outlet.ink_field.control.value() or "colour"
        self.make()

    def _copies(self) -> None:
        """Numbered copies are pages of their own; others are only printed more often."""
        self.choosing.copies = self.outlet.copies.value()
        if KINDS[self.choosing.kind].numbered:
            self.make()

    def make(self) -> None:
        """Compose what is chosen and show it."""
        self.outlet.plan = self.choosing.sheet.plan
        order = self.choosing.order()
        if order.who == "chosen" and not order.ids and order.kind != "blank":
            self._offer(None)
            return
        self.outlet.offer(None)
        self.message.say(_("Preparing the preview…"))
        if self._job:
            self._job.stop()
        self._job = self._start(order)

    def _start(self, order: making.Order) -> Job:
        """Few papers are drawn at once; many must not keep searches waiting."""
        jobs, desk = self._context.jobs, self._context.desk
        if order.who == "chosen" and len(order.ids) <= FEW:
            return jobs.read(
                self, lambda stop: making.make(desk, order, stop), self._offer, failed=self._unmade
            )
        return jobs.long(
            self,
            lambda _step, stop: making.make(desk, order, stop),
            self._offer_newest,
            failed=self._unmade,
        )

    def _offer_newest(self, made: Made) -> None:
        if made.order == self.choosing.order():
            self._offer(made)

    def _unmade(self, error: Exception) -> None:
        rule = getattr(error, "rule", "")
        if rule == "print_stopped":
            return
        self._offer(None)
        if rule == "nothing_selected":
            self.message.say(_("There is nobody to print this for."))
        else:
            self.message.say(sentence(error), "warn")

    def _offer(self, made: Made | None) -> None:
        self.outlet.offer(made)
        self.preview.show_made(made)
        told = _refusals(made.composed.refused) if made else ""
        self.refused.say(told, "warn")
        self._corner.setVisible(bool(told))
        if made is None:
            words = _("Choose people on the left; the paper shows here as it prints.")
            self.message.say(self._said or words, "done" if self._said else "")
            self._said = ""
        else:
            self.message.say(_about(made))

    def _go_on(self, rest: Rest) -> None:
        self.choosing.go_on(rest)
        self.make()

    def _went_out(self, said: str) -> None:
        """These papers are out: the next ones are for others, on a new sheet."""
        self._said = said
        self.outlet.reason.clear()
        self.choosing.put(ids=[] if self.choosing.who.value == "chosen" else None)
        self.choosing.sheet.picture.put(0)
        self.make()


def _about(made: Made) -> str:
    """What is to be known of these papers beside how they look."""
    if made.order.rest:
        return rest_words(made.order.rest)
    if not made.later:
        return ""
    words = _("The first {n} people; {later} more after these.")
    return words.format(n=shown.number(making.MOST), later=shown.number(made.later))


def _refusals(refused: Sequence[tuple[str, Finding]]) -> str:
    """Who could not be printed, and why."""
    if not refused:
        return ""
    count = len(refused)
    head = n_("{n} person cannot be printed:", "{n} people cannot be printed:", count)
    lines = [_of(number, worded(finding)) for number, finding in refused[:NAMED]]
    more = [_("and {n} more").format(n=count - NAMED)] if count > NAMED else []
    return "\n".join([head.format(n=count), *lines, *more])


def _of(number: str, told: str) -> str:
    """Whose it is, where the sentence does not say it."""
    return told if not number or number in told else f"{number}: {told}"
