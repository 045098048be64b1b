"""How this office's papers look: its emblem, its own words and colours, and a letter to see."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.icons import Role, icon
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.settings.tab import LEFT, Tab
from desktop_app.ui.paper import images
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, quiet
from desktop_app.ui.widgets.files import choose_file, choose_target

if TYPE_CHECKING:
    from desktop_app.actions.desk import Desk
    from desktop_app.actions.paper_words import Look

_SIDE = 120
_DPI = 88
#: The upper part of the letter, in pixels: what the emblem changes.
_SHOWN = 300
_MARGIN = 40


def look(desk: "Desk") -> tuple["Look", QImage]:
    """How papers look now, and the first page of a letter. For a lane."""
    from desktop_app.actions import paper_words

    told, letter = paper_words.look_of(desk), paper_words.sample(desk)
    return told, images(letter, _DPI, range(1))[0]


def emblem_from(desk: "Desk", path: Path) -> None:
    """Take this picture. For a lane."""
    from desktop_app.actions import paper_words

    paper_words.install_emblem(desk, path)


def no_emblem(desk: "Desk") -> None:
    """Print none. For a lane."""
    from desktop_app.actions import paper_words

    paper_words.forget_emblem(desk)


def words_from(desk: "Desk", path: Path) -> None:
    """Take this file of words. For a lane."""
    from desktop_app.actions import paper_words

    paper_words.install(desk, path)


def shipped_words(desk: "Desk") -> None:
    """Use those the program came with. For a lane."""
    from desktop_app.actions import paper_words

    paper_words.forget(desk)


def example_to(path: Path) -> None:
    """Write the words the program came with. For a lane."""
    from desktop_app.actions import files, paper_words

    files.write(path, paper_words.example())


class LookTab(Tab):
    """Everything here is tried on every paper before it is taken."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.emblem = _EmblemPanel(self)
        self.words = _WordsPanel(self)
        self.sample = QLabel()
        self.sample.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.sample.setAccessibleName(_("A letter as it is printed now"))
        panel = texts.Panel(_("How a letter looks now"))
        panel.body.addWidget(self.sample)
        for part in (self.emblem, self.words, panel):
            self.column.addWidget(part)

    def refresh(self) -> None:
        """Read how papers look."""
        desk = self.context.desk
        self.context.jobs.read(
            self, lambda _stop: look(desk), self._show, topic="look", failed=self._cannot_show
        )

    def change(self, panel: "_Part", work: Callable[[], object], said: str) -> None:
        """Do this and show what came of it."""
        panel.message.say("")

        def done(_made: object) -> None:
            panel.message.say(said, "done")
            self.refresh()

        self.context.jobs.write(
            self,
            work,
            done,
            failed=lambda error: panel.message.say(sentence(error), "block"),
            changes=("office",),
        )

    def _show(self, found: tuple["Look", QImage]) -> None:
        told, page = found
        self.emblem.show_look(told)
        self.words.show_look(told)
        self.sample.setPixmap(QPixmap.fromImage(page.copy(0, _MARGIN, page.width(), _SHOWN)))

    def _cannot_show(self, error: Exception) -> None:
        self.words.message.say(sentence(error), "block")


class _Part(texts.Panel):
    """A panel of the tab with a line for what came of a change."""

    def __init__(self, tab: LookTab, title: str, told: str) -> None:
        super().__init__(title, told)
        self.tab = tab
        self.desk = tab.context.desk
        self.message = texts.Message()


class _EmblemPanel(_Part):
    def __init__(self, tab: LookTab) -> None:
        super().__init__(
            tab,
            _("Emblem"),
            _(
                "The emblem of the regency or the village, printed at the left of the letterhead. "
                "Any picture will do; its empty edges are cut off."
            ),
        )
        frame = QFrame()
        frame.setProperty("role", "sunken")
        frame.setFixedSize(_SIDE, _SIDE)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(frame).addWidget(self.picture)
        self.choose = button(_("Choose a picture…"), self._choose, icon_name="upload")
        self.none = quiet(
            _("Print no emblem"),
            lambda: tab.change(self, lambda: no_emblem(self.desk), _("No emblem is printed now.")),
        )
        beside = QVBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.choose, 0, LEFT)
        beside.addWidget(self.none, 0, LEFT)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(frame)
        row.addLayout(beside, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.message)

    def put(self, path: Path) -> None:
        """Print this picture from now on."""
        said = _("The emblem is printed from now on.")
        self.tab.change(self, lambda: emblem_from(self.desk, path), said)

    def show_look(self, told: "Look") -> None:
        """Show the emblem there is."""
        pixels = QPixmap()
        self.none.setVisible(told.emblem is not None)
        if not (told.emblem and pixels.loadFromData(told.emblem)):
            self.picture.setPixmap(icon("building-2", Role.PlaceholderText).pixmap(40, 40))
            self.picture.setAccessibleName(_("No emblem"))
            return
        self.picture.setAccessibleName(_("Emblem"))
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self.picture.setPixmap(pixels.scaled(_SIDE - 24, _SIDE - 24, keep, smooth))

    def _choose(self) -> None:
        kinds = "*.png *.jpg *.jpeg *.webp *.bmp *.gif *.tif *.tiff"
        path = choose_file(self, _("Emblem"), f"{_('Pictures')} ({kinds})")
        if path:
            self.put(path)


class _WordsPanel(_Part):
    def __init__(self, tab: LookTab) -> None:
        super().__init__(
            tab,
            _("Words and colours"),
            _(
                "Save the example, change in it what your regency words differently, leave out the "
                "rest, and take the file in here. Every paper is tried with it first. What a paper "
                "is not, and as of which day it is true, stays as it is."
            ),
        )
        self.state = texts.label("", "label", wrap=True)
        self.body.addWidget(self.state)
        self.left_out = texts.Message()
        self.body.addWidget(self.left_out)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.choose = button(_("Take in a file…"), self._choose, icon_name="upload")
        self.save = button(_("Save the example…"), self._save, icon_name="download")
        self.shipped = quiet(
            _("Use the program's words"),
            lambda: tab.change(
                self,
                lambda: shipped_words(self.desk),
                _("The papers use the program's words and colours again."),
            ),
        )
        for one in (self.choose, self.save, self.shipped):
            row.addWidget(one)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.message)

    def put(self, path: Path) -> None:
        """Use this file from now on."""
        said = _("The papers use these words and colours from now on.")
        self.tab.change(self, lambda: words_from(self.desk, path), said)

    def save_to(self, path: Path) -> None:
        """Write the example."""
        said = _("The example was saved: {file}").format(file=path)
        self.tab.change(self, lambda: example_to(path), said)

    def show_look(self, told: "Look") -> None:
        """Say whose words the papers use."""
        self.shipped.setVisible(told.own)
        shipped = _("The papers use the words and colours that the program came with.")
        own = _("The papers use this office's own words or colours in {count} places.")
        self.state.setText(own.format(count=len(told.changed)) if told.own else shipped)
        lines = [sentence(one) for one in told.refused[:3]]
        self.left_out.say("\n".join(lines), "warn")

    def _choose(self) -> None:
        path = choose_file(self, _("Words and colours"), f"{_('Words')} (*.toml)")
        if path:
            self.put(path)

    def _save(self) -> None:
        path = choose_target(self, _("Save the example"), "papers.toml", f"{_('Words')} (*.toml)")
        if path:
            self.save_to(path)
