"""Turning a model's refusals into Chinese sentences with lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel

from gongkai.core.strict_yaml import show_key

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from gongkai.core.strict_yaml import KeyPath, Lines

_SENTENCES = {
    "missing": "缺少必填项",
    "extra_forbidden": "没有这个字段",
    "string_too_short": "不能为空",
    "string_too_long": "内容过长",
    "string_type": "应为一行文字",
    "date_type": "应为日期，写作 2026-01-31",
    "datetime_type": "应为北京时间，写作 2026-01-31 09:30",
    "int_type": "应为不带符号的整数",
    "decimal_type": "应为金额数字，最多两位小数",
    "tuple_type": "应为列表，每项前加“- ”",
    "model_type": "应为“键: 值”的形式",
    "model_attributes_type": "应为“键: 值”的形式",
    "too_short": "至少填一项",
    "too_long": "项数过多",
    "string_pattern_mismatch": "格式不对",
    "greater_than_equal": "数值过小",
    "less_than_equal": "数值过大",
}


def find_title(model: type[BaseModel], path: KeyPath) -> str:
    """The Chinese and English names of the field at the path, as `索引号 (index_number)`."""
    names = [show_key(part) for part in path if isinstance(part, str)]
    if not names:
        return "内容"
    field = model.model_fields.get(names[0])
    title = field.title if field and field.title else ""
    joined = ".".join(names)
    return f"{title} ({joined})" if title else joined


def describe_errors(
    model: type[BaseModel], error: ValidationError, lines: Lines
) -> list[tuple[int, str, bool]]:
    """Line, sentence and whether the key is unknown, for each refusal of the model."""
    described = []
    details = error.errors(include_url=False)
    broken = {detail["loc"][: len(detail["loc"]) - depth] for detail in details for depth in (1, 2)}
    for detail in details:
        path: KeyPath = detail["loc"]
        if detail["type"] == "too_short" and path in broken:
            continue  # It holds rows, only none that is whole.
        unknown = detail["type"] == "extra_forbidden"
        sentence = f"{find_title(model, path)}：{_describe(detail)}"
        if detail["type"] == "string_pattern_mismatch" and (told := _find_guidance(model, path)):
            sentence += f"，写法：{told}"
        described.append((lines.find(path), sentence, unknown))
    return sorted(described)


def _find_guidance(model: type[BaseModel], path: KeyPath) -> str:
    """What the field at a path says of how it is written; empty where it says nothing."""
    told = ""
    for part in path:
        if not isinstance(part, str):
            continue
        field = model.model_fields.get(part)
        if field is None:
            return ""
        told = field.description or ""
        inner = (field.annotation, *get_args(field.annotation))
        model = next((t for t in inner if isinstance(t, type) and issubclass(t, BaseModel)), model)
    return told


def _describe(detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind in {"enum", "literal_error"}:
        expected = str(detail.get("ctx", {}).get("expected", ""))
        return "只能填 " + expected.replace("'", "").replace(" or ", "、").replace(", ", "、")
    return _SENTENCES.get(kind, detail["msg"])
