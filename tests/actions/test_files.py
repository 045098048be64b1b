"""Files that are whole or absent."""

import os
import time

import pytest

from desktop_app.actions import files
from desktop_app.domain.findings import Refused


def test_a_file_is_whole_or_as_it_was(tmp_path):
    path = tmp_path / "kartu.pdf"
    files.write(path, b"lama")
    with pytest.raises(RuntimeError), files.written(path) as out:
        out.write(b"baru, setengah")
        raise RuntimeError
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("kartu.pdf", b"lama")]


def test_what_a_killed_program_left_of_it_goes(tmp_path):
    """Half a list lies hidden beside the file, with everybody's NIK in it."""
    path = tmp_path / "daftar.xlsx"
    names = (".daftar.xlsx.a1b2.tmp", ".daftar.xlsx.c3d4.tmp", ".lain.xlsx.e5f6.tmp")
    for name in names:
        (tmp_path / name).write_bytes(b"setengah")
    long_ago = time.time() - 3600
    for name in (names[0], names[2]):
        os.utime(tmp_path / name, (long_ago, long_ago))
    files.write(path, b"utuh")
    assert {one.name for one in tmp_path.iterdir()} == {"daftar.xlsx", *names[1:]}


def test_what_is_no_file_is_never_replaced(tmp_path):
    pipe = tmp_path / "pipa.pdf"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path):
        with pytest.raises(Refused, match="unwritable"):
            files.write(path, b"x")
    assert pipe.is_fifo()


def test_a_name_of_any_length(tmp_path):
    path = tmp_path / ("n" * 240 + ".pdf")
    files.write(path, b"x")
    assert path.read_bytes() == b"x"
