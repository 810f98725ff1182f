"""How many cases each check of the report has, and how many of them fall short.

A check is told by two plain expressions. Where a case can only fall short by passing the gate
unlawfully (a level unsigned, a key area without columns), or where the sample is known to be in
order, none is expected to.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.helpers.plain_count.limits import add_workdays, find_due, find_start
from tests.helpers.plain_count.openness import list_duties
from tests.helpers.plain_count.relations import count_contents, count_policies, count_surroundings
from tests.helpers.plain_count.repository import DAY, parse_day, unite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.plain_count.repository import Paper, Plain

Numbers = tuple[int, int]
"""Cases, and those that fall short."""


def count_checks(plain: Plain) -> dict[str, Numbers]:
    """By the id of the duty."""
    return dict(
        [
            *_count_elements(plain),
            *_count_updates(plain),
            *_count_limits(plain),
            *_count_dates(plain),
            *count_policies(plain),
            *count_surroundings(plain),
            *count_contents(plain),
            *_count_annual(plain),
            *_count_reviews(plain),
            *_count_management(plain),
        ]
    )


def _count_elements(plain: Plain) -> Iterator[tuple[str, Numbers]]:
    guides = plain.of_type("gongkai-zhinan")
    newest = max(p["day"] for p in plain.of_type("jigou", "lingdao") or plain.public)
    old = sum(parse_day(guide["verified"]) < newest for guide in guides)
    required = [c for c in plain.columns if c["required"] == "是" and "not_applicable" not in c]
    yield "elements-guide", (9, 0)
    yield "elements-guide-age", (len(guides), old)
    yield "elements-rules", (6, 0)
    yield "elements-catalog", (len(plain.public), 0)
    yield "elements-art20", (15, 0)
    yield "elements-art21", (len({c["art21"] for c in plain.columns if "art21" in c}), 0)
    empty = sum(not unite(plain, area["columns"]) for area in plain.areas)
    yield "elements-key-areas", (len(plain.areas), empty)
    yield "elements-blocks", (5, 0)
    yield (
        "elements-required",
        (
            len(required),
            sum(not plain.in_column(c["id"]) and "zero_statement" not in c for c in required),
        ),
    )
    yield "elements-haves", (5, 0)
    digits = plain.site["id_code"].removeprefix("bm")
    yield "elements-site-code", (1, int(not digits.isdecimal()))
    yield "elements-domain", (0, 0)


def _count_updates(plain: Plain) -> Iterator[tuple[str, Numbers]]:
    due = [c for c in plain.columns if "not_applicable" not in c]
    filled = [c for c in due if plain.in_column(c["id"])]
    aged = [c for c in filled if "max_age" in c]
    old = sum((plain.age(c["id"]) or 0) > int(c["max_age"]) for c in aged)
    few = sum(len(plain.in_column(c["id"])) < int(c.get("min_items", 1)) for c in filled)
    empty = [c for c in due if c not in filled]
    yield "updates-age", (len(aged), old)
    yield "updates-gap", (sum("max_gap" in c for c in filled), 0)
    yield "updates-count", (len(filled), few)
    yield "updates-empty", (len(due), sum("zero_statement" not in c for c in empty))
    yield "updates-statement", (sum("zero_statement" in c for c in empty), 0)
    yield "updates-inapplicable", (len(plain.columns) - len(due), 0)
    bare = [re.sub(r"\[[^]]*\]\([^)]*\)|\s", "", paper["text"]) for paper in plain.public]
    linked = sum("](" in p["text"] and not b for p, b in zip(plain.public, bare, strict=True))
    yield "updates-links", (len(plain.public), linked)
    yield "updates-fields", (len(plain.public), sum(map(_lacks_a_field, plain.public)))


def _lacks_a_field(paper: Paper) -> bool:
    """Whether something that belongs to a paper of its kind is left out."""
    kind = paper["type"]
    wanted = {
        "xuke-jieguo": ["expiry"],
        "tongji": ["table"],
        "caizheng": ["attachments"],
        "tonggao": ["area"],
    }.get(kind, [])
    if kind in {"xuke-jieguo", "chufa-jieguo"} and paper["party_kind"] != "自然人":
        wanted = [*wanted, "party_code"]
    if kind == "caizheng" and "三公" in paper["fiscal_kind"]:
        wanted = [*wanted, "sangong"]
    if kind == "caigou" and paper["stage"] in {"结果公告", "合同公告", "履约验收"}:
        wanted = ["winner"]
    if kind == "tonggao" and "start" in paper and paper.get("open_ended") != "是":
        wanted = [*wanted, "end"]
    if "reprints" in paper:
        wanted = [*wanted, "source_url"]
    return any(not paper.get(name) for name in wanted)


def _count_limits(plain: Plain) -> Iterator[tuple[str, Numbers]]:
    limits = {c["id"]: c.get("limit", "20wd") for c in plain.columns}
    own = [p for p in plain.public if "reprints" not in p and limits[p["category"]] != "none"]
    new = [p for p in own if p["revision"] == "1"]
    decided = [p for p in new if p["type"] in {"xuke-jieguo", "chufa-jieguo"}]
    special = {"专项资金", "政府债务", "其他"}
    approved = [p for p in new if p["type"] == "caizheng" and p["fiscal_kind"] not in special]
    rest = [p for p in own if p not in decided and p not in approved]
    formed = [p for p in rest if _runs_from_formation(p, limits[p["category"]])]
    late = sum(p["day"] > add_workdays(find_start(p), 20) for p in formed)
    stricter = [
        (paper["day"], due)
        for paper in formed
        if limits[paper["category"]] != "20wd"
        and (due := find_due(plain, paper)) is not None
        and due < add_workdays(find_start(paper), 20)
    ]
    yield "limit-statutory", (len(formed), late)
    yield "limit-column", (len(stricter), sum(day > due for day, due in stricter))
    slow = sum(p["day"] > add_workdays(parse_day(p["decision_date"]), 7) for p in decided)
    yield "limit-decision", (len(decided), slow)
    slow = sum(p["day"] > parse_day(p["approved"]) + 20 * DAY for p in approved)
    yield "limit-budget", (len(approved), slow)
    for name, limit in (("limit-before-start", "before"), ("limit-at-once", "at-once")):
        timed = [p for p in new if limits[p["category"]] == limit and p not in formed]
        known = [(p["day"], due) for p in timed if (due := find_due(plain, p)) is not None]
        yield name, (len(known), sum(day > due for day, due in known))
    asked = plain.of_type("zhengji")
    short = [p for p in asked if "short_reason" not in p]
    first = [max(parse_day(p["start"]), _find_first_day(p)) for p in short]
    brief = [(parse_day(p["end"]) - day).days < 30 for p, day in zip(short, first, strict=True)]
    yield "limit-consultation", (len(asked), sum(brief))
    yield "limit-withdrawal", (len(plain.withdrawn), 0)
    yield "limit-rules-effect", (0, 0)
    effects = [p for p in plain.of_type("guifanxing-wenjian") if "effective" in p]
    late = sum(p["day"] > parse_day(p["effective"]) for p in effects)
    yield "limit-before-effect", (len(effects), late)
    due = [(day, done) for day, _, _, done in list_duties(plain) if done or day < plain.today]
    yield "limit-annual", (len(due), sum(done is None or done > day for day, done in due))


def _find_first_day(paper: Paper) -> date:
    """The day of the first revision; nobody knows that of a later one on a first publication."""
    return paper["day"] if paper["revision"] == "1" else date.min


WRITTEN = (
    *("zhengji", "yingji", "jiedu", "dongtai", "gongwen", "guifanxing-wenjian"),
    *("jianyi-tian", "tonggao", "huiying", "zhidu", "tongji"),
)
"""Types of which no two papers have reason to say the same."""


def _count_dates(plain: Plain) -> Iterator[tuple[str, Numbers]]:
    """A log that begins with this build knows nothing of earlier days."""
    many = len(plain.public)
    late = [p["review"][-1]["date"] > p["published"][:10] for p in plain.public]
    turned = [p["made"] > p["published"][:10] for p in plain.public]
    own = [paper for paper in plain.of_type(*WRITTEN) if "reprints" not in paper]
    yield "date-review", (many, sum(late))
    yield "date-order", (many, sum(turned))
    yield "date-log", (0, 0)
    yield "date-repeated", (len(own), 0)


def _runs_from_formation(paper: Paper, limit: str) -> bool:
    plan = limit == "at-once" and paper["type"] == "gongwen"
    counted = limit[:-2].isdecimal() or limit[:-1].isdecimal()
    return (
        paper["revision"] != "1" or plan or counted or limit in {"on-change", "yearly", "quarterly"}
    )


def _count_annual(plain: Plain) -> Iterator[tuple[str, Numbers]]:
    """Sums of the tables are counted again below; here how many of them there are."""
    yearlies = sorted(plain.of_type("nianbao"), key=lambda paper: paper["year"])
    many, pairs = len(yearlies), len(yearlies) - 1
    broken = [_count_broken(paper) for paper in yearlies]
    for place, (name, each) in enumerate(
        (("results", 7), ("balance", 7), ("applicants", 25), ("disputes", 3))
    ):
        yield f"annual-{name}", (each * many, sum(one[place] for one in broken))
    carried = [
        before["requests"]["forward"][n] != after["requests"]["carried"][n]
        for before, after in pairwise(yearlies)
        for n in range(7)
    ]
    yield "annual-carried", (7 * pairs, sum(carried))
    yield "annual-in-force", (2 * pairs, 0)
    for name in ("prose", "blanks", "powers", "sections", "form", "copied", "series"):
        yield f"annual-{name}", (many, 0)
    for name in ("documents", "decisions", "published", "money"):
        yield f"annual-{name}", (many, 0)
    yield "annual-growth", (pairs, 0)
    for name in ("whole", "parts", "altered"):
        yield f"annual-{name}", (0, 0)
    forms = plain.of_type("niandu-baobiao")
    yield "annual-website-parts", (len(forms), 0)
    yield "annual-website-sums", (len(forms), 0)
    yield "annual-website-counts", (len(forms), len(forms))


PARTS = ("r1", "r2", "r3_", "r4_", "r5_", "r6_")


def _count_broken(paper: Paper) -> tuple[int, int, int, int]:
    """Columns whose parts or balance, rows whose applicants, disputes whose kinds do not add up."""
    table = {name: [int(cell) for cell in row] for name, row in paper["requests"].items()}
    rows = [row for name, row in table.items() if name.startswith(PARTS)]
    parts = sum(sum(column) != total for *column, total in zip(*rows, table["r7"], strict=True))
    inward = [a + b for a, b in zip(table["new"], table["carried"], strict=True)]
    outward = [a + b for a, b in zip(table["r7"], table["forward"], strict=True)]
    balance = sum(a != b for a, b in zip(inward, outward, strict=True))
    across = sum(sum(row[:-1]) != row[-1] for row in table.values())
    disputes = [[int(cell) for cell in row] for row in paper["disputes"].values()]
    return parts, balance, across, sum(sum(row[:-1]) != row[-1] for row in disputes)


def _count_reviews(plain: Plain) -> Iterator[tuple[str, Numbers]]:
    many = len(plain.public)
    signed = [[entry["date"] for entry in paper["review"]] for paper in plain.public]
    late = [days[-1] > f"{p['day']}" for days, p in zip(signed, plain.public, strict=True)]
    people = {entry["reviewer"] for paper in plain.public for entry in paper["review"]}
    again = [len({e["reviewer"] for e in p["review"]}) < len(p["review"]) for p in plain.public]
    yield "review-levels", (many, 0)
    yield "review-persons", (many, sum(again))
    yield "review-dates", (many, sum(late) + sum(days != sorted(days) for days in signed))
    units = Counter(paper["unit"] for paper in plain.public)
    yield "review-same-day", (sum(count >= 10 for count in units.values()), 0)
    yield "review-delegation", (len({lent["from"] for lent in plain.delegations}), 0)
    yield "review-waiver", (sum("waivers" in paper for paper in plain.public), 0)
    yield "review-stock", (0, 0)
    yield "review-busy", (len(people), 0)
    decided = {entry["decision"] for paper in plain.public for entry in paper["review"]}
    yield "review-refusals", (1, int(decided == {"同意公开"}))
    soft = {
        person["id"]
        for person in plain.reviewers["reviewers"]
        if any(key["key"].startswith("ssh-ed25519") for key in person.get("keys", ()))
    }
    yield "review-keys", (1, int(bool(people & soft)))


def _count_management(plain: Plain) -> Iterator[tuple[str, Numbers]]:
    filings = plain.filings["filings"]
    days = int(plain.filings["due_workdays"])
    late = sum(
        parse_day(f["filed"]) > add_workdays(QUARTERS[f["quarter"][-2:]], days) for f in filings
    )
    yield "management-filing", (len(filings), late)
    yield "management-filing-settled", (len(filings), 0)
    yield "management-filing-counts", (len(filings), 0)
    papers = plain.backlog["documents"]
    yield "management-backlog", (len(papers), sum("decision" not in paper for paper in papers))
    passed = [p for p in plain.register if parse_day(p["reason"]["next_review"]) < plain.today]
    yield "management-reassessment", (len(plain.register), len(passed))
    yield "management-reason", (len(plain.register), 0)


QUARTERS = {"q1": date(2026, 3, 31), "q2": date(2026, 6, 30), "q3": date(2026, 9, 30)}
"""The last day of each quarter that the sample's branches have reported."""
