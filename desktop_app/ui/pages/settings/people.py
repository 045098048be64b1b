"""Who may log in and as what; one's own password."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from desktop_app.domain.roles import ROLES
from desktop_app.text import _
from desktop_app.ui.context import UiContext
from desktop_app.ui.dialogs.ask import sure
from desktop_app.ui.first.passwords import NewPassword
from desktop_app.ui.notices import sentence
from desktop_app.ui.pages.settings.tab import LEFT, Tab
from desktop_app.ui.widgets import texts
from desktop_app.ui.widgets.buttons import button, primary
from desktop_app.ui.widgets.fields import choice_field, form_row, required, text_field
from desktop_app.ui.widgets.table import Row, Table

if TYPE_CHECKING:
    from desktop_app.actions.access import Account
    from desktop_app.actions.desk import Desk

Work = Callable[[], None]


def role_words() -> dict[str, str]:
    """Each role and what it is for."""
    return {
        "operator": _("Operator – registers, prints, sends"),
        "verifier": _("Verifier – also sees deciles and what was done"),
        "head": _("Head – reads and prints"),
        "finance": _("Finance – reads and prints"),
        "administrator": _("Administrator – everything"),
    }


def everybody(desk: "Desk") -> "list[Account]":
    """All accounts. For a lane."""
    from desktop_app.actions import access

    return access.users(desk)


class PeopleTab(Tab):
    """Own password for everybody; the list of accounts for an administrator."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.column.addWidget(self.message)
        self._accounts = context.desk.may("users")
        if self._accounts:
            self._build_list()
            self._build_new()
        self._build_own()

    def _build_list(self) -> None:
        panel = texts.Panel(_("Who may log in"))
        self.table = Table(_("Accounts"), (_("Name"), _("Role")))
        self.table.setMinimumHeight(170)
        panel.body.addWidget(self.table)
        self.remove = button(
            _("Take the account away…"), self._ask_remove, kind="danger", icon_name="trash-2"
        )
        panel.body.addWidget(self.remove, 0, LEFT)
        self.column.addWidget(panel)

    def _build_new(self) -> None:
        panel = texts.Panel(
            _("New account"), _("Everybody gets an account of their own; nobody shares a password.")
        )
        self.name = text_field(_("Account name"))
        self.role = choice_field(_("Role"))
        for role in ROLES:
            self.role.control.addItem(role_words()[role], role)
        self.password = NewPassword(_("Password"))
        panel.body.addWidget(form_row(self.name, self.role))
        panel.body.addWidget(self.password)
        self.add = primary(_("Make the account"), self._add, icon_name="user-plus")
        panel.body.addWidget(self.add, 0, LEFT)
        self.column.addWidget(panel)

    def _build_own(self) -> None:
        panel = texts.Panel(_("My password"))
        self.own = NewPassword()
        panel.body.addWidget(self.own)
        self.change = button(_("Change my password"), self._change, icon_name="key-round")
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addStretch(1)
        panel.body.addLayout(row)
        self.column.addWidget(panel)

    def refresh(self) -> None:
        """Read the accounts again."""
        if self._accounts:
            desk = self.context.desk
            self.context.jobs.read(
                self, lambda _stop: everybody(desk), self._show, topic="accounts"
            )

    def _show(self, accounts: "list[Account]") -> None:
        words = role_words()
        self.table.show_rows(
            [Row((account.name, words[account.role]), account.name) for account in accounts]
        )

    def _add(self) -> None:
        missing = required({self.name: _("Type a name for the account.")})
        if missing:
            missing.control.setFocus()
            return
        password = self.password.value()
        if not password:
            return
        desk, name = self.context.desk, self.name.control.text().strip()
        role = self.role.control.currentData()

        def work() -> None:
            from desktop_app.actions import access

            access.add_user(desk, name, role, password)

        said = _("{name} can log in now.").format(name=name)
        self._do(work, said, self.name.control.clear, self.password.clear)

    def _ask_remove(self) -> None:
        name = self.table.key
        if not name:
            self.message.say(_("Choose an account in the list first."), "warn")
            return
        question = _("{name} will not be able to log in any more. Take the account away?")
        title = _("Take the account away")
        if sure(self, title, question.format(name=name), title):
            self.remove_account(name)

    def remove_account(self, name: str) -> None:
        """Take this account away."""
        desk = self.context.desk

        def work() -> None:
            from desktop_app.actions import access

            access.remove_user(desk, name)

        self._do(work, _("{name} cannot log in any more.").format(name=name))

    def _change(self) -> None:
        password = self.own.value()
        if not password:
            return
        desk = self.context.desk

        def work() -> None:
            from desktop_app.actions import access

            access.change_password(desk, desk.account, password)

        self._do(work, _("Your new password counts from now on."), self.own.clear)

    def _do(self, work: Work, said: str, *after: Work) -> None:
        def done(_none: None) -> None:
            self.message.say(said, "done")
            for step in after:
                step()

        self.context.jobs.write(self, work, done, failed=self._failed, changes=("accounts",))

    def _failed(self, error: Exception) -> None:
        self.message.say(sentence(error), "block")
