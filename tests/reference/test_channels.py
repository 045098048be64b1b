"""Where contributions can be paid: a list with sources; a broken one is refused."""

import pytest

from desktop_app import paths
from desktop_app.domain.findings import Refused
from desktop_app.reference.channels import payment_channels, read_channels
from desktop_app.wording.sentences import sentence

SHIPPED = (paths.resources() / "rules" / "channels.toml").read_text("utf-8")


def test_the_shipped_channels_have_sources():
    found = payment_channels()
    assert len(found) >= 5
    assert all(one.source and one.verified for one in found)
    assert payment_channels(SHIPPED) == found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[[channel]]", "[[kanal]]"),
        ('name = "Kantor Pos"', 'name = ""'),
        ('name = "Kantor Pos"', "name = 7"),
        ('name = "Kantor Pos"', f'name = "{"x" * 161}"'),
        ('name = "Kantor Pos"', 'name = "Kantor Pos"\nfee = 1'),
        ('short = "Kantor Pos"\n', ""),
        ("verified = true", 'verified = "yes"'),
        ("[[channel]]", "[[channel"),
    ],
)
def test_a_broken_list_is_refused_with_its_line(old, new):
    assert old in SHIPPED
    with pytest.raises(Refused) as refused:
        read_channels(SHIPPED.replace(old, new, 1))
    assert refused.value.rule == "rules"
    assert refused.value.params["file"] == "channels.toml"
    assert refused.value.params["line"] >= 1
    assert "channels.toml" in sentence(refused.value.finding)


def test_an_empty_list_is_none():
    for text in ("", "channel = []", "\n".join(["[[channel]]"] * 13)):
        with pytest.raises(Refused, match="rules"):
            read_channels(text)
