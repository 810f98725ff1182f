"""What law asks of the whole site."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.helpers.plain_count.repository import parse_day, unite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.plain_count.repository import Plain


def count_coverage(plain: Plain) -> Iterator[tuple[str, float | None]]:
    twenty = {c["id"]: c.get("art20") for c in plain.columns}
    items = Counter(p.get("art20", twenty[p["category"]]) for p in plain.public)
    for number in range(1, 16):
        yield ".coverage.art20[].number", number
        yield ".coverage.art20[].items", items[str(number)]
    for name in ART21[plain.site["body_type"]]:
        members = [c["id"] for c in plain.columns if c.get("art21") == name]
        yield ".coverage.art21[].items", len(unite(plain, members))
    for _ in ("index_number", "title", "summary", "made"):
        yield ".coverage.elements[].total", len(plain.public)
    for name in ("index_number", "title", "summary", "made"):
        yield ".coverage.elements[].present", sum(bool(p.get(name)) for p in plain.public)
    for area in plain.areas:
        yield ".coverage.key_areas[].items", len(unite(plain, area["columns"]))
    for guide in plain.of_type("gongkai-zhinan"):
        day = parse_day(guide.get("verified", guide.get("changed", guide["made"])))
        yield ".coverage.guide_age[].days", (plain.today - day).days
    yield from _count_issues(plain)
    yield from _count_standard(plain)


ART21 = {
    "department": (
        *("市政建设", "公共服务", "公益事业", "土地征收", "房屋征收"),
        *("治安管理", "社会救助"),
    )
}
"""The categories of the Regulation's art. 21 for a city's department."""


def _count_issues(plain: Plain) -> Iterator[tuple[str, float]]:
    months = Counter(f"{p['day']:%Y-%m}" for p in plain.public)
    for month in sorted(months):
        if month >= f"{plain.today.year}-01":
            yield ".coverage.issues[].items", months[month]


def _count_standard(plain: Plain) -> Iterator[tuple[str, float]]:
    for block in ("zhinan", "zhidu", "fdzdgk", "nianbao", "yishenqing"):
        columns = [c for c in plain.columns if c["block"] == block]
        filled = [c for c in columns if plain.in_column(c["id"])]
        reasons = ("zero_statement", "not_applicable")
        yield ".coverage.standard[].duties", len(columns)
        yield ".coverage.standard[].filled", len(filled)
        explained = [c for c in columns if c not in filled and set(reasons) & set(c)]
        yield ".coverage.standard[].explained", len(explained)
