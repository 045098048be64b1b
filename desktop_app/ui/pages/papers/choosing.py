"""What, for whom, on which sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop_app.domain.print_run import Rest
from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.pages.form.controls import Choice
from desktop_app.ui.pages.papers.elsewhere import more_papers
from desktop_app.ui.pages.papers.kinds import KINDS, kind_words
from desktop_app.ui.pages.papers.making import Counts, Order
from desktop_app.ui.pages.papers.months import Months
from desktop_app.ui.pages.papers.picker import PeoplePicker
from desktop_app.ui.pages.papers.radios import Radios
from desktop_app.ui.pages.papers.sheet_choice import SheetChoice
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.fields import Field, text_field


class Choosing(QWidget):
    """The order as it is chosen; ``changed`` when it is another, ``scope`` when counts are."""

    changed = Signal()
    scope = Signal()
    leaf = Signal(str)
    """Another leaf of the page is where a paper is made."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._counts: Counts | None = None
        self._purpose = self._annex = ""
        self.copies = 1
        self.ink = "colour"
        self.rest: Rest | None = None
        may, words = context.desk.may, kind_words()
        self.kinds = Choice([(key, words[key]) for key, one in KINDS.items() if may(one.right)])
        _narrow(self.kinds)
        self.who_label = texts.label(_("For whom"), "label")
        self.who = Radios(
            {
                "chosen": _("People chosen"),
                "unprinted": _("Everybody not printed yet"),
                "everybody": _("Everybody who gets this paper"),
            }
        )
        self.picker = PeoplePicker(context)
        self.who.column.insertWidget(1, self.picker)
        self.hamlet = Choice((), _("All of them"))
        called = context.desk.office.words.hamlet.lower()
        self.hamlet_field = Field(_("Only from {hamlet}").format(hamlet=called), self.hamlet)
        self.purpose = text_field(
            _("What for (optional)"), _("It goes on after “is made to …”, in Indonesian.")
        )
        self.annex = text_field(
            _("Annex to (optional)"), _("Keputusan Kepala Desa … Nomor … Tahun …")
        )
        self.months = Months(context)
        self.more = more_papers(context, self.leaf.emit)
        self.sheet = SheetChoice()
        for box in (self.hamlet, self.sheet.field.control):
            _narrow(box)
        self._build()
        self.sheet.show_kind(self.kind)
        self._who_shown()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (
            Field(_("What is printed"), self.kinds),
            self.who_label,
            self.who,
            self.hamlet_field,
            self.months,
            self.purpose,
            self.annex,
            self.sheet,
        ):
            column.addWidget(part)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.kinds.activated.connect(lambda _at: self.kind_chosen())
        self.who.picked.connect(self.who_chosen)
        self.picker.changed.connect(self._added)
        self.hamlet.activated.connect(lambda _at: self.scope.emit())
        self.hamlet.activated.connect(lambda _at: self.changed.emit())
        for line in (self.purpose.control, self.annex.control):
            line.editingFinished.connect(self._words_said)
        self.months.changed.connect(self.changed)
        self.sheet.changed.connect(self.changed)

    @property
    def kind(self) -> str:
        """The paper chosen."""
        return self.kinds.value() or "proof"

    def order(self) -> Order:
        """What is chosen."""
        ids, by_hand = tuple(self.picker.ids), self.who.value == "chosen"
        first, months = self.months.value()
        same = self.rest is not None and by_hand and ids == self.rest.ids
        return Order(
            kind=self.kind,
            who=self.who.value,
            ids=ids,
            hamlet="" if by_hand else self.hamlet.value() or "",
            layout=self.sheet.name,
            skip=self.sheet.skip,
            ink=self.ink,
            purpose=self._purpose if KINDS[self.kind].purpose else "",
            first=first if KINDS[self.kind].months else "",
            months=months if KINDS[self.kind].months else 1,
            annex=self._annex if KINDS[self.kind].annex else "",
            copies=self.copies if KINDS[self.kind].numbered else 1,
            rest=self.rest if same else None,
        )

    def put(self, *, kind: str = "", ids: list[str] | None = None, who: str = "") -> None:
        """Choose what another page asked for."""
        self.rest = None
        if kind:
            self.kinds.choose(kind)
            self.sheet.show_kind(kind)
        if ids is not None:
            self.picker.put(ids)
            self._count_chosen()
            who = "chosen"
        if who:
            self.who.pick(who)
        self._who_shown()
        self._tell_counts()

    def go_on(self, rest: Rest) -> None:
        """Choose those whose papers did not come out of a run, on a fresh sheet of the same."""
        kind = "proof" if rest.kind == "slip" else rest.kind
        self.put(kind=kind if kind in KINDS else "", ids=list(rest.ids))
        self.sheet.put(rest.layout)
        self.rest = rest

    def show_printer(self, *, duplex: bool) -> None:
        """The printer that is chosen turns sheets itself, or not."""
        if self.sheet.show_printer(duplex=duplex):
            self.changed.emit()

    def _words_said(self) -> None:
        said = self.purpose.control.text().strip(), self.annex.control.text().strip()
        if said != (self._purpose, self._annex):
            self._purpose, self._annex = said
            self.changed.emit()

    def _count_chosen(self) -> None:
        count = shown.number(len(self.picker.ids))
        self.who.boxes["chosen"].setText(_("People chosen ({n})").format(n=count))

    def show_counts(self, counts: Counts) -> None:
        """Say how many people each choice means."""
        self._counts = counts
        self.hamlet.offer([(name, name) for name in counts.hamlets], first=1)
        self._tell_counts()
        self._who_shown()

    def _tell_counts(self) -> None:
        if self._counts is None:
            return
        due, every = self._counts.unprinted.get(self.kind, 0), self._counts.everybody[self.kind]
        for who, text, n in (
            ("unprinted", _("Everybody not printed yet ({n})"), due),
            ("everybody", _everybody(self.kind), every),
        ):
            self.who.boxes[who].setText(text.format(n=shown.number(n)))

    def kind_chosen(self) -> None:
        """Somebody chose a kind of paper."""
        if self.who.value == "unprinted" and not KINDS[self.kind].due:
            self.who.pick("chosen")
        self.sheet.show_kind(self.kind)
        self._tell_counts()
        self.who_chosen()

    def who_chosen(self) -> None:
        """Somebody chose for whom."""
        self._who_shown()
        self.changed.emit()

    def _who_shown(self) -> None:
        chosen, somebodys = self.who.value == "chosen", self.kind != "blank"
        self.picker.setVisible(chosen and somebodys)
        self.hamlet_field.setVisible(not chosen and somebodys and self.hamlet.count() > 1)
        for part in (self.who_label, self.who):
            part.setVisible(somebodys)
        self.who.boxes["unprinted"].setVisible(KINDS[self.kind].due)
        self.purpose.setVisible(KINDS[self.kind].purpose)
        self.annex.setVisible(KINDS[self.kind].annex)
        self.months.setVisible(KINDS[self.kind].months)

    def _added(self) -> None:
        self._count_chosen()
        self.who.pick("chosen")
        self.who_chosen()


def _narrow(box: QComboBox) -> None:
    """Let the room decide how wide it is, not its longest word."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)


def _everybody(kind: str) -> str:
    return {
        "proof": _("Everybody without a KPJ number ({n})"),
        "card": _("All participants ({n})"),
        "how_to_pay": _("All participants ({n})"),
        "hand_over": _("Everybody whose paper waits here"),
    }.get(kind, _("Everybody ({n})"))


def rest_words(rest: Rest) -> str:
    """What is chosen where a run is gone on with."""
    words = n_(
        "Card {first} of {of} is chosen. Print when the printer is ready.",
        "Cards {first} to {last} of {of} are chosen. Print when the printer is ready.",
        len(rest.ids),
    )
    first, last = min(rest.numbers), max(rest.numbers)
    return words.format(first=first, last=last, of=rest.of)
