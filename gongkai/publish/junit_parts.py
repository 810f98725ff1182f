"""Parts of JUnit XML, of reports and of checks alike.

It keeps to what both common schemas of the format allow (Ant's and Jenkins').
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_LINES = 200
"""Lines of one failure; the others are counted."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Head:
    """What all suites of a file say."""

    timestamp: str
    """`2026-11-20T18:00:00`, Beijing."""
    site: str
    """Id of the site, or empty."""
    rest: str
    """Where the lines are that do not fit, as a Chinese name."""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that was checked."""

    id: str
    name: str
    faults: Sequence[str]
    kind: str
    skipped: bool = False
    notes: Sequence[str] = ()
    """What is told of it without making it fail."""


def make_root() -> ET.Element:
    """The element that all suites stand in."""
    return ET.Element("testsuites")


def write_suites(root: ET.Element) -> bytes:
    """The file."""
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def add_suite(root: ET.Element, head: Head, name: str, cases: Sequence[Case]) -> None:
    """Adds a suite of cases."""
    suite = ET.SubElement(
        root,
        "testsuite",
        {
            "id": str(len(root)),
            "package": "gongkai",
            "name": clean(name),
            "timestamp": head.timestamp,
            "hostname": head.site or "unknown",
            "tests": str(len(cases)),
            "failures": str(sum(bool(case.faults) for case in cases)),
            "errors": "0",
            "skipped": str(sum(case.skipped and not case.faults for case in cases)),
            "time": "0",
        },
    )
    ET.SubElement(suite, "properties")
    for case in cases:
        _add_case(suite, head, name, case)
    notes = [note for case in cases for note in case.notes]
    ET.SubElement(suite, "system-out").text = _join(notes, head.rest) if notes else None
    ET.SubElement(suite, "system-err")


def _add_case(suite: ET.Element, head: Head, name: str, case: Case) -> None:
    about = {"classname": clean(f"{name}.{case.id}"), "name": clean(case.name), "time": "0"}
    element = ET.SubElement(suite, "testcase", about)
    if case.faults:
        about = {"message": clean(f"{case.name}：{len(case.faults)}处"), "type": case.kind}
        ET.SubElement(element, "failure", about).text = _join(case.faults, head.rest)
    elif case.skipped:
        ET.SubElement(element, "skipped")


def _join(faults: Sequence[str], rest: str) -> str:
    lines: Iterable[str] = faults[:MOST_LINES]
    more = len(faults) - MOST_LINES
    end = f"\n另有{more}处，见 {rest}" if more > 0 else ""
    return clean("\n".join(lines) + end)


def clean(text: str) -> str:
    """The text without what XML cannot say."""
    return _NOT_XML.sub("\ufffd", text)
