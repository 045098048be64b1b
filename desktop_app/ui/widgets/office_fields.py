"""What an office says of itself: name, words, head, address. For the wizard and the settings."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop_app.domain.office import BY_DEPUTY, HEAD_PREFIXES, Deputy, Office, OfficeWords
from desktop_app.text import _
from desktop_app.ui.widgets import fields
from desktop_app.ui.widgets.fields import Field, choice_field, form_row, text_field

if TYPE_CHECKING:
    from desktop_app.domain.region import Village
    from desktop_app.reference.office_terms import TermProposal


class OfficeFields(QWidget):
    """The fields. ``propose`` fills in what is usual in the region, ``show_office`` what is so."""

    def __init__(self) -> None:
        super().__init__()
        self.name = text_field(_("Name of the office"), _("As it stands on letters and cards."))
        self.village_word = choice_field(_("The village is called"), editable=True)
        self.hamlet_word = choice_field(_("Its parts are called"), editable=True)
        self.head_title = choice_field(_("Title of the head"), editable=True)
        self.head_prefix = choice_field(_("Signs as"))
        for prefix in HEAD_PREFIXES:
            self.head_prefix.control.addItem(prefix or _("Head in office"), prefix)
        self.head = text_field(_("Name of the head"), _("With titles, as it stands below letters."))
        self.head_nip = text_field(_("NIP of the head (if any)"))
        self.deputy_title = text_field(_("Title of who signs"), _("For example Sekretaris Desa."))
        self.deputy_through = text_field(
            _("Signs for the (u.b.)"), _("For example Sekretaris Desa.")
        )
        self.deputy = text_field(
            _("Name of who signs"), _("With titles, as it stands below letters.")
        )
        self.deputy_nip = text_field(_("NIP of who signs (if any)"))
        self.address = text_field(_("Address (optional)"))
        self.phone = text_field(_("Telephone (optional)"))
        self.branch = text_field(_("BPJS Ketenagakerjaan branch (optional)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        rows = [
            form_row(*row)
            for row in (
                (self.name,),
                (self.village_word, self.hamlet_word),
                (self.head_title, self.head_prefix),
                (self.head, self.head_nip),
                (self.deputy_title, self.deputy_through),
                (self.deputy, self.deputy_nip),
                (self.address,),
                (self.phone, self.branch),
            )
        ]
        for row in rows:
            column.addWidget(row)
        self._deputy_rows = rows[4:6]
        self._words = OfficeWords()
        self.head_prefix.control.currentIndexChanged.connect(lambda _at: self._show_deputy())
        self._show_deputy()

    def _show_deputy(self) -> None:
        """Who signs in the head's place is asked only where somebody does."""
        prefix = self.head_prefix.control.currentData()
        for row in self._deputy_rows:
            row.setVisible(prefix in BY_DEPUTY)
        self.deputy_through.setVisible(prefix == "u.b.")

    def propose(self, village: "Village", terms: "TermProposal") -> None:
        """Fill in what offices of this region usually say."""
        self._words = terms.words
        _offer(self.village_word.control, terms.village_words, terms.words.village)
        _offer(self.hamlet_word.control, terms.hamlet_words, terms.words.hamlet)
        _offer(self.head_title.control, terms.head_titles, terms.words.head)
        self.name.control.setText(f"{terms.words.village} {village.name}")

    def show_office(self, office: Office, terms: "TermProposal") -> None:
        """Fill in what the office says now."""
        self.propose(office.village, terms)
        self._words = office.words
        self.name.control.setText(office.name)
        self.village_word.control.setCurrentText(office.words.village)
        self.hamlet_word.control.setCurrentText(office.words.hamlet)
        self.head_title.control.setCurrentText(office.head_title)
        self.head_prefix.control.setCurrentIndex(HEAD_PREFIXES.index(office.head_prefix))
        for field, value in (
            (self.head, office.head),
            (self.head_nip, office.head_nip),
            (self.deputy, office.deputy.name),
            (self.deputy_title, office.deputy.title),
            (self.deputy_nip, office.deputy.nip),
            (self.deputy_through, office.deputy.through),
            (self.address, office.address),
            (self.phone, office.phone),
            (self.branch, office.branch),
        ):
            field.control.setText(value or "")

    def complete(self) -> bool:
        """Whether what must be there is; else it is said under the field."""
        missing = fields.required(
            {
                self.name: _("Type the name of the office."),
                self.head: _("Type the name of the head."),
            }
        )
        if missing:
            missing.control.setFocus()
        return missing is None

    def values(self) -> dict[str, Any]:
        """The fields as keywords of ``actions.office.OfficeForm`` (all but the village)."""
        village = _said(self.village_word)
        same = village == self._words.village
        return {
            "name": self.name.control.text(),
            "head": self.head.control.text(),
            "head_title": _said(self.head_title),
            "head_prefix": self.head_prefix.control.currentData(),
            "head_nip": self.head_nip.control.text().strip() or None,
            "deputy": Deputy(
                name=self.deputy.control.text(),
                title=self.deputy_title.control.text(),
                nip=self.deputy_nip.control.text().strip() or None,
                through=self.deputy_through.control.text(),
            ),
            "address": self.address.control.text().strip() or None,
            "phone": self.phone.control.text().strip() or None,
            "branch": self.branch.control.text().strip() or None,
            "words": OfficeWords(
                village=village,
                village_short=self._words.village_short if same else village,
                head=_said(self.head_title),
                hamlet=_said(self.hamlet_word),
                office=self._words.office if same else f"Kantor {village}",
            ),
        }

    def field(self, name: str | None) -> Field[Any] | None:
        """The field of this name of the form, where there is one."""
        found = getattr(self, name, None) if name else None
        return found if isinstance(found, Field) else None


def _offer(box: QComboBox, words: tuple[str, ...], chosen: str) -> None:
    box.clear()
    box.addItems(list(words))
    box.setCurrentText(chosen)


def _said(field: Field[QComboBox]) -> str:
    return " ".join(field.control.currentText().split())
