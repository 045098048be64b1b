"""What was done at the hub and by whom: told to those who answer for it. No NIK stands here."""

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from desktop_app.hub.tables import AUDIT

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Who acts where nobody in particular does.
COMMAND = "loket-hub"


def said(
    c: "Connection",
    action: str,
    *,
    at: str,
    actor: str = COMMAND,
    village: str = "",
    subject: str = "",
    **details: Any,
) -> None:
    """One row: what happened, to which record or device, and the rest of it as JSON."""
    told = json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    row = {"at": at, "actor": actor, "action": action, "village": village}
    c.execute(insert(AUDIT), [{**row, "subject": subject, "details": told}])


def newest(c: "Connection", limit: int = 100) -> list[dict[str, Any]]:
    """The last things that happened, the newest first."""
    rows = c.execute(select(AUDIT).order_by(AUDIT.c.n.desc()).limit(limit)).mappings()
    return [dict(row) | {"details": json.loads(row["details"])} for row in rows]
