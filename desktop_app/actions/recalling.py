"""Papers that have to come back because they say what is not so any more.

A confirmed paper is recalled by itself where the NIK, the name, the KPJ or the registration number
is corrected, where two registrations turn out to be one person, where the hub says that somebody is
another village's, and where BPJS's answer is undone. Anything else somebody recalls by hand. It
stays on the list until it is back.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from desktop_app.actions.desk import Desk
from desktop_app.domain.findings import Refused
from desktop_app.store import papers
from desktop_app.store.papers import Paper

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Why a paper is recalled by itself; anything else is what somebody wrote.
WHYS = ("corrected", "duplicate", "withdrawn")
#: Longest reason that is written by hand (letters).
LONGEST = 200


def awaited(desk: Desk) -> list[Paper]:
    """Recalled papers that are not back yet, the longest awaited first."""
    with desk.read() as c:
        return papers.awaited(c)


def count(c: "Connection") -> int:
    """How many recalled papers are awaited."""
    return len(papers.awaited(c))


def recall(desk: Desk, ns: Collection[int], why: str) -> int:
    """These papers have to come back; how many of them were out.

    Raises Refused ``recall_why`` without a reason.
    """
    desk.require("print")
    told = " ".join(why.split())[:LONGEST]
    if not told:
        raise Refused("recall_why", "why")
    with desk.write("papers_recalled") as tx:
        changed = papers.recall(tx, ns, told)
        if not changed:
            tx.abandon()
    return changed


def came_back(desk: Desk, ns: Collection[int]) -> int:
    """These recalled papers are back, or known to be lost for good; how many were awaited."""
    desk.require("print")
    with desk.write("papers_back") as tx:
        changed = papers.came_back(tx, ns)
        if not changed:
            tx.abandon()
    return changed
