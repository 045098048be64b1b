"""The office's own record, and what it decided (settings)."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desktop_app.domain.office import Deputy, Office, OfficeWords
from desktop_app.domain.region import Village
from desktop_app.store import audit
from desktop_app.store.tx import Tx

if TYPE_CHECKING:
    from sqlalchemy import Connection


def get(c: "Connection") -> Office:
    """The office as it is recorded now."""
    data = json.loads(c.exec_driver_sql("SELECT data FROM office").scalar_one())
    village, words = Village(**data.pop("village")), OfficeWords(**data.pop("words"))
    deputy = Deputy(**data.pop("deputy", {}))  # an office of an older program told of none
    return Office(village=village, words=words, deputy=deputy, **data)


def put(tx: Tx, office: Office) -> None:
    """Record the office anew, with an audit row of what changed."""
    row = tx.connection.exec_driver_sql("SELECT data FROM office").scalar()
    old, new = json.loads(row) if row else {}, asdict(office)
    fields = {name: [old.get(name), value] for name, value in new.items() if old.get(name) != value}
    tx.connection.exec_driver_sql(
        "INSERT INTO office (id, village_code, data) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET village_code = excluded.village_code,"
        " data = excluded.data",
        (office.id, office.village.code, audit.canonical(new)),
    )
    if row:
        audit.append(tx, {"fields": fields})


def setting(c: "Connection", name: str, default: Any = None) -> Any:
    """What was decided under this name."""
    found = c.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (name,)).scalar()
    return default if found is None else json.loads(found)


def set_setting(tx: Tx, name: str, value: Any) -> None:
    """Decide, with an audit row of before and after."""
    before = setting(tx.connection, name)
    tx.connection.exec_driver_sql(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, audit.canonical(value)),
    )
    audit.append(tx, {"fields": {name: [before, value]}})
