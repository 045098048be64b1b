"""An office without any hub: from nothing to the confirmed card, through real processes."""

import json
import os
import subprocess
import sys

import openpyxl


def loket(*arguments, data, stdin=None, **environment):
    """Run the program as its user would; returns (exit code, document, stderr)."""
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "--data", str(data), "--json", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        check=False,
        encoding="utf-8",
        env={
            **os.environ,
            "LOKET_USER": "siti",
            "LOKET_PASSWORD": "rahasia-siti",
            **environment,
        },
    )
    document = json.loads(done.stdout) if done.stdout.strip() else None
    return done.returncode, document, done.stderr


def test_one_registration_travels_the_whole_way(tmp_path, raw):
    data = tmp_path / "kantor"
    code, villages, _ = loket("villages", "tambakreja", data=data)
    assert code == 0
    village = next(v for v in villages["villages"] if v["district"] == "Kedungreja")
    setup = ["--village", village["code"], "--office", "Desa Tambakreja", "--head", "Sudarmanto"]
    sheet = tmp_path / "pemulihan.pdf"
    code, _made, _ = loket("setup", *setup, "--user", "siti", "--recovery-out", sheet, data=data)
    assert code == 0
    assert sheet.read_bytes().startswith(b"%PDF")

    (tmp_path / "orang.json").write_text(json.dumps(raw(1, email="s@contoh.id", workplace="sawah")))
    code, registered, _ = loket("register", tmp_path / "orang.json", data=data)
    assert code == 0
    number = registered["registered"][0]["registration_number"]

    code, found, _ = loket("search", "slamte raharj", data=data)
    assert found["results"][0]["registration_number"] == number

    code, verdict = _printed(number, tmp_path / "bukti.pdf", data)
    assert (code, verdict["status"], verdict["kpj"]) == (0, "provisional", None)

    code, submitted, _ = loket("submit", tmp_path / "daftar.xlsx", data=data)
    assert (code, submitted["submitted"]) == (0, 1)
    book = openpyxl.Workbook()
    book.active.append(["NOMOR_IDENTITAS", "KPJ", "KETERANGAN"])
    book.active.append([raw(1)["nik"], "00123456789", ""])
    book.save(tmp_path / "jawaban.xlsx")
    code, answered, _ = loket("answer", tmp_path / "jawaban.xlsx", data=data)
    assert (code, answered["confirmed"]) == (0, 1)

    code, verdict = _printed("00123456789", tmp_path / "kartu.pdf", data)
    assert (code, verdict["status"], verdict["kpj"]) == (0, "confirmed", "00123456789")
    assert loket("check", "--deep", data=data)[1]["ok"]


def _printed(identifier, out, data):
    assert loket("card", out, "--id", identifier, data=data)[0] == 0
    code, verdict, _ = loket("verify", out, data=data)
    return code, verdict
