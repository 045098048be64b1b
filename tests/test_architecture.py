"""What holds for the whole source: layers, sizes, and no loose ends."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    path for folder in ("desktop_app", "packaging") for path in (ROOT / folder).rglob("*.py")
)
#: Text that people or programs read, without what is generated or taken from elsewhere.
WRITTEN = [
    path
    for folder in (".ci", "desktop_app", "packaging", "resources", "tests")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.is_file()
    and path.suffix in {"", ".md", ".po", ".py", ".qss", ".svg", ".toml", ".txt", ".json", ".csv"}
    and not path.match("resources/regions/*.txt")
    and not path.match("resources/fonts/*")
    and "__pycache__" not in path.parts
] + [ROOT / "README.md", ROOT / "pyproject.toml"]

MOST_LINES, LONGEST_CLASS, LONGEST_FUNCTION = 400, 200, 50

LOOSE_ENDS = re.compile(
    r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b"
    r"|coming" + r" soon|segera" + r" hadir|lorem" + r" ipsum"
    r"|(?<![\w.])/(work|root)" + r"/\w"
)


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def definitions(path: Path) -> Iterator[tuple[ast.stmt, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, (node.end_lineno or node.lineno) - node.lineno + 1


def test_imports_only_point_down():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_qt_stays_in_the_window():
    used = []
    for path in SOURCES:
        if not short(path).startswith("desktop_app/") or short(path).startswith("desktop_app/ui/"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            used += [short(path) for n in names if n.split(".")[0] in {"PySide6", "shiboken6"}]
    assert not used


def test_no_file_class_or_function_is_too_long():
    long = [
        f"{short(path)}: {lines} lines"
        for path in SOURCES
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    ]
    for path in SOURCES:
        for node, lines in definitions(path):
            most = LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION
            if lines > most:
                long.append(f"{short(path)}:{node.lineno}: {lines} lines")
    assert not long, "\n".join(long)


@pytest.mark.parametrize("path", sorted((ROOT / "desktop_app").rglob("__init__.py")), ids=short)
def test_a_package_says_why_and_does_nothing(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "a package's docstring is its decision record"
    assert len(tree.body) == 1, "no code here"


def test_no_loose_ends():
    found = [
        f"{short(path)}:{number}: {line.strip()[:80]}"
        for path in WRITTEN
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if LOOSE_ENDS.search(line)
    ]
    assert not found, "\n".join(found)


def test_test_files_have_names_of_their_own():
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert len(names) == len(set(names))


def test_only_source_stands_in_the_package():
    others = [
        short(path)
        for path in (ROOT / "desktop_app").rglob("*")
        if path.is_file()
        and path.suffix not in {".py", ".pyc", ".mako"}
        and path.name != "py.typed"
    ]
    assert not others


def test_every_command_is_documented():
    from desktop_app.cli.main import tree

    commands = tree().commands
    pages = [ROOT / "README.md", *(ROOT / "resources" / "help").glob("*.md")]
    told = "\n".join(page.read_text("utf-8") for page in pages)
    missing = [n for n, c in commands.items() if not c.hidden and f"loket {n}" not in told]
    assert not missing, f"neither README nor manual tells of: {', '.join(missing)}"
