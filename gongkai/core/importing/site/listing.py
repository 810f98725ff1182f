"""Lists of documents that platforms of many sites (集约化平台) give out: CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, fields

_NAMES = {
    "title": ("title", "标题", "名称", "信息名称", "文章标题"),
    "url": ("url", "link", "address", "网址", "链接", "地址", "原网址", "访问地址"),
    "column": ("column", "columnname", "channel", "category", "栏目", "栏目名称", "所属栏目"),
    "date": ("date", "pubdate", "published", "time", "发布时间", "发布日期", "时间", "日期"),
    "file": ("file", "path", "文件", "文件名", "文件路径"),
    "paper": ("paper", "review", "审查编号", "审查文号", "纸质审查", "审核编号", "审批单号"),
}
_MOST_ROWS = 500_000


class ListRefusedError(ValueError):
    """A list that cannot be read; the message is Chinese and says what to do."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One document of a list; what the list does not tell is empty."""

    line: int
    """Line of a CSV, or number of the entry in JSON, from 1."""
    title: str = ""
    url: str = ""
    column: str = ""
    date: str = ""
    file: str = ""
    """Path within the folder."""
    paper: str = ""
    """Number of the review on paper."""


def parse_list(text: str, *, is_json: bool) -> tuple[ListRow, ...]:
    """The rows of a list.

    Raises:
        ListRefusedError: when it is neither, or tells neither addresses nor files.
    """
    records = _read_json(text) if is_json else _read_csv(text)
    if len(records) > _MOST_ROWS:
        raise ListRefusedError(f"清单超过 {_MOST_ROWS} 行，请按栏目拆开")
    if not records:
        raise ListRefusedError("清单里没有一行内容")
    known = {_normalise(name) for _, record in records for name in record}
    if not known & {*_NAMES["url"], *_NAMES["file"]}:
        raise ListRefusedError("清单须有“网址”（url）或者“文件”（file）一列，列名写在第一行")
    return tuple(_make_row(line, record) for line, record in records)


def _read_csv(text: str) -> list[tuple[int, dict[str, str]]]:
    plain = text.removeprefix("\ufeff")
    first = plain.partition("\n")[0]
    mark = "\t" if first.count("\t") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(plain, newline=""), delimiter=mark)
    try:
        return [
            (reader.line_num, {k: v for k, v in row.items() if k and isinstance(v, str)})
            for row in reader
        ]
    except csv.Error as error:
        raise ListRefusedError(f"CSV 写法有误（第 {reader.line_num} 行附近）") from error


def _read_json(text: str) -> list[tuple[int, dict[str, str]]]:
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ListRefusedError("JSON 写法有误") from error
    if isinstance(found, dict):
        found = next((v for v in found.values() if isinstance(v, list)), None)
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise ListRefusedError("JSON 须是一个列表，每件文件一项")
    return [
        (number, {str(k): str(v) for k, v in entry.items() if isinstance(v, (str, int, float))})
        for number, entry in enumerate(found, 1)
    ]


def _make_row(line: int, record: dict[str, str]) -> ListRow:
    given = {_normalise(name): value.strip() for name, value in record.items()}
    values = {
        field.name: next((given[n] for n in _NAMES[field.name] if given.get(n)), "")
        for field in fields(ListRow)
        if field.name in _NAMES
    }
    values["file"] = values["file"].replace("\\", "/").removeprefix("./").lstrip("/")
    return ListRow(line, **values)


def _normalise(name: str) -> str:
    return name.strip().lower()
