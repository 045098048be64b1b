import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette

from desktop_app import paths, text
from desktop_app.ui import icons, preferences, theme

UI = Path(theme.__file__).parent


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


READ = [
    ("text", "ground"),
    ("text", "surface"),
    ("text", "sunken"),
    ("text", "accent_soft"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("accent_text", "surface"),
    ("accent_text", "ground"),
    ("accent_text", "sunken"),
    ("accent_text", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("danger", "surface"),
    ("danger", "ground"),
    ("danger", "danger_soft"),
    ("text", "danger_soft"),
    ("warn", "surface"),
    ("warn", "ground"),
    ("warn", "warn_soft"),
    ("text", "warn_soft"),
    ("done", "surface"),
    ("done", "done_soft"),
    ("text", "done_soft"),
    ("on_practice", "practice"),
]


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("front", "back"), READ)
def test_text_is_readable_on_its_ground(name, front, back):
    colours = theme.tokens()[name]
    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("back", ["ground", "surface"])
@pytest.mark.parametrize("front", ["edge", "accent"])
def test_edges_of_controls_are_visible(name, front, back):
    colours = theme.tokens()[name]
    assert contrast(colours[front], colours[back]) >= 3


def test_both_themes_have_the_same_tokens():
    light, dark = (set(theme.tokens()[name]) for name in theme.THEMES)
    assert light == dark
    for name in theme.THEMES:
        assert "$" not in theme.style_sheet(name)


def test_no_colour_is_named_in_code():
    for path in UI.rglob("*.py"):
        assert not re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8")), path


def test_icons_follow_the_palette(qapp):
    def ink(name):
        qapp.setPalette(theme.palette(name))
        image = icons.icon("house").pixmap(64, 64).toImage()
        pixels = [image.pixelColor(x, y) for x in range(64) for y in range(64)]
        return max(pixels, key=lambda pixel: pixel.alpha())

    before = qapp.palette()
    try:
        assert ink("light").lightness() < 60
        assert ink("dark").lightness() > 200
    finally:
        qapp.setPalette(before)


def test_every_icon_named_in_code_is_there_with_its_licence(qapp):
    folder = paths.resources() / "icons"
    assert "ISC License" in (folder / "LICENSE").read_text(encoding="utf-8")
    named = set()
    for path in UI.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'icon_name="([a-z0-9-]+)"', source))
        named |= set(re.findall(r'(?:icon|picture)\("([a-z0-9-]+)"', source))
    assert named
    for name in named:
        assert (folder / f"{name}.svg").is_file(), name


def test_the_palette_shows_disabled_text_apart(qapp):
    made = theme.palette("light")
    disabled = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled != made.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)


def test_choices_of_the_look_are_remembered(tmp_path):
    assert preferences.load(tmp_path) == preferences.Preferences()
    preferences.save(tmp_path, preferences.Preferences("en", "dark"))
    assert preferences.load(tmp_path) == preferences.Preferences("en", "dark")
    preferences.save(tmp_path / "absent", preferences.Preferences("en", "dark"))
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"language": "xx", "theme": 3}', "\0"])
def test_a_damaged_memory_of_the_look_counts_as_none(tmp_path, content):
    (tmp_path / preferences.FILE).write_text(content)
    assert preferences.load(tmp_path) == preferences.Preferences()


def test_languages_of_the_window_are_those_of_the_program():
    assert set(text.LANGUAGES) == {"id", "en"}
