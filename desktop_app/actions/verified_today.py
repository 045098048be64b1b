"""What this office's own records say today of a person whose paper was found genuine.

A code proves what was true on its day. The office that has the person knows what became of it.
"""

from desktop_app.actions import heads
from desktop_app.actions.desk import Desk
from desktop_app.actions.verifying import Verdict
from desktop_app.domain.findings import Finding, note, warn
from desktop_app.domain.registration import Registration
from desktop_app.store import papers, workers
from desktop_app.store.papers import Paper


def today(desk: Desk, verdict: Verdict) -> list[Finding]:
    """What differs today, or that all is the same; empty where the person is not known here."""
    if verdict.registration_number is None or not verdict.genuine:
        return []
    with desk.read() as c:
        person = workers.find(c, verdict.registration_number)
        ledger = papers.of_worker(c, person.id) if person else []
    if person is None:
        return []
    said = [*_ended(person), *_differing(person, verdict), *_recalled(ledger, verdict)]
    if not said and verdict.status == "provisional" and heads.is_confirmed(person):
        said.append(warn("paper_now_member"))
    return said or [note("paper_same")]


def _ended(person: Registration) -> list[Finding]:
    if person.states.membership != "ended":
        return []
    return [warn("paper_ended", on=person.standing.ended_on)]


def _differing(person: Registration, verdict: Verdict) -> list[Finding]:
    same = {
        "full_name": person.worker.full_name == verdict.name,
        "kpj": verdict.kpj is None or person.worker.kpj == verdict.kpj,
        "registration_number": person.number == verdict.registration_number,
    }
    return [warn("paper_differs", field) for field, holds in same.items() if not holds]


def _recalled(ledger: list[Paper], verdict: Verdict) -> list[Finding]:
    """Whether this very paper has to come back. The hub counts its credentials by itself, so
    only a paper that an office signed is known by its serial."""
    if verdict.by_hub:
        return []
    return [
        warn("paper_recalled", on=one.recalled_on)
        for one in ledger
        if one.serial == verdict.serial and one.recalled_on and not one.back_on
    ]
