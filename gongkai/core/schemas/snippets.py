"""Snippets of VS Code: the front-matter of each document type, and each field by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.models import RECORD_TYPES, RegisterEntry
from gongkai.core.models.fields import Disclosure, Genre
from gongkai.core.placeholders import list_placeholders
from gongkai.core.schemas.subjects import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.catalog import Catalog

_KNOWN = frozenset(
    {
        "title",
        "category",
        "type",
        "disclosure",
        "made",
        "issuer",
        "index_number",
        "unit",
        "drafter",
    }
)
"""What heads every front-matter."""
_PLACE = re.compile(rf"{PLACEHOLDER}[^'\"\n]*")


def make_snippets(catalog: Catalog) -> dict[str, Any]:
    """The snippets by their Chinese names: one a document type, one a field with fixed values."""
    made = {
        f"文件头：{model.type_name}": {
            "scope": "markdown",
            "prefix": [f"gk-{kind}", model.type_name],
            "description": f"{model.type_name}的全部必填项",
            "body": [*_list_lines(catalog, kind)],
        }
        for kind, model in RECORD_TYPES.items()
        if _columns_of(catalog, kind)
    }
    fields: dict[str, tuple[str, Sequence[str]]] = {
        "栏目": ("category", [column.id for column in catalog.columns]),
        "责任部门": ("unit", [unit.id for unit in catalog.units]),
        "拟稿人": ("drafter", [person.id for person in catalog.reviewers.reviewers]),
        "公开方式": ("disclosure", list(Disclosure)),
        "体裁分类": ("genre", list(Genre)),
        "主题分类": ("subject", list(SUBJECTS)),
    }
    for title, (name, values) in fields.items():
        made[f"字段：{title}"] = {
            "scope": "markdown",
            "prefix": [f"gk-{name}", title],
            "description": f"填写{title}，可从列出的值中选",
            "body": [f"{name}: {_choose(1, values)}"],
        }
    return made


def _columns_of(catalog: Catalog, kind: str) -> list[str]:
    return [column.id for column in catalog.columns if kind in column.types]


def _list_lines(catalog: Catalog, kind: str) -> Iterator[str]:
    """The lines of the front-matter, each value a place to jump to."""
    site = catalog.site
    register = RECORD_TYPES[kind] is RegisterEntry
    disclosures = [d for d in Disclosure if (d is Disclosure.PROACTIVE) is not register]
    yield "---"
    yield "title: ${1:【待填写】名称}"
    yield f"category: {_choose(2, _columns_of(catalog, kind))}"
    yield f"type: {kind}"
    yield f"disclosure: {_choose(3, disclosures)}"
    yield "made: ${4:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}"
    yield f"issuer: {_escape(site.body)}"
    yield f"index_number: {_escape(site.body_code)}/$CURRENT_YEAR-${{5:【待填写】五位序号}}"
    yield f"unit: {_choose(6, [unit.id for unit in catalog.units])}"
    yield f"drafter: {_choose(7, [person.id for person in catalog.reviewers.reviewers])}"
    yield "revision: 1"
    yield from _list_own_lines(kind)
    yield "---"
    yield ""
    yield "$0"


def _list_own_lines(kind: str) -> Iterator[str]:
    """The lines of what else a type requires; guidance keeps its mark, which the gate looks for."""
    fields = list_placeholders(kind)
    blank = {name: value for name, value in fields.items() if name not in _KNOWN}
    stop = 8
    text = yaml.safe_dump(blank, allow_unicode=True, sort_keys=False, width=10_000)
    for line in text.splitlines() if blank else ():
        yield _PLACE.sub(rf"${{{stop}:\g<0>}}", _escape(line))
        stop += PLACEHOLDER in line


def _choose(stop: int, values: Sequence[str]) -> str:
    """A place where one of the values is chosen."""
    shown = ",".join(re.sub(r"([\\,|])", r"\\\1", _escape(value)) for value in values)
    return f"${{{stop}|{shown}|}}"


def _escape(text: str) -> str:
    return re.sub(r"([\\$}])", r"\\\1", text)
