"""Accounts: who may come in, as what, and how the last one never locks everybody out."""

import pytest

from desktop_app.actions import access, registering
from desktop_app.actions.desk import NotAllowed
from desktop_app.domain.findings import Refused
from desktop_app.store.errors import StoreTrouble
from desktop_app.trust.errors import WrongCode, WrongPassword


def test_wrong_password_and_unknown_account_look_the_same(config):
    for account, password in [("siti", "salah-sekali"), ("budi", "rahasia-siti")]:
        with pytest.raises(WrongPassword):
            access.unlock(config, account, password)


def test_a_second_account_works_by_its_role(desk, config, raw):
    access.add_user(desk, "Bu Rini", "head", "rahasia-rini")
    assert [(a.name, a.role) for a in access.users(desk)] == [
        ("Bu Rini", "head"),
        ("siti", "administrator"),
    ]
    other = access.unlock(config, "bu rini", "rahasia-rini")
    with pytest.raises(NotAllowed):
        registering.register(other, [raw(1)])
    other.close()


def test_the_same_name_twice_and_a_short_password_are_refused(desk):
    with pytest.raises(Refused, match="account_exists"):
        access.add_user(desk, "SITI", "operator", "rahasia-dua")
    with pytest.raises(Refused, match="password"):
        access.add_user(desk, "budi", "operator", "pendek")


def test_the_last_administrator_stays(desk):
    with pytest.raises(Refused, match="last_administrator"):
        access.remove_user(desk, "siti")


def test_removing_an_account_gives_the_database_a_new_key(desk, config, raw):
    access.add_user(desk, "budi", "operator", "rahasia-budi")
    registering.register(desk, [raw(1)])
    before = desk.store.key
    access.remove_user(desk, "budi")
    assert desk.store.key != before
    registering.register(desk, [raw(2, full_name="Warsini")])
    with pytest.raises(WrongPassword):
        access.unlock(config, "budi", "rahasia-budi")
    again = access.unlock(config, "siti", "rahasia-siti")
    assert again.store.key == desk.store.key
    again.close()


def test_an_account_is_not_removed_while_somebody_works(desk, config):
    access.add_user(desk, "budi", "operator", "rahasia-budi")
    other = access.unlock(config, "budi", "rahasia-budi")
    with pytest.raises(StoreTrouble, match="locked"):
        access.remove_user(desk, "budi")
    other.close()
    assert len(access.users(desk)) == 2


def test_a_new_password_replaces_the_old(desk, config):
    access.change_password(desk, "siti", "rahasia-baru")
    with pytest.raises(WrongPassword):
        access.unlock(config, "siti", "rahasia-siti")
    access.unlock(config, "siti", "rahasia-baru").close()


def test_the_recovery_code_opens_a_forgotten_account(config, recovery_code):
    access.recover(config, "siti", recovery_code, "rahasia-lagi")
    access.unlock(config, "siti", "rahasia-lagi").close()
    with pytest.raises(WrongCode):
        access.recover(
            config,
            "siti",
            recovery_code[:-1] + ("0" if recovery_code[-1] != "0" else "1"),
            "rahasia-lagi",
        )
