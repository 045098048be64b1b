"""A change of the hub that is about to be taken, and what else is known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from desktop_app.store import settling
from desktop_app.store.settling import VerdictLike


class ToldLike(Protocol):
    """A change of the hub; ``sync.wire.changes.Told`` is one."""

    @property
    def change_id(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def record_id(self) -> str: ...  # noqa: D102
    @property
    def base(self) -> str | None: ...  # noqa: D102
    @property
    def at(self) -> str: ...  # noqa: D102
    @property
    def today(self) -> str: ...  # noqa: D102
    @property
    def actor(self) -> str: ...  # noqa: D102
    @property
    def doubt(self) -> bool: ...  # noqa: D102
    @property
    def record(self) -> Mapping[str, Any] | None: ...  # noqa: D102
    @property
    def fields(self) -> Mapping[str, Sequence[Any]] | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Come:
    """A change that came, and what else is known of it."""

    told: ToldLike
    record: Mapping[str, Any]
    at: datetime
    verdict: VerdictLike | None
    late: bool

    @property
    def said(self) -> str:
        """What the hub said of it."""
        return self.verdict.verdict if self.verdict else "accepted"

    @property
    def fields(self) -> dict[str, list[Any]] | None:
        """The fields as they were told, [before, after] each."""
        told = self.told.fields
        return None if told is None else {name: list(pair) for name, pair in told.items()}

    @property
    def delivery(self) -> str:
        """How far a record went of which this is the newest."""
        return self.said if self.said in settling.FINAL else "accepted"
