"""How far the re-review of existing stock has come."""

from __future__ import annotations

from datetime import date

from gongkai.core.stock import Stock, StockItem
from gongkai.core.stock_progress import list_progress
from tests.helpers.tiny_site import GUIDE, RULE, find_draft, make_files

FILES = make_files()
GUIDE_ID, RULE_ID = (p.removeprefix("content/").removesuffix(".md") for p in (GUIDE, RULE))


def _item(name: str, published: str = "2019-05-01T09:30") -> StockItem:
    return StockItem("0" * 64, "-", published, name, f"/{name}.html", "审1号")


def test_reviewed_left_and_gone_are_told_apart() -> None:
    bare = dict(FILES)
    text = bare[RULE].decode()
    head, _, rest = text.partition("published: ")
    body = rest.partition("---\n")[2]
    bare[RULE] = f"{head}published: 2019-05-01 09:30\n---\n{body}".encode()
    drafts = [find_draft(FILES, GUIDE), find_draft(bare, RULE)]
    stock = Stock(
        "cs.shili.example",
        date(2026, 11, 1),
        (("tonggao", date(2027, 12, 31)), ("a", date(2027, 6, 30))),
        (_item(GUIDE_ID), _item(RULE_ID), _item("tonggao/gone"), _item("a/gone")),
    )
    early, late = list_progress(stock, drafts)
    assert (early.column, early.last, early.left, early.gone) == ("a", date(2027, 6, 30), (), 1)
    assert [draft.id for draft in late.left] == [RULE_ID]
    assert (late.reviewed, late.gone, late.total) == (1, 1, 3)
