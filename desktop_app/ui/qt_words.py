"""Qt's own words (file dialog, print dialog, menus of a line) in our catalogue's language.

Qt ships no Indonesian translation, so its texts go through gettext like everybody else's. The
texts keep Qt's spelling, ampersands included, because that is how Qt asks for them.
"""

from PySide6.QtCore import QTranslator

from desktop_app.text import _

N_ = str  # marks a text for the catalogue; it is looked up when Qt asks

WORDS = frozenset(
    (
        N_("&Cancel"),
        N_("&Close"),
        N_("&Copy"),
        N_("&Delete"),
        N_("&New Folder"),
        N_("&No"),
        N_("&OK"),
        N_("&Open"),
        N_("&Paste"),
        N_("&Print"),
        N_("&Redo"),
        N_("&Rename"),
        N_("&Save"),
        N_("&Undo"),
        N_("&Yes"),
        N_("Back"),
        N_("Cancel"),
        N_("Close"),
        N_("Computer"),
        N_("Copies"),
        N_("Create New Folder"),
        N_("Cu&t"),
        N_("Date Modified"),
        N_("Delete"),
        N_("Detail View"),
        N_("File &name:"),
        N_("Files of type:"),
        N_("Folder"),
        N_("Forward"),
        N_("Kind"),
        N_("List View"),
        N_("Look in:"),
        N_("Name"),
        N_("OK"),
        N_("Open"),
        N_("Parent Directory"),
        N_("Print"),
        N_("Print all"),
        N_("Save"),
        N_("Select All"),
        N_("Size"),
        N_("Type"),
        N_("%1 already exists.\nDo you want to replace it?"),
        N_("%1\nFile not found.\nPlease verify the correct file name was given."),
    )
)


class QtWords(QTranslator):
    """Answers Qt's questions for a translation from the catalogue; what it lacks stays English."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The text in the language spoken now; empty where we have no word for it."""
        return _(source) if source in WORDS else ""

    def isEmpty(self) -> bool:
        """Never: Qt passes over an empty translator."""
        return False
