"""How many cases the checks of what belongs together have, and how many fall short."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.helpers.plain_count.limits import add_workdays
from tests.helpers.plain_count.repository import parse_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.plain_count.repository import Paper, Plain

Numbers = tuple[int, int]
"""Cases, and those that fall short."""


def count_policies(plain: Plain) -> Iterator[tuple[str, Numbers]]:
    policies = plain.of_type("guifanxing-wenjian")
    living = [paper for paper in policies if not _is_over(plain, paper)]
    readings = plain.of_type("jiedu")
    interpreted = {name for paper in readings for name in paper["interprets"]}
    compared = [p for p in policies if p["id"] in interpreted]
    yield (
        "relation-interpretation",
        (
            len(living),
            sum(p["id"] not in interpreted and "interpretation_exempt" not in p for p in living),
        ),
    )
    by_id = {paper["id"]: paper for paper in plain.public}
    pairs = [(by_id[name], paper) for paper in readings for name in paper["interprets"]]
    for name, kept in (
        ("drafted", [a["made"] == b["made"] for a, b in pairs]),
        ("signed", [a["review"][-1]["date"] == b["review"][-1]["date"] for a, b in pairs]),
        ("published", [abs((a["day"] - b["day"]).days) <= 3 for a, b in pairs]),
        ("drafter", [a["unit"] == b["unit"] for a, b in pairs]),
    ):
        yield f"relation-interpretation-{name}", (len(compared), kept.count(False))
    partial = sum(len(a_set) < wanted for a_set, wanted in _list_elements(by_id, readings))
    yield "relation-interpretation-elements", (len(readings), partial)
    yield "relation-interpretation-declared", (len(readings), 0)
    yield (
        "relation-interpretation-text",
        (
            sum(paper["form"] in {"图解", "视频"} for paper in readings),
            0,
        ),
    )
    asked = [p for p in plain.of_type("zhengji") if "end" in p]
    ended = [p for p in asked if parse_day(p["end"]) < plain.today]
    consulted = {name for paper in asked for name in paper.get("consults", ())}
    bare = [p for p in living if p["id"] not in consulted and "consultation_exempt" not in p]
    yield "relation-consultation", (len(living), len(bare))
    results = [p for p in ended if "received" in p]
    overdue = [
        paper
        for paper in ended
        if paper not in results and add_workdays(parse_day(paper["end"]), 20) < plain.today
    ]
    yield "relation-consultation-result", (len(results) + len(overdue), len(overdue))
    refused = [p for p in results if int(p["adopted"]) < int(p["received"])]
    yield (
        "relation-consultation-reasons",
        (
            len(refused),
            sum("not_adopted_reason" not in p for p in refused),
        ),
    )
    followed = [p for p in ended if p.get("consults") or p.get("see_also")]
    yield "relation-consultation-policy", (len(followed), 0)
    decided = [paper for paper in asked if "consults" in paper]
    yield "relation-consultation-before", (len(decided), 0)
    yield "relation-normative-period", (sum("施行" in p["text"] for p in living), 0)
    unread = sum("legality_review" not in paper for paper in living)
    yield "relation-normative-legality", (len(living), unread)
    formats = [{file["file"][-4:] for file in p.get("attachments", ())} for p in living]
    missing = sum(not {"docx", ".pdf"} <= kinds for kinds in formats)
    yield "relation-normative-formats", (len(living), missing)


def _is_over(plain: Plain, paper: Paper) -> bool:
    """Whether a document was repealed or has run out."""
    repealed = {name for other in plain.public for name in other.get("repeals", ())}
    return paper["id"] in repealed or parse_day(paper.get("expiry", "9999-12-31")) <= plain.today


def _list_elements(
    by_id: dict[str, Paper], readings: list[Paper]
) -> Iterator[tuple[set[str], int]]:
    """What each interpretation tells, and how much it is to tell: a new policy changes none."""
    for paper in readings:
        policies = [by_id[name] for name in paper["interprets"]]
        changing = any(p.get(name) for p in policies for name in ("amends", "replaces", "repeals"))
        yield set(paper["elements"]), 9 if changing else 8


def count_surroundings(plain: Plain) -> Iterator[tuple[str, Numbers]]:
    own = [paper for paper in plain.public if "reprints" not in paper]
    reprints = [paper for paper in plain.public if "reprints" in paper]
    policies = plain.of_type("guifanxing-wenjian")
    yield "relation-reprint-source", (len(reprints), sum(map(_is_vague, reprints)))
    foreign = [p for p in own if plain.site["body"] not in p["issuer"]]
    yield "relation-reprint-maker", (len(own), len(foreign))
    over = [p for p in policies if parse_day(p.get("expiry", "9999-12-31")) <= plain.today]
    yield "relation-expiry", (len(over), 0)
    yield "relation-repeal", (0, 0)
    yield "relation-consents", (sum("consulted_bodies" in p for p in own), 0)
    yield "relation-link", (sum("](/" in p["text"] for p in plain.public), 0)
    accounts = [a for paper in plain.of_type("xinmeiti") for a in paper["accounts"]]
    running = [a for a in accounts if a["status"] == "正常运行"]
    slow = [a for a in running if (plain.today - parse_day(a["last_activity"])).days > 14]
    kept = [a for a in accounts if a["status"] != "已注销"]
    yield "relation-media-owner", (len(kept), sum("owner" not in a for a in kept))
    stopped = [a for a in accounts if a["status"] != "正常运行"]
    left = sum(account["status"] == "停止更新" for account in stopped)
    yield "relation-media-closed", (len(stopped), left)
    yield "relation-media-active", (len(running), len(slow))
    tasks = plain.of_type("renwu")
    silent = [p for p in tasks if any("q3" not in t and "q2" in t for t in p["tasks"])]
    yield "relation-task-quarters", (len(tasks), len(silent))


RELATIONS = ("interprets", "repeals", "amends", "replaces", "consults", "see_also")
SHEET = re.compile(
    "(一览|统计|明细|情况|对照|安排|时间|价目|收费|预算|决算|公开|汇总|排名|登记)表|表格|清单|名单|目录|台账|数据"
)
FORM = re.compile("(申请|登记|报名|申报|备案|审批|推荐|意见反馈|报送)[书表]|样表|示范文本|空白表")
PROSE = re.compile("通知|办法|规定|细则|意见|报告|说明|方案|规划|制度")


def count_contents(plain: Plain) -> Iterator[tuple[str, Numbers]]:
    """What bodies, attachments and links hold."""
    yield "relation-target", (sum(map(_is_related, plain.public)), 0)
    marked = [p for p in plain.public if re.search("此件(主动)?公开", p["text"])]
    genres = {"命令（令）", "决议", "决定", "公告", "通告", "意见", "通知"}
    sent = [p for p in marked if p["genre"] in genres and not _is_over(plain, p)]
    yield "relation-gazette", (len(sent), sum("channels" not in p for p in sent))
    guides = plain.of_type("banshi-zhinan", "quanze-shixiang")
    yield "relation-basis", (len(guides), 0)
    laden = [p for p in plain.public if p.get("attachments")]
    text = [p for p in laden if {f["file"][-4:] for f in p["attachments"]} & {"docx", ".pdf"}]
    yield "relation-attachment-text", (len(text), 0)
    for name, kind in (("data", SHEET), ("form", FORM)):
        titles = [[f["title"] for f in p["attachments"]] for p in laden]
        held = [any(kind.search(t) and not PROSE.search(t) for t in own) for own in titles]
        yield f"relation-attachment-{name}", (sum(held), 0)
    yield "relation-attachment-there", (sum("见附件" in p["text"] for p in plain.public), 0)
    yield "relation-picture-text", (sum("![" in paper["text"] for paper in plain.public), 0)
    outward = [_find_outward(paper) for paper in plain.public]
    leaving = [found for found in outward if found]
    bare = sum(any(link.startswith("http:") for link in found) for found in leaving)
    yield "relation-link-https", (len(leaving), bare)
    yield "relation-link-host", (len(leaving), 0)
    yield "relation-figures", (len(plain.of_type("tian-banli")), 0)


def _is_related(paper: Paper) -> bool:
    rows = [row for name in ("questions", "proposals", "agenda") for row in paper.get(name, ())]
    return any(paper.get(name) for name in RELATIONS) or any("document" in row for row in rows)


def _find_outward(paper: Paper) -> list[str]:
    ways = [way["online"] for way in paper.get("ways", ()) if "online" in way]
    found = re.findall(r"\]\((https?://[^)]+)\)", paper["text"])
    return [*found, *ways, *([paper["source_url"]] if "source_url" in paper else [])]


def _is_vague(paper: Paper) -> bool:
    """Whether a reprint names a home page, or nothing, for its source."""
    return not re.fullmatch(r"https?://[^/]+/.+", paper.get("source_url", ""))
