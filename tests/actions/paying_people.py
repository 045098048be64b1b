"""Members and sponsors for the tests of payments."""

from desktop_app.actions import finding, registering
from desktop_app.domain.sponsor import Sponsor
from desktop_app.store import sponsors
from desktop_app.store.tx import new_id


def member(desk, raw, serial, **fields):
    """Somebody with a KPJ since the beginning of 2025, of whom no payment is known."""
    usual = {"kpj": f"{serial:011}", "member_since": "2025-01-01", "confirmed": ["same_person"]}
    done = registering.register(desk, [raw(serial, **{**usual, **fields})])
    assert done.registered, done.refused
    return finding.find_one(desk, done.registered[0].id)


def sponsor(desk, code="CSR-1", kind="CSR", **fields):
    """A sponsor as it stands in the register."""
    one = Sponsor(id=new_id(), code=code, name=f"Pemberi {code}", kind=kind, **fields)
    with desk.write("sponsor_added") as tx:
        return sponsors.put(tx, one)


def rules(done):
    """Rule and variant of everybody who was refused."""
    return [(one.finding.rule, one.finding.params.get("why")) for one in done.refused]
