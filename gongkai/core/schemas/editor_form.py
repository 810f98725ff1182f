"""From a model to the JSON Schema that editors' programs use, in Chinese.

Draft 7, for that is what YAML extensions know best, with their `patternErrorMessage`,
`errorMessage` and `enumDescriptions`. An editor's program reads YAML values as numbers where they
look like numbers; the reader takes all as text. So three faults pass here and are found by
`gongkai check`: a leading zero, a third decimal, 29 February of a year that has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.schemas.examples import find_example

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
_DAY = (
    r"[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
)
_UNFILLED = rf"(?!None$|nan$)(?![\s\S]*{PLACEHOLDER})"
_LARGEST = 999_999_999_999
_LINE = r"^[^\n<>]+$"
_SENTENCES = {
    _LINE: f"应为一行文字，不能有尖括号，也不能留有{PLACEHOLDER}",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "只能用小写字母、数字和单个连字符",
    r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$": "应为“栏目/短名”，如 gonggao/chuangkou",
    r"^[0-9a-f]{64}$": "应为 64 个小写十六进制字符，由程序填写",
    r"^r[0-9]{2,4}$": "应为人员编号，如 r03",
    r"^https?://[^\s<>\"']+$": "应为以 https:// 或 http:// 开头的网址",
    r"^[0-9]{6}$": '应为六位数字，加引号，如 "099000"',
    r"^(department|government)$": "只能填 department 或 government",
    r"^[a-z0-9-]+(\.[a-z0-9-]+)+$": "应为域名，如 gaj.shili.gov.cn",
    r"^l[1-9]$": "应为层级，如 l1",
    r"^root[0-9]$": "应为 root1 至 root9",
    r"^20[0-9]{2}-q[1-4]$": "应为季度，如 2026-q3",
    r"^[A-Za-z0-9]+([-/][A-Za-z0-9]+)*$": "只用字母、数字和连接号",
}
_DATE_SENTENCE = "应为存在的日期，写作 2026-01-31"
_MOMENT_SENTENCE = "应为北京时间，写作 2026-01-31 09:30"


@dataclass(frozen=True)
class _Shaper:
    """Shapes the nodes of one model's raw schema."""

    definitions: dict[str, Schema]
    kind: str

    def shape(self, raw: Schema, place: str) -> Schema:
        """The editor's schema of a raw one that stands at `field` or `field.part`."""
        node = self._resolve(raw)
        shaped = self._find_shaper(node)(node, place)
        return _annotate(shaped, node, find_example(self.kind, place))

    def _resolve(self, raw: Schema) -> Schema:
        """The node without references and without the alternative of being left out."""
        node = raw
        while True:
            parts = [p for p in node.get("anyOf", ()) if p.get("type") != "null"]
            if len(parts) == 1:
                node = parts[0] | {k: v for k, v in node.items() if k not in {"anyOf", "default"}}
            elif "$ref" in node:
                named = self.definitions[node["$ref"].rsplit("/", 1)[1]]
                # Docstrings of classes are English, and for those who maintain the program.
                bare = {k: v for k, v in named.items() if k not in {"title", "description"}}
                node = bare | {k: v for k, v in node.items() if k not in {"$ref", "default"}}
            else:
                return node

    def _find_shaper(self, node: Schema) -> Callable[[Schema, str], Schema]:
        if "enum" in node or "const" in node:
            return _shape_choice
        kinds = {part.get("type") for part in node.get("anyOf", ())}
        if kinds:
            return _shape_amount if kinds == {"number", "string"} else _shape_cell
        return {
            "integer": _shape_whole,
            "boolean": _shape_flag,
            "string": _shape_text,
            "array": self._shape_list,
            "object": self._shape_object,
        }[node["type"]]

    def _shape_list(self, node: Schema, place: str) -> Schema:
        if "prefixItems" in node:
            cells = [self.shape(cell, place) for cell in node["prefixItems"]]
            told = f"应为 {len(cells)} 格，写作 [1, 0, 0]"
            size = {"minItems": len(cells), "maxItems": len(cells)}
            alike = all(cell == cells[0] for cell in cells)
            items = cells[0] if alike else cells
            return {"type": "array", "items": items, **size, "errorMessage": told}
        items = self.shape(node["items"], place)
        size = {key: node[key] for key in ("minItems", "maxItems") if key in node}
        return {"type": "array", "items": items, **size, "errorMessage": "应为列表，每项前加“- ”"}

    def _shape_object(self, node: Schema, place: str) -> Schema:
        prefix = f"{place}." if place else ""
        parts = node["properties"].items()
        return {
            "type": "object",
            "properties": {name: self.shape(part, prefix + name) for name, part in parts},
            "required": list(node.get("required", ())),
            "additionalProperties": False,
        }


def shape_model(model: type[BaseModel], kind: str = "") -> Schema:
    """The editor's schema of a model; `kind` is the document type whose examples are shown."""
    raw = model.model_json_schema()
    definitions = raw.pop("$defs", {})
    raw.pop("description", None)
    raw.pop("title", None)
    return _Shaper(definitions, kind).shape(raw, "")


def _annotate(shaped: Schema, node: Schema, example: str) -> Schema:
    told = [node["description"]] if node.get("description") else []
    if example and not (told and "如 " in told[0]):
        told.append(f"例：{example}")
    if node.get("title"):
        shaped["title"] = node["title"]
    if told:
        shaped["description"] = "\n".join(told)
    return shaped


def _shape_choice(node: Schema, _place: str) -> Schema:
    values = node["enum"] if "enum" in node else [node["const"]]
    shown = "、".join(map(str, values))
    numbers = [int(v) for v in values if isinstance(v, str) and re.fullmatch(r"[1-9]\d*", v)]
    return {"enum": [*values, *numbers], "errorMessage": f"只能填 {shown}"}


def _shape_amount(_node: Schema, _place: str) -> Schema:
    return {
        "type": ["number", "string"],
        "minimum": 0,
        "exclusiveMaximum": _LARGEST + 1,
        "pattern": r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$",
        "errorMessage": "应为金额数字，最多两位小数",
        "patternErrorMessage": "应为金额数字，最多两位小数",
    }


def _shape_cell(node: Schema, _place: str) -> Schema:
    return {"anyOf": node["anyOf"], "errorMessage": "应为数字，没有数据的写“-”"}


def _shape_whole(node: Schema, _place: str) -> Schema:
    # Behind a validator of ours, pydantic leaves its own names of the limits.
    least = int(node.get("minimum") or node.get("ge") or 0)
    most = int(node.get("maximum") or node.get("le") or _LARGEST)
    told = f"应为 {least} 至 {most} 的整数" if most < _LARGEST else "应为不带符号的整数"
    return {"type": "integer", "minimum": least, "maximum": most, "errorMessage": told}


def _shape_flag(_node: Schema, _place: str) -> Schema:
    return {"enum": ["是", "否"], "errorMessage": "只能填“是”或“否”"}


def _shape_text(node: Schema, _place: str) -> Schema:
    form = node.get("format")
    if form in {"date", "date-time"}:
        return shape_moment() if form == "date-time" else shape_day()
    size: Schema = {key: node[key] for key in ("minLength", "maxLength") if key in node}
    pattern = node.get("pattern", "")
    spelled = f"^{_UNFILLED}{pattern.removeprefix('^')}"
    told = node.get("patternErrorMessage") or _tell_pattern(pattern, node.get("description", ""))
    # What looks like a number is text to the reader, as 110 for a telephone.
    types = ["string", "number"] if pattern == _LINE else "string"
    said = {"patternErrorMessage": told, "errorMessage": told}
    return {"type": types, **size, "pattern": spelled, **said}


def _tell_pattern(pattern: str, about: str) -> str:
    if not pattern:
        return f"还没有填写，仍留有{PLACEHOLDER}"
    return _SENTENCES.get(pattern) or (f"格式不对：{about}" if about else "格式不对")


def shape_day() -> Schema:
    """A day that exists, but for 29 February in any year."""
    return {
        "type": "string",
        "format": "date",
        "pattern": f"^{_DAY}$",
        "patternErrorMessage": _DATE_SENTENCE,
        "errorMessage": _DATE_SENTENCE,
    }


def shape_moment() -> Schema:
    """A day with hour and minute."""
    return {
        "type": "string",
        "pattern": f"^{_DAY} ([01][0-9]|2[0-3]):[0-5][0-9]$",
        "patternErrorMessage": _MOMENT_SENTENCE,
        "errorMessage": _MOMENT_SENTENCE,
    }
