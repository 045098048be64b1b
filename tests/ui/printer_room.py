"""Printers for tests: they take pages as real ones do, and can fail like them."""

from desktop_app.domain.findings import Refused
from desktop_app.ui.paper import Device


class FakePrinter:
    """Takes pages until ``breaks_after``; ``pulls`` is called before that page, as a power cut
    would come. What it took stands in ``taken`` as (page, upside down)."""

    def __init__(self, name="HP LaserJet"):
        self.name, self.taken, self.tasks = name, [], []
        self.breaks_after, self.pulls = None, None

    def send(self, task, step, stop):
        """As :func:`desktop_app.ui.paper.send`."""
        self.tasks.append(task)
        for at, page in enumerate(task.pages):
            if stop():
                return at
            if self.breaks_after is not None and at == self.breaks_after:
                if self.pulls:
                    self.pulls()
                raise Refused("printer_gone", None, printer=self.name)
            self.taken.append((page.page, page.upside_down))
            step(at + 1, len(task.pages))
        return len(task.pages)

    def put_into(self, page):
        """Make this the one printer that the page knows."""
        page.printers.list_devices = lambda: [Device(self.name, True)]
        page.printers.send = self.send
        page.printers.read()
