"""People who may be one person under two NIKs."""

# ruff: noqa: S608 - only names of columns are put together; values are always bound

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop_app.domain.matching import Candidate
from desktop_app.domain.worker import Worker

if TYPE_CHECKING:
    from sqlalchemy import Connection


def candidates(c: "Connection", worker: Worker) -> list[Candidate]:
    """People who may be this one under another NIK: born the same day, a day off, or with day
    and month swapped."""
    found = c.exec_driver_sql(
        "SELECT id, number, full_name, birth_date, mother_name, village_code, phone FROM worker"
        f" WHERE birth_date IN ({', '.join('?' * len(days := _near(worker.birth_date)))})",
        tuple(day.isoformat() for day in days),
    )
    return [
        Candidate(
            id=row[0],
            number=row[1],
            full_name=row[2],
            birth_date=date.fromisoformat(row[3]),
            mother_name=row[4],
            village_code=row[5],
            phone=row[6],
        )
        for row in found
    ]


def _near(day: date) -> list[date]:
    days = [day, day - timedelta(1), day + timedelta(1)]
    if day.day <= 12 and day.day != day.month:
        days.append(day.replace(month=day.day, day=day.month))
    return days
