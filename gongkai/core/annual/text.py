"""The text of a report: headings, paragraphs, sentences; tables and markup left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKED = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]+\s*、|第[一二三四五六七八九十]+部分)\s*[^。；：，]{2,40}。?"
)
_SUBORDINATE = re.compile(r"[（(][一二三四五六七八九十]+[)）]\s*[^。；，]{2,30}")
_LEAD = re.compile(r"(?:[一二三四五六七八九十]+\s*、|第[一二三四五六七八九十]+部分[：、\s]*)\s*")
_MARKS = re.compile(r"[*_`>]+|!?\[([^\]]*)\]\([^)]*\)")
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
_SENTENCE = re.compile(r"[^。！？!?；;]{1,1000}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without markup and white space."""

    text: str
    heading: str
    """The nearest heading above it, empty for none."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report's text, taken apart."""

    headings: tuple[str, ...]
    """Of the first order, without numbers, in order."""
    paragraphs: tuple[Paragraph, ...]
    """Everything but headings and tables."""

    @property
    def prose(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


def parse_text(text: str) -> ReportText:
    """The text of a report in Markdown or as plain lines; every text can be read."""
    lines = [line.strip() for line in text.splitlines()]
    marked = [match for line in lines if (match := _MARKED.fullmatch(line))]
    top = _find_top(marked)
    headings: list[str] = []
    paragraphs: list[Paragraph] = []
    nearest = ""
    for line in lines:
        heading, is_top = _read_heading(line, top)
        if heading:
            nearest = heading
            headings += [heading] if is_top else []
        elif line and "|" not in line:
            paragraphs.append(Paragraph(tidy_text(line), nearest))
    return ReportText(tuple(headings), tuple(paragraphs))


def _read_heading(line: str, top: str) -> tuple[str, bool]:
    """The heading that a line is, without number, and whether it is of the first order."""
    match = _MARKED.fullmatch(line)
    if match:
        return _strip_number(match[2]), match[1] == top
    if "|" in line:
        return "", False
    if _NUMBERED.fullmatch(line):
        return _strip_number(line), True
    return (line, False) if _SUBORDINATE.fullmatch(line) else ("", False)


def split_sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; semicolons end them too, and so does an absurd length."""
    return _SENTENCE.findall(paragraph)


def tidy_text(line: str) -> str:
    """A line without markup and white space, thousands without commas, half-width digits."""
    plain = _MARKS.sub(lambda match: match[1] or "", line)
    narrow = plain.translate({0xFF10 + n: str(n) for n in range(10)} | {0xFF05: "%"})
    return _THOUSANDS.sub("", re.sub(r"\s+", "", narrow))


def _find_top(marked: list[re.Match[str]]) -> str:
    """The marks of the headings that are numbered 一、, or else the fewest marks."""
    numbered = [match[1] for match in marked if _LEAD.match(match[2])]
    return min(numbered or [match[1] for match in marked], key=len, default="")


def _strip_number(heading: str) -> str:
    return _LEAD.sub("", heading, count=1).rstrip("。：: ")
