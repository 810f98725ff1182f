"""Cases that the checks of relations judge on the sample, beside a plain count of its files."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from gongkai.cli.context import open_workspace
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.relation_checks import check_relations
from tests.test_sample import COLUMNS, PUBLIC, TODAY

REPOSITORY = Path(__file__).parents[1]
BODY = yaml.safe_load((REPOSITORY / "catalog" / "site.yml").read_text("utf-8"))["body"]
RELATIONS = ("interprets", "repeals", "amends", "replaces", "consults", "see_also")
ROWS = {"proposals", "agenda", "questions"}
Front = dict[str, Any]
"""All values text, as plain YAML has them."""


@cache
def count_checked() -> dict[str, tuple[int, int]]:
    holdings = collect_holdings(open_workspace(REPOSITORY).verdict, None)
    assert holdings is not None
    return {check.duty.id: (check.judged, check.kept) for check in check_relations(holdings)}


def read_body(name: str) -> str:
    return (REPOSITORY / "content" / f"{name}.md").read_text("utf-8").split("\n---\n", 1)[1]


def select(kind: str) -> dict[str, Front]:
    """The public documents of one type; a column's first type is the default."""
    found: dict[str, Front] = {}
    for name, front in PUBLIC.items():
        types: Any = COLUMNS[name.partition("/")[0]]["types"]
        if front.get("type", types[0]) == kind:
            found[name] = front
    return found


def list_targets(*kinds: str) -> set[str]:
    return {target for f in PUBLIC.values() for kind in kinds for target in f.get(kind, ())}  # type: ignore[attr-defined]


def is_living(name: str) -> bool:
    gone = name in list_targets("repeals", "replaces")
    return not gone and str(PUBLIC[name].get("expiry", "9999")) > str(TODAY)


def is_linked(front: Front) -> bool:
    rows = [row for key in ROWS for row in front.get(key, ())]
    return any(front.get(kind) for kind in RELATIONS) or any("document" in row for row in rows)


POLICIES = {name: front for name, front in select("guifanxing-wenjian").items() if is_living(name)}
READINGS: dict[str, Front] = select("jiedu")
ROUNDS: dict[str, Front] = select("zhengji")
OWN: dict[str, Front] = {name: f for name, f in PUBLIC.items() if "reprints" not in f}


def expect(*duties: str, judged: int, kept: int | None = None) -> None:
    found = count_checked()
    expected = (judged, judged if kept is None else kept)
    assert {duty: found[f"relation-{duty}"] for duty in duties} == dict.fromkeys(duties, expected)


def test_policies_and_their_interpretations() -> None:
    pairs = [(f, POLICIES[t]) for f in READINGS.values() for t in f["interprets"] if t in POLICIES]
    reviews = [(f["review"], p["review"]) for f, p in pairs]

    assert all(f["made"] == f["plan_signed"] == p["made"] for f, p in pairs)
    assert all(f["published"] == p["published"] and f["unit"] == p["unit"] for f, p in pairs)
    assert all(one[-1]["date"] == other[-1]["date"] for one, other in reviews)
    expect("interpretation", judged=len(POLICIES))
    expect(
        *("interpretation-drafted", "interpretation-signed"),
        *("interpretation-published", "interpretation-drafter"),
        judged=len(pairs),
    )
    short = [f for f in READINGS.values() if len(f["elements"]) < 8]
    expect("interpretation-elements", judged=len(READINGS), kept=len(READINGS) - len(short))
    expect("interpretation-declared", judged=len(READINGS))
    expect("interpretation-text", judged=sum(f["form"] == "图解" for f in READINGS.values()))


def test_consultations() -> None:
    ended = [f for f in ROUNDS.values() if f["end"] < str(TODAY)]
    answered = [f for f in ended if "received" in f]

    expect("consultation", judged=len(POLICIES))
    expect("consultation-result", "consultation-reasons", judged=len(answered))
    expect("consultation-before", judged=sum("consults" in f for f in ROUNDS.values()))
    expect("consultation-policy", judged=sum("consults" in f for f in ended))


def test_force() -> None:
    expired = [
        name
        for name, front in select("guifanxing-wenjian").items()
        if str(front["expiry"]) <= str(TODAY) and name not in list_targets("repeals", "replaces")
    ]

    expect("normative-period", "normative-legality", "normative-formats", judged=len(POLICIES))
    expect("expiry", judged=len(expired))
    expect("basis", judged=len(select("banshi-zhinan")) + len(select("quanze-shixiang")))
    expect("target", judged=sum(map(is_linked, PUBLIC.values())))
    expect("repeal", "consents", "link", judged=0)


def test_reprints_and_the_gazette() -> None:
    reprints = [f for f in PUBLIC.values() if "reprints" in f]
    kinds = {"通知", "公告", "通告", "意见", "决定", "决议", "命令（令）"}
    marked = [
        name
        for name, front in OWN.items()
        if re.search("（此件(公开发布|主动公开)）", read_body(name))
        and (name in POLICIES or (front.get("genre") in kinds and "guifanxing/" not in name))
    ]

    fronts = [f for f in reprints if re.fullmatch("https?://[^/]+/?", str(f["source_url"]))]
    expect("reprint-source", judged=len(reprints), kept=len(reprints) - len(fronts))
    expect("reprint-maker", judged=sum(BODY in str(f["issuer"]) for f in OWN.values()))
    expect("gazette", judged=len(marked), kept=sum("channels" in PUBLIC[n] for n in marked))


def test_attachments_pictures_and_links() -> None:
    files = {n: [str(a["file"]) for a in f.get("attachments", ())] for n, f in PUBLIC.items()}  # type: ignore[attr-defined]
    read = [n for n, found in files.items() if any(f.endswith((".docx", ".pdf")) for f in found)]

    expect("attachment-text", judged=len(read))
    expect("attachment-there", judged=sum("见附件" in read_body(name) for name in OWN))
    expect("picture-text", judged=sum("![" in read_body(name) for name in PUBLIC))
    text = {name: read_body(name) + str(front) for name, front in PUBLIC.items()}
    outside = [n for n in PUBLIC if re.search("https?://(?!gaj)", text[n])]
    plain = [name for name in outside if "http://" in text[name]]
    expect("link-https", judged=len(outside), kept=len(outside) - len(plain))
    expect("link-host", judged=len(outside))


def test_accounts() -> None:
    (matrix,) = select("xinmeiti").values()
    accounts: Any = matrix["accounts"]
    states = [account["status"] for account in accounts]

    expect("media-owner", judged=len(states) - states.count("已注销"))
    expect("media-active", judged=states.count("正常运行"))
    stopped = [a for a in accounts if a["status"] == "停止更新"]
    assert all(a["last_activity"] < "2026-08-22" for a in stopped)
    idle = len(states) - states.count("正常运行")
    expect("media-closed", judged=idle, kept=idle - len(stopped))


def test_figures() -> None:
    told = [n for n, f in ROUNDS.items() if "received" in f and "收到意见" in read_body(n)]

    expect("figures", judged=len(told))
    expect("task-quarters", judged=len(select("renwu")), kept=len(select("renwu")) - 1)
