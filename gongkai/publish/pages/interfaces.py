"""What machines may read: the page of all feeds and that of the static interface."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, get_args

from gongkai.publish.exports import gkmlpt
from gongkai.publish.exports.api import describe_site
from gongkai.publish.exports.api_items import format_document
from gongkai.publish.exports.api_models import ANSWERS, PARTS
from gongkai.publish.exports.feeds import MOST, list_feeds
from gongkai.publish.pages.page import (
    CATALOG_URL,
    FEEDS_URL,
    HOME,
    INTERFACE_URL,
    SITEMAP_URL,
    Head,
    View,
    list_meta,
)
from gongkai.publish.pages.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel

    from gongkai.core.site import SiteModel
    from gongkai.publish.digests import Digests
    from gongkai.publish.exports.feeds import Feed

_STYLE = "assets/css/catalog.css"
_LISTED = ("全站", "部门")
"""Those of columns and key areas stand on their own pages."""
_NGINX = """location ~ ^/gkmlpt/api/all/[a-z0-9-]+$ {
    default_type application/json;
    if ($arg_page ~ "^([2-9]|[1-9][0-9]+)$") {
        rewrite ^(.*)$ $1.$arg_page.json? last;
    }
}"""


@dataclass(frozen=True, slots=True)
class Row:
    """One field as the documentation lists it."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """One type of the interface."""

    name: str
    text: str
    rows: tuple[Row, ...]


def plan_interfaces(site: SiteModel) -> Iterator[Plan]:
    """The page of all feeds and that of the interface."""
    feeds = [feed for feed in list_feeds(site) if feed.group in _LISTED]
    told = [(feed.name, feed.count, str(feed.since)) for feed in feeds]
    yield Plan(FEEDS_URL, partial(_view_feeds, site, feeds), lambda _: told)
    yield Plan(INTERFACE_URL, partial(_view_interface, site), partial(_read_interface, site))


def _read_interface(site: SiteModel, digests: Digests) -> tuple[object, ...]:
    """The newest document is the example."""
    return len(site.items), digests.of_items(site.items[:1])


def _view_feeds(site: SiteModel, feeds: Sequence[Feed]) -> View:
    """The feeds that have no page of their own, and how to subscribe."""
    name, intro = "订阅", "用阅读器订阅本网站的信息更新，不需要注册，也不留下任何个人信息。"
    return View(
        url=FEEDS_URL,
        kind="feeds",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, (name, "Atom", "RSS")),
        breadcrumb=HOME,
        template="feeds.html",
        context={
            "intro": intro,
            "most": MOST,
            "sitemap_url": SITEMAP_URL,
            "groups": [(key, list(group)) for key, group in groupby(feeds, lambda f: f.group)],
            "example": f"{site.catalog.site.url}{feeds[0].path}atom.xml",
        },
        head=Head(styles=(_STYLE,)),
    )


def _view_interface(site: SiteModel) -> View:
    """The documentation of the interface, with this very site's answers as examples."""
    name = "数据接口"
    intro = "目录、元数据和附件信息的机器可读形式，均为静态文件，免费使用，无需注册。"
    return View(
        url=INTERFACE_URL,
        kind="interface",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, (name, "开放数据", "JSON", "DCAT")),
        breadcrumb=HOME,
        template="interface.html",
        context={
            "site": site,
            "intro": intro,
            "catalog_url": CATALOG_URL,
            "feeds_url": FEEDS_URL,
            "addresses": describe_site(site).addresses,
            "answers": tuple(describe_model(model) for model in ANSWERS),
            "parts": tuple(describe_model(model) for model in PARTS),
            "nginx": _NGINX,
            **_give_examples(site),
        },
        head=Head(styles=(_STYLE,)),
    )


def _give_examples(site: SiteModel) -> dict[str, str]:
    """Answers of this site, indented; empty while nothing is published."""
    if not site.items:
        return {"document_url": "", "document": "", "article": ""}
    item = site.items[0]
    answer = json.loads(format_document(site, item))
    article = {"total": len(site.items), "articles": [gkmlpt.describe_article(site, item)]}
    return {
        "document_url": answer["item"]["data"],
        "document": _indent(answer),
        "article": _indent(article),
    }


def _indent(value: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    return json.dumps(value, ensure_ascii=False, indent=2)


def describe_model(model: type[BaseModel]) -> Table:
    """The fields of a type as a table."""
    extra = model.model_config.get("json_schema_extra")
    rows = tuple(
        Row(field.alias or name, name_kind(field.annotation), field.description or "")
        for name, field in model.model_fields.items()
    )
    text = extra.get("description") if isinstance(extra, dict) else ""
    return Table(model.__name__, str(text), rows)


_KINDS: dict[object, str] = {str: "文字", int: "整数", type(None): "空"}


def name_kind(annotation: Any) -> str:  # noqa: ANN401 - any type that a field may have
    """What a field holds, in Chinese."""
    if hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if annotation in _KINDS:
        return _KINDS[annotation]
    parts = get_args(annotation)
    if hasattr(annotation, "model_fields"):
        return str(annotation.__name__)
    if getattr(annotation, "__origin__", None) is tuple:
        return f"{name_kind(parts[0])}的列表"
    if getattr(annotation, "__origin__", None) is dict:
        return "名称和文字"
    if all(isinstance(part, str) for part in parts):
        return " 或 ".join(parts)
    return "或".join(name_kind(part) for part in parts)
