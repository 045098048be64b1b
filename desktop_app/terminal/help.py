"""Commands whose help and refusals speak the reader's language."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from desktop_app.terminal.usage import Usage
from desktop_app.wording.usage import N_, in_words, no_command, translated, usage_sentence

__all__ = ["N_", "Command", "Group", "translated", "usage_sentence"]


class Command(TyperCommand):
    """A command whose help speaks the reader's language."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return in_words(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help speaks the reader's language."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return in_words(super().get_help(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of that name. Raises Usage, with names that are like it."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            program = ctx.find_root().info_name
            raise Usage(no_command(program, args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)
