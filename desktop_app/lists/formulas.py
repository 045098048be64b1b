"""Cells of a workbook (.xlsx) with a formula and no result: a program wrote the formula and nobody
has opened and saved the file since. To the spreadsheet reader they look empty."""

import re
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath
from typing import BinaryIO, cast

from desktop_app.lists.extent import UNREADABLE, column
from desktop_app.lists.reader import Sheet

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*>(.*?)</(?:\w+:)?c>', re.S)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_RESULT = re.compile(rb"<(?:\w+:)?v[^>/]*>[^<]")
_END = re.compile(rb"</(?:\w+:)?row>")
_CHUNK = 2**20


def without_result(sheet: Sheet) -> frozenset[tuple[int, int]]:
    """Row (as the spreadsheet counts it) and column (from 0) of each; none in any other file."""
    if not zipfile.is_zipfile(sheet.path):
        return frozenset()
    try:
        with zipfile.ZipFile(sheet.path) as package:
            part = _part(package, sheet.name)
            if part is None:
                return frozenset()
            with package.open(part) as file:
                return frozenset(_found(cast("BinaryIO", file)))
    except (*UNREADABLE, KeyError):
        return frozenset()


def _part(package: zipfile.ZipFile, name: str) -> str | None:
    """The file of a sheet within the workbook."""
    names = set(package.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    wanted = None
    for tag in _SHEET.findall(package.read("xl/workbook.xml")):
        if _attribute(tag, "name") == name:
            wanted = _attribute(tag, r"\w+:id")
    for tag in _RELATION.findall(package.read("xl/_rels/workbook.xml.rels")):
        if wanted is not None and _attribute(tag, "Id") == wanted:
            target = _attribute(tag, "Target") or ""
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            return path if path in names else None
    return None


def _attribute(tag: bytes, name: str) -> str | None:
    from html import unescape

    found = re.search(rf'\s{name}="([^"]*)"', tag.decode("utf-8", "replace"))
    return unescape(found[1]) if found else None


def _found(file: BinaryIO) -> Iterator[tuple[int, int]]:
    rest = b""
    while chunk := file.read(_CHUNK):
        whole = rest + chunk
        ends = [found.end() for found in _END.finditer(whole)]
        cut = ends[-1] if ends else 0
        yield from _in_rows(whole[:cut])
        rest = whole[cut:]
    yield from _in_rows(rest)


def _in_rows(text: bytes) -> Iterator[tuple[int, int]]:
    if b"<" not in text or not _FORMULA.search(text):
        return
    for letters, number, within in _CELL.findall(text):
        if _FORMULA.search(within) and not _RESULT.search(within):
            yield int(number), column(letters) - 1
