"""Who signed what, how punctual units were, what became of documents."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from tests.helpers.plain_count.limits import find_due, find_start
from tests.helpers.plain_count.repository import parse_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from tests.helpers.plain_count.repository import Paper, Plain


def count_reviews(plain: Plain) -> Iterator[tuple[str, float | None]]:
    agreed = [
        (entry["role"], entry["reviewer"])
        for paper in plain.public
        for entry in paper["review"]
        if entry["decision"] == "同意公开"
    ]
    due = {paper["id"]: find_due(plain, paper) for paper in plain.public}
    judged = [paper for paper in plain.public if due[paper["id"]] is not None]
    yield ".reviews.documents", len(plain.public)
    yield ".reviews.complete", sum(_is_complete(plain, paper) for paper in plain.public)
    yield ".reviews.median_days", _compute_median(plain.public)
    yield from _count_kept(".reviews", judged, due)
    yield ".reviews.uncertain", 0
    for level in plain.policy["levels"]:
        yield ".reviews.levels[].count", sum(role == level["role"] for role, _ in agreed)
    for _, number in sorted(Counter(agreed).items()):
        yield ".reviews.signers[].count", number
    for unit in plain.units:
        own = [paper for paper in plain.public if paper["unit"] == unit["id"]]
        yield ".reviews.units[].published", len(own)
        yield ".reviews.units[].median_days", _compute_median(own)
        yield from _count_kept(".reviews.units[]", [p for p in own if due[p["id"]]], due)
    late = [((p["day"] - d).days, p["id"]) for p in judged if (d := due[p["id"]]) is not None]
    for days, _ in sorted(late, key=lambda pair: (-pair[0], pair[1])):
        if days > 0:
            yield ".reviews.late[].days", days


def _count_kept(
    path: str, judged: list[Paper], due: dict[str, date | None]
) -> Iterator[tuple[str, float]]:
    yield f"{path}.judged", len(judged)
    yield f"{path}.on_time", sum(p["day"] <= (due[p["id"]] or p["day"]) for p in judged)


def _is_complete(plain: Plain, paper: Paper) -> bool:
    roles = [e["role"] for e in paper["review"] if e["decision"] == "同意公开"]
    people = {entry["reviewer"] for entry in paper["review"]}
    return roles == list_roles(plain, paper) and len(people) == len(roles)


def list_roles(plain: Plain, paper: Paper) -> list[str]:
    """The levels that the policy asks for, by the first rule that fits."""
    signed = parse_day(paper["review"][-1]["date"])
    for rule in plain.policy["rules"]:
        columns, kinds = rule.get("columns"), rule.get("disclosure")
        fits = not columns or paper["category"] in columns
        fits = fits and (not kinds or paper["disclosure"] in kinds)
        if fits and parse_day(rule.get("since", "0001-01-01")) <= signed:
            return list(rule["levels"])
    return []


def _compute_median(papers: Iterable[Paper]) -> float | None:
    days = [(p["day"] - find_start(p)).days for p in papers if "reprints" not in p]
    return float(median(days)) if days else None


def count_ledger(plain: Plain) -> Iterator[tuple[str, float]]:
    decided = [
        entry["decision"] for p in (*plain.public, *plain.held) for entry in p.get("review", ())
    ]
    signed = [{entry["date"] for entry in paper["review"]} for paper in plain.public]
    for paper in plain.public:
        waived = Counter(waiver["reviewer"] for waiver in paper.get("waivers", ()))
        for entry in paper["review"]:
            yield ".ledger.lines[].revision", int(paper["revision"])
            yield ".ledger.lines[].waivers", waived[entry["reviewer"]]
    yield ".ledger.key_types[][]", sum(len(paper["review"]) for paper in plain.public)
    yield ".ledger.same_day", sum(len(days) == 1 for days in signed)
    yield ".ledger.sent_back", sum(decision != "同意公开" for decision in decided)


def count_lifecycle(plain: Plain) -> Iterator[tuple[str, float]]:
    for paper in plain.public:
        yield ".documents[].revision", int(paper["revision"])
    for code in sorted({paper["reason"]["code"] for paper in plain.register}):
        own = [p for p in plain.register if p["reason"]["code"] == code]
        late = sum(parse_day(p["reason"]["next_review"]) < plain.today for p in own)
        yield ".lifecycle.register[].count", len(own)
        yield ".lifecycle.register[].overdue", late
        yield ".register[].count", len(own)
    yield ".lifecycle.rereview_due", 0
    yield ".lifecycle.rereview_overdue", 0
    yield ".lifecycle.inspections.attachments", len(plain.attachments)
    yield ".lifecycle.inspections.inspected", len(plain.attachments)
    yield ".lifecycle.inspections.with_faults", 0
    pictures = [path for path in plain.attachments if path.suffix in {".png", ".jpg"}]
    yield ".lifecycle.inspections.with_text", len(plain.attachments) - len(pictures)
