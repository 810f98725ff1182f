"""What the engine writes, it reads again: every figure, every placeholder, nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from gongkai.publish.annual_import.front_matter import collect_cells
from gongkai.publish.annual_import.reading import read_report
from tests.helpers.annual import make_values, seed_001
from tests.helpers.annual_files import (
    make_all,
    make_page,
    make_report,
    random_values,
    spell_cells,
)

OFFICIAL = Path(__file__).parents[4] / "shared" / "attachments" / "annual-report-form-2021.docx"
BLANKS = make_values("2021") | {
    "proactive": {"guizhang": [""] * 3, "guifanxing": [""] * 3}
    | dict.fromkeys(("xuke", "chufa", "qiangzhi", "shoufei"), ""),
    "requests": dict.fromkeys(make_values("2021")["requests"], [""] * 7),
    "disputes": dict.fromkeys(make_values("2021")["disputes"], [""] * 5),
}


def check_same(name: str, data: bytes, values: dict[str, Any]) -> None:
    report = make_report(values)
    imported = read_report(name, data)
    assert imported.form is report.layout
    assert collect_cells(imported) == spell_cells(report)
    assert (imported.missing, imported.problems) == ((), ())
    assert not any(reading.labels for reading in imported.readings)


@given(random_values())
@settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_every_form_of_file_gives_the_same_figures(values: dict[str, Any]) -> None:
    files = make_all(make_report(values))
    for kind in ("docx", "xlsx", "html"):
        check_same(f"a.{kind}", files[kind], values)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_the_report_of_seed_001(kind: str) -> None:
    check_same(f"a.{kind}", make_all(make_report(seed_001()))[kind], seed_001())


def list_blank_forms() -> list[bytes]:
    """The empty form of our own making, and the official one where this machine has it."""
    own = make_all(make_report(BLANKS))["docx"]
    return [own, *([OFFICIAL.read_bytes()] if OFFICIAL.exists() else [])]


@pytest.mark.parametrize("data", list_blank_forms())
def test_an_empty_form_is_read_whole_and_stays_empty(data: bytes) -> None:
    check_same("a.docx", data, BLANKS)
    imported = read_report("a.docx", data)
    assert len(imported.readings) == 10 + 25 * 7 + 15


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("version", ["2019", "2021"])
def test_a_page_printed_to_pdf(version: str, tmp_path: Path) -> None:
    numbers = [str(7 * n) for n in range(1, 8)]
    dashes = [*["-"] * 6, "0"]
    values = make_values(version, r3_7=numbers, r5_5=dashes, new=numbers, forward=numbers)
    page, pdf = tmp_path / "a.html", tmp_path / "a.pdf"
    page.write_bytes(make_page(make_report(values)))
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={pdf}", page],
        check=True,
        capture_output=True,
    )
    check_same("a.pdf", pdf.read_bytes(), values)
