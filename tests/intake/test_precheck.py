"""What is refused before anything opens it."""

import io
import struct
import zipfile

import openpyxl
import pytest

from shopkit.errors import BadFile
from shopkit.intake import archives, precheck
from shopkit.intake.precheck import checked

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


@pytest.fixture
def check(tmp_path):
    def of(content: bytes, name: str = "upload.bin"):
        path = tmp_path / "upload"
        path.write_bytes(content)
        return checked(path, name=name, tell=lambda share: None)

    return of


def packed(parts: dict[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def workbook(**changed: bytes | str) -> bytes:
    """A small xlsx with parts added or replaced; `sheet` is its first sheet."""
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if "sheet" in changed:
        parts["xl/worksheets/sheet1.xml"] = changed.pop("sheet")
    return packed(parts | changed)


def refusal(check, content: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        check(content)
    return caught.value.template


def test_a_file_is_known_by_its_content_not_its_name(check):
    assert check(workbook(), "orders.csv").container == "xlsx"
    assert check(b"a,b\n1,2\n", "orders.xlsx").container == "csv"
    assert check(b"\n <table><tr><td>1</td></tr></table>", "a.xls").container == "html"
    assert check(packed({"a.csv": "a,b\n"}), "a.csv").container == "zip"


@pytest.mark.parametrize(
    "cell",
    ['r="XFD1048576"', 'r="A200001"', 'r="KO1"', "r='AAA1'", 'r = "ZZ9"', 'r="A0001048576"'],
)
def test_cells_far_off_are_refused(check, cell):
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row><c {cell}><v>1</v></c></row>'
    assert refusal(check, workbook(sheet=SHEET.format(rows))) == archives.TOO_WIDE


def test_the_last_allowed_cell_is_allowed(check):
    rows = '<row r="200000"><c r="KN200000"><v>1</v></c></row>'
    assert check(workbook(sheet=SHEET.format(rows))).container == "xlsx"


def test_rows_without_numbers_are_counted(check):
    content = workbook(sheet=SHEET.format("<row/>" * 200_001))
    assert refusal(check, content) in (archives.TOO_WIDE, archives.BOMB)


def test_a_far_cell_across_two_chunks_is_seen(check):
    filler = "<!--" + "x" * (archives.CHUNK - 150) + "-->"
    for shift in range(0, 200, 40):
        rows = filler + " " * shift + '<row r="1"><c r="XFD1048576"/></row>'
        assert refusal(check, workbook(sheet=SHEET.format(rows))) in (
            archives.TOO_WIDE,
            archives.BOMB,
        )


def test_a_part_that_unpacks_without_end_is_refused(check):
    bomb = workbook(**{"xl/sharedStrings.xml": b"<sst>" + b" " * (30 << 20)})
    assert refusal(check, bomb) == archives.BOMB


def test_a_zip_bomb_is_refused(check):
    assert refusal(check, packed({"a.csv": b"0" * (30 << 20)})) == archives.BOMB


def test_a_size_that_lies_is_not_believed(check):
    honest = packed({"a.csv": b"1,2\n" * 200_000})
    claimed = struct.pack("<I", 10)
    at = honest.rfind(b"PK\1\2") + 24
    lying = honest[:at] + claimed + honest[at + 4 :]
    assert refusal(check, lying) in (archives.DAMAGED, archives.BOMB)


@pytest.mark.parametrize("declared", ["<!DOCTYPE a>", '<!ENTITY b "c">', "<!doctype a>"])
def test_entities_are_refused(check, declared):
    assert refusal(check, workbook(sheet=declared + SHEET.format(""))) == archives.ENTITIES
    assert refusal(check, workbook(**{"xl/styles.xml": declared})) == archives.ENTITIES


def test_entities_in_another_encoding_are_refused(check):
    part = "<!DOCTYPE a>".encode("utf-16")
    assert refusal(check, workbook(**{"xl/styles.xml": part})) == archives.ENTITIES


def test_macros_are_refused(check):
    assert refusal(check, workbook(**{"xl/vbaProject.bin": b"x"})) == archives.MACROS
    macro = OLE2 + b"\0" * 600 + "Workbook _VBA_PROJECT".encode("utf-16-le")
    assert refusal(check, macro) == archives.MACROS


@pytest.mark.parametrize("name", ["../a.csv", "/a.csv", "C:a.csv", "x/../../a.csv", "a\\..\\b.csv"])
def test_odd_names_inside_are_refused(check, name):
    assert refusal(check, packed({name: "a,b"})) == archives.ODD_NAME


def test_a_zip_holds_one_file(check):
    assert refusal(check, packed({"a.csv": "a", "b.csv": "b"})) == archives.NOT_ONE
    assert refusal(check, packed({"a.xlsx": workbook()})) == archives.NOT_CSV


def test_a_locked_workbook_says_how_to_save_it_without_a_password(check):
    content = OLE2 + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refusal(check, content) == precheck.LOCKED


def test_other_office_files_and_pictures_are_refused(check):
    assert refusal(check, OLE2 + "WordDocument".encode("utf-16-le")) == precheck.OLD_BOOK
    assert "neither a text file" in refusal(check, b"\x89PNG\r\n\0\0\0")


def test_an_empty_or_missing_file_is_refused(check, tmp_path):
    assert refusal(check, b"") == precheck.EMPTY
    with pytest.raises(BadFile):
        checked(tmp_path / "none", name="none", tell=lambda share: None)


def test_a_file_beyond_the_limit_is_refused_unread(check, monkeypatch):
    monkeypatch.setattr(precheck, "SIZE", 100)
    assert refusal(check, b"a,b\n" * 100) == precheck.TOO_LARGE


def test_every_refusal_ends_in_a_next_step():
    for room in (archives, precheck):
        said = [
            text for name, text in vars(room).items() if name.isupper() and isinstance(text, str)
        ]
        assert said and all(text.endswith(".") and text.count(".") >= 1 for text in said)


def test_utf8_that_turns_into_something_else_is_refused(check):
    mixed = "订单编号,金额\n".encode() * 40 + "订单".encode("gb18030") + b"\n"
    assert "begins as UTF-8" in refusal(check, mixed)
