"""The printers of this PC as all parts of the page know them: which is chosen, and its manner."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.ui import paper, printer_settings
from desktop_app.ui.context import UiContext
from desktop_app.ui.paper import Device
from desktop_app.ui.printer_settings import PrinterSettings


class KnownPrinters(QObject):
    """The printers, the chosen one, what is known of each."""

    changed = Signal()
    """Other printers, another choice, or something else known of one."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._known = printer_settings.Printers()
        self.found: list[Device] = []
        self.read_yet = False
        self.chosen = ""
        self.list_devices = paper.devices
        self.send = paper.send

    def read(self) -> None:
        """Look again which printers there are."""
        folder, look = self._context.config.data, self.list_devices
        self._context.jobs.read(
            self, lambda _stop: (look(), printer_settings.load(folder)), self._show, topic="devices"
        )

    def _show(self, read: tuple[list[Device], printer_settings.Printers]) -> None:
        self.found, self._known = read
        self.read_yet = True
        names = [one.name for one in self.found]
        usual = next((one.name for one in self.found if one.usual), names[0] if names else "")
        for wanted in (self.chosen, self._known.last, usual):
            if wanted in names:
                self.chosen = wanted
                break
        else:
            self.chosen = ""
        self.changed.emit()

    @property
    def settings(self) -> PrinterSettings:
        """What is known of the chosen printer."""
        return self.settings_of(self.chosen)

    def settings_of(self, name: str) -> PrinterSettings:
        """What is known of a printer."""
        return self._known.of(name)

    def choose(self, name: str) -> None:
        """Print there from now on, also tomorrow."""
        if name and name != self.chosen:
            self.chosen = self._known.last = name
            self._keep()

    def put(self, name: str, settings: PrinterSettings) -> None:
        """Know this of a printer from now on."""
        if name and settings != self.settings_of(name):
            self._known.by_name[name] = settings
            self._keep()

    def _keep(self) -> None:
        folder: Path = self._context.config.data
        known = printer_settings.Printers(self._known.last, dict(self._known.by_name))
        self._context.jobs.write(self, lambda: printer_settings.save(folder, known))
        self.changed.emit()
