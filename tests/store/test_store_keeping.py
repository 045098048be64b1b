"""Drafts, papers, lists for BPJS, pictures, accounts, keys."""

from datetime import date

import pytest
from making import ACT, NOW, worker

from desktop_app.domain.findings import Refused
from desktop_app.store import accounts, agenda, audit, drafts, keyring, papers, photos, submissions
from desktop_app.store.drafts import Draft
from desktop_app.trust import keys


def draft(**fields):
    return Draft(
        **{
            "record": "deferred",
            "payload": {"nik": "3301221508850001", "full_name": "Ani", "odd": [1, None]},
            "full_name": "Ani",
            "missing": ("occupation",),
            "rules": ("required",),
            "origin": "register",
            **fields,
        }
    )


def test_a_draft_comes_back_as_it_was(store):
    with store.write(**ACT) as tx:
        kept = drafts.save(tx, draft())
    with store.read() as c:
        assert drafts.get(c, kept.id) == kept
        assert drafts.all_drafts(c) == [kept]
        assert drafts.count(c) == 1
        assert drafts.get(c, "no") is None


def test_typing_leaves_no_audit_row(store):
    before = store.mark()
    first = drafts.save_typed(store, draft(record="draft", origin="form"), "siti", NOW)
    second = drafts.save_typed(store, draft(id=first.id, full_name="Ani S"), "siti", NOW)
    with store.read() as c:
        assert [d.full_name for d in drafts.all_drafts(c)] == ["Ani S"]
    assert second.id == first.id
    assert store.mark() == before


def test_throwing_a_draft_away_is_told(store):
    with store.write(**ACT) as tx:
        kept = drafts.save(tx, draft())
    with store.write(**{**ACT, "action": "draft_discarded"}) as tx:
        drafts.remove(tx, kept.id)
    with store.read() as c:
        assert drafts.count(c) == 0
        assert audit.entries(c)[0].action == "draft_discarded"


def test_drafts_of_a_list(store):
    with store.write(**ACT) as tx:
        for row, nik in ((2, "3301221508850001"), (3, "3301221508850002")):
            drafts.save(tx, draft(origin=f"import:a.xlsx:{row}", payload={"nik": nik}))
        drafts.save(tx, draft(origin="import:a.xlsx2:2", payload={"nik": "3301221508850001"}))
        drafts.forget(tx, origin="import:a.xlsx", niks={"3301221508850001"})
    with store.read() as c:
        assert drafts.count(c) == 2
        assert drafts.id_of(c, "import:a.xlsx:3")
        assert drafts.id_of(c, "import:a.xlsx:2") is None


def test_the_ledger_of_papers(store, add):
    one, two = add(worker(1)), add(worker(2, full_name="Ani"))
    with store.read() as c:
        assert papers.next_serial(c) == 1
    with store.write(**{**ACT, "action": "papers_issued"}) as tx:
        papers.record(tx, kind="slip", worker_id=one.id, status="provisional", serial=1)
        papers.record(
            tx, kind="slip", worker_id=two.id, status="provisional", serial=2, reason="hilang"
        )
    with store.read() as c:
        assert papers.next_serial(c) == 3
        assert [p.full_name for p in papers.recent(c, 9)] == ["Ani", "Slamet Raharjo"]
        [paper] = papers.of_worker(c, two.id)
        assert (paper.reason, paper.issued_by, paper.issued_at) == ("hilang", "siti", NOW)
        assert audit.entries(c, subject=two.id)[0].detail["serial"] == 2


def test_lists_for_bpjs(store, add):
    ids = [add(worker(n)).id for n in (1, 2, 3)]
    day = date(2026, 11, 23)
    with store.write(**ACT) as tx:
        assert agenda.next_serial(tx.connection, 2026) == 1
        submissions.add(tx, "1/BPJS/2026", day, ids, "d")
        submissions.add(tx, "2/BPJS/2026", day, ids[:1], "d")
        submissions.settle(tx, ids[0], "confirmed", None)
        submissions.settle(tx, ids[1], "refused_by_bpjs", "NIK tidak ditemukan")
        submissions.settle(tx, "nobody", "confirmed", None)
    with store.read() as c:
        second, first = submissions.all_submissions(c)
        assert (first.total, first.confirmed, first.refused, first.open) == (3, 0, 1, 2)
        assert (second.number, second.total, second.confirmed) == ("2/BPJS/2026", 1, 1)
        assert [line.outcome for line in submissions.lines(c, first.number)] == [
            None,
            "refused_by_bpjs",
            None,
        ]
        assert agenda.next_serial(c, 2026) == 3
        assert agenda.next_serial(c, 2027) == 1


def test_what_was_undone_of_a_list(store, add):
    ids = [add(worker(n)).id for n in (1, 2, 3)]
    day = date(2026, 11, 23)
    act = {**ACT, "action": "list_withdrawn"}
    with store.write(**act) as tx:
        submissions.add(tx, "1/BPJS/2026", day, ids, "d")
        submissions.settle(tx, ids[0], "confirmed", None)
        submissions.settle(tx, ids[1], "confirmed", None)
        submissions.reopen(tx, ids[0])
        submissions.take_off(tx, ids[2])
        submissions.settle(tx, ids[2], "confirmed", None)
    with store.read() as c:
        [made] = submissions.all_submissions(c)
        assert (made.total, made.confirmed, made.taken_off, made.open) == (3, 1, 1, 1)
        outcomes = [line.outcome for line in submissions.lines(c, made.number)]
        assert outcomes == [None, "confirmed", "taken_off"]
    with store.write(**act) as tx:
        submissions.add(tx, "2/BPJS/2026", day, ids, "d")
        submissions.withdraw(tx, "2/BPJS/2026")
        submissions.settle(tx, ids[0], "refused_by_bpjs", "NIK")
    with store.read() as c:
        gone, made = submissions.all_submissions(c)
        assert (gone.open, gone.withdrawn_at, gone.withdrawn_by) == (0, NOW, "siti")
        assert (made.refused, made.withdrawn_at) == (1, None)
        assert agenda.next_serial(c, 2026) == 3
        assert audit.entries(c)[0].detail == {"withdrawn": "2/BPJS/2026"}
    for number in ("2/BPJS/2026", "9/BPJS/2026"):
        with pytest.raises(Refused, match="undo_nothing"), store.write(**act) as tx:
            submissions.withdraw(tx, number)


def test_pictures_once_each(store, add):
    with store.write(**ACT) as tx:
        digest = photos.put(tx, b"jpeg")
        assert photos.put(tx, b"jpeg") == digest
    add(worker(1, photo=digest))
    lost = add(worker(2, photo="0" * 64))
    with store.read() as c:
        assert photos.get(c, digest) == b"jpeg"
        assert photos.get(c, "no") is None
        assert photos.missing(c) == [lost.number]
        assert photos.altered(c) == []


def test_accounts(store):
    with store.write(**ACT) as tx:
        accounts.add(tx, "Siti ", "administrator")
        accounts.add(tx, "budi", "operator")
    with store.read() as c:
        assert accounts.named(c, " SITI").role == "administrator"
        assert [a.name for a in accounts.all_accounts(c)] == ["budi", "Siti"]
        assert accounts.first_administrator(c).name == "Siti"
    with store.write(**ACT) as tx:
        accounts.remove(tx, "Budi")
    with store.read() as c:
        assert accounts.named(c, "budi") is None


def test_papers_can_be_checked_without_a_log_in(store):
    with store.read() as c:
        public = keys.public_key(keyring.current(c).signing)
    assert keyring.public_keys(store.folder) == {keys.kid(public): public}
    (store.folder / "keys.json").write_text('{"keys": [{"public": "zz"}, 3]}')
    assert keyring.public_keys(store.folder) == {}
    with store.read() as c:
        keyring.publish(c, store.folder)
    assert keyring.public_keys(store.folder) == {keys.kid(public): public}
    (store.folder / "keys.json").unlink()
    assert keyring.public_keys(store.folder) == {}
