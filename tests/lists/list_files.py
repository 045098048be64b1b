"""Lists as they come in, made anew for each test; every person is invented."""

import base64
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

NIK = "3301224508750003"
HEADINGS = ("NIK", "Nama lengkap", "Pekerjaan")


def workbook(path: Path, *rows: Sequence[object], sheet: str = "Sheet1") -> Path:
    """An .xlsx with these rows; numbers as numbers, text as text."""
    with xlsxwriter.Workbook(
        path, {"default_date_format": "dd-mm-yyyy", "strings_to_formulas": False}
    ) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return path


def lines(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A text file."""
    path.write_bytes(text.encode(encoding))
    return path


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="Data">{}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)


def open_document(path: Path, *rows: Sequence[object], behind: str = "") -> Path:
    """An .ods with these rows and ``behind`` them whatever XML."""
    made = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", _ODS.format(made + behind))
    return path


def _cell(value: object) -> str:
    kind = f'"float" office:value="{value}"' if isinstance(value, int) else '"string"'
    text = f"<text:p>{value}</text:p>"
    return f"<table:table-cell office:value-type={kind}>{text}</table:table-cell>"


def old_workbook(path: Path) -> Path:
    """An .xls: headings in C5, Budi in row 6 with a date, Siti in row 8 with a numeric NIK."""
    path.write_bytes(zlib.decompress(base64.b85decode("".join(_XLS))))
    return path


_XLS = (
    "c-rk)O=uHA6#izj+f7RTT2rAFN+{TBZ6R$e_R>acwTL9tKm0+^tqC<GrX|FK9<*9>6a-I-"
    "mqI;wY4zd{deEB(p`r&t5EAv~si5GY?fT|rqit1aKnpGVE%RpP&3td(?#!Fn-PbcUg^33ZMJz)v99S@2s9K~Glw9"
    "SCAJlG|vRKZYluR3I3N9y2WR-@eo>#h@Lpk3?D7de_APIb=bP}V8jbswRRYV{AU<m0$4@rSLr17Gjy{ct-hUEs9)"
    "7<kJ%bl#b&a#L47Q_k6L}IPo)+#=xG;y03((WVXyk|`Z>hMyo;>$Ngsjr4z*`$$PV-"
    "1a}8<U_39Y|ynSy}htE~<h4{`P3J{Wzh308REJzL`PbYdNZ)2W|c8>IF#ueW_mmi{43-xLkizQGqd-"
    "r#VRSaHC6=Eh_qroH2(OhqO!%AhvJ6o1}5h2&NO6;gm7z0S+6P;b9{kOdDsDS=tT4;ZR3s=k~5p_l~YmC=@1hedp"
    "sz$_^!S$!d8B@TTEkvT1lYnA{}e@Nv0@L&{HH&)u7S6CE0ioMO!w9~7nIWV7@hCay>Zk-bo@gG8aV474(18_TO~b"
    "rY8xSO%yM<;{b2R$=cr_qoQc&15IccpGV1RNg}6{Feid8}pwcTd6!XP`ntJdKZ~M6CH1H;>&9sZK6%wz9sP_QqG0"
    "7^?YDi|Jyd?RQ!Ag8cgfV^kJR?Po>rxR+MTEs)?U9)p}Nvt^I+mG23DF*O)CwxunRNN<L+#1+(>KYzIA2o!PnBBe"
    "~DHmfg~V&K5Mwg3jYh3%yD$9!f`O3;l&^*sx*4h7B7wY}i;g5d5mm9|zWpYw2}fxBlzQQ(CZpldM}D#0XtE`l#H4"
    "4CPr|sA&CcgeJ<i#0oj(|Ai7qY4j{o7-BzC6|Z0V921N0XT?PSzYC#C$6u(#&;LCB4--`5hy"
)
