"""After pages were sent: ask what came out, enter that, and give back what is to be printed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.text import _, n_
from desktop_app.ui import shown
from desktop_app.ui.context import UiContext
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.papers import runs
from desktop_app.ui.pages.papers.came_out import CameOut
from desktop_app.ui.pages.papers.outlet import Outlet
from desktop_app.ui.pages.papers.runs import Sent

if TYPE_CHECKING:
    from desktop_app.actions.printing import Open, Settled
    from desktop_app.domain.print_run import PrintRun


class Telling(QObject):
    """Stands between the outlet, which sends, and the question, which is answered."""

    waiting = Signal(bool)
    """Whether a run waits to be told of: nothing else is chosen then."""
    nothing = Signal()
    """Nothing went out: the preview is to be made anew."""
    rest = Signal(object)
    """What did not come out (:class:`Rest`)."""
    out = Signal(str)
    """All of it came out; what to say."""

    def __init__(self, context: UiContext, outlet: Outlet) -> None:
        super().__init__(outlet)
        self._context, self._outlet = context, outlet
        self.came_out = CameOut()
        outlet.sent.connect(self._sent)
        self.came_out.told.connect(self._settle)
        self.came_out.backs.connect(self._turn)

    def ask(self, error: str = "") -> None:
        """Ask what came out of the oldest run that waits to be told of, unless it is printing."""
        desk = self._context.desk
        if not self._outlet.busy:
            self._context.jobs.read(
                self,
                lambda _stop: runs.unfinished(desk),
                lambda waiting: self._asked(waiting, error),
                topic="open",
            )

    def _asked(self, waiting: "Open | None", error: str) -> None:
        if self._outlet.busy:
            return
        backs = waiting is not None and waiting.run.id in self._outlet.pdf_of
        self.came_out.show_open(waiting, backs=backs, error=error)
        self._wait(waiting=waiting is not None)

    def _wait(self, *, waiting: bool) -> None:
        self._outlet.wait(waiting=waiting)
        self._outlet.setVisible(not waiting)
        self.waiting.emit(waiting)

    def _sent(self, sent: Sent) -> None:
        error = sentence(sent.error) if sent.error else ""
        if sent.run is None:
            self._context.notices.trouble(error or _("Stopped. Nothing was printed."))
            self.nothing.emit()
        self.ask(error)

    def _settle(self, run_id: str, out: tuple[int, ...]) -> None:
        desk = self._context.desk
        self._context.jobs.write(
            self,
            lambda: runs.settle(desk, run_id, out),
            self._settled,
            failed=self._unsettled,
            changes=("papers", "workers"),
        )

    def _unsettled(self, error: Exception) -> None:
        self._context.notices.trouble(error)
        self.ask()

    def _settled(self, done: "Settled") -> None:
        self._outlet.pdf_of = {}
        self.came_out.show_open(None, backs=False)
        self._wait(waiting=False)
        told = n_("{n} paper entered as printed.", "{n} papers entered as printed.", done.entered)
        said = told.format(n=shown.number(done.entered))
        self._context.notices.done(said)
        if done.rest.ids:
            self.rest.emit(done.rest)
        elif done.entered:
            self.out.emit(said)
        self.ask()

    def _turn(self, run_id: str, sheets: int) -> None:
        desk = self._context.desk
        self._context.jobs.write(
            self, lambda: runs.turn(desk, run_id, sheets), self._turned, failed=self._unsettled
        )

    def _turned(self, run: "PrintRun") -> None:
        self.came_out.show_open(None, backs=False)
        self._outlet.setVisible(True)
        self._outlet.print_backs(run)
