from __future__ import annotations

import json
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.core.models.catalog import Holidays
from gongkai.core.site import build_site
from gongkai.core.workdays import WorkCalendar
from gongkai.publish.pages.page import near
from gongkai.publish.pages.panels import list_panels
from gongkai.publish.pages.panels.request import format_calendar
from gongkai.publish.pages.render import make_environment
from gongkai.publish.pages.row_tables import build_row_tables
from tests.helpers import tree

if TYPE_CHECKING:
    from gongkai.core.site import SiteModel

DATA = Path(__file__).parents[1] / "data" / "panels"
TYPES = "yishenqing, jiandu-qudao, shiwu-zhaoling, xinmeiti, chayue, shuju-ji"
TODAY = date(2026, 11, 20)


def build(document: dict[str, object], attached: dict[str, str]) -> SiteModel:
    """A site with this document, through the real gate, on 2026-11-20."""
    columns = tree.COLUMNS.replace("[gongwen, tonggao, dengji]", f"[{TYPES}]")
    path = "content/tonggao/d1.md"
    text = tree.write_document(**{"document_number": None, "title": "文件1"} | document)
    files = tree.make_files((path, text), columns=columns)
    files |= {f"content/tonggao/d1.files/{name}": data.encode() for name, data in attached.items()}
    tree.sign(files, path)
    verdict = tree.judge(files)
    assert not verdict.blocked, [str(finding) for finding in verdict.findings]
    return build_site(verdict)


CHANNEL = "purpose: 甲事, authority: 甲机关, time_limit: 七日内, basis: 甲法"
GOODS = "found: 2026-10-02, place: 甲路, description: 深色"
CASES: dict[str, tuple[dict[str, object], dict[str, str]]] = {
    "channels": (
        {
            "type": "jiandu-qudao",
            "verified": "2026-11-01",
            "ways": (
                f"{{kind: 行政诉讼, name: 起诉, address: 甲路9号, {CHANNEL}}}",
                f"{{kind: 投诉, name: 电话, phone: 0999-5550999, hours: 工作日, {CHANNEL}}}",
                f'{{kind: 投诉, name: 网上, online: "https://a.example/?a=1&b=2", {CHANNEL}}}',
            ),
        },
        {},
    ),
    "lost": (
        {
            "type": "shiwu-zhaoling",
            "as_of": "2026-11-02",
            "claim_place": "甲处",
            "claim_hours": "工作日",
            "claim_phone": "0999-5550990",
            "claim_proof": ("身份证", "凭证"),
            "goods": (
                f"{{number: 1, name: 手机, {GOODS}, status: 待认领, claim_until: 2026-11-20}}",
                f"{{number: 2, name: 钱包, {GOODS}, status: 待认领, claim_until: 2026-11-19}}",
                f"{{number: 3, name: 耳环, {GOODS}, status: 已认领, claim_until: 2027-11-20}}",
                f"{{number: 4, name: 书, {GOODS}, status: 已依法处理, claim_until: 2027-11-20}}",
                (
                    f"{{number: 5, name: 号牌, {GOODS}, serial: 示A***16, status: 待认领,"
                    " claim_until: 2027-11-20}"
                ),
            ),
        },
        {},
    ),
    "media": (
        {
            "type": "xinmeiti",
            "as_of": "2026-11-01",
            "unified": "是",
            "accounts": (
                "{platform: 微博, name: 甲, opened: 2020-01-01, status: 已注销}",
                (
                    "{platform: 微博, name: 乙, owner: 甲科, opened: 2020-01-02, status: 停止更新,"
                    " last_activity: 2026-01-01}"
                ),
                (
                    "{platform: 公众号, name: 丙, owner: 甲科, administrator: 乙科,"
                    ' status: 正常运行, opened: 2020-01-03, last_activity: 2026-11-01, address: "https://a.example/"}'
                ),
            ),
        },
        {},
    ),
    "places": (
        {
            "type": "chayue",
            "verified": "2026-11-01",
            "places": (
                (
                    "{name: 甲馆, address: 甲路7号, hours: 工作日, phone: 0999-5550990,"
                    " facilities: [电脑, 打印], accessible: [坡道], transport: 1路}"
                ),
                "{name: 乙馆, address: 乙路8号, hours: 周末, phone: 0999-5550991}",
            ),
        },
        {},
    ),
    "datasets": (
        {
            "type": "shuju-ji",
            "licence": "知识共享 署名 4.0 国际（CC BY 4.0）",
            "frequency": "每月",
            "as_of": "2026-10-31",
            "records": "1",
            "table": "shuju.csv",
            "fields": ("{name: 地区, meaning: 县区}", "{name: 数量, meaning: 件数, unit: 件}"),
            "attachments": ("{file: shuju.csv, title: 数据.csv}",),
        },
        {"shuju.csv": "地区,数量\n甲县,3\n"},
    ),
    "request": (
        {
            "type": "yishenqing",
            "office_name": "办公室",
            "address": "甲路9号",
            "hours": "工作日",
            "phone": "0999-5550990",
            "fax": "0999-5550991",
            "email": "gongkai@cs.shili.example",
            "form": "biao.txt",
            "fees": "不收费",
            "supervision": "0999-5550999",
            "verified": "2026-11-01",
            "attachments": ("{file: biao.txt, title: 申请表.txt}",),
        },
        {"biao.txt": "申请表\n"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_panel_is_what_was_read_and_approved(name: str) -> None:
    site = build(*CASES[name])
    environment = make_environment({})
    (panel,) = list_panels(site, site.view_by_id["tonggao"])

    html = environment.get_template(panel.template).render(
        panel=panel.context, to=partial(near, "tonggao/")
    )

    assert html == (DATA / f"{name}.html").read_text("utf-8")


def test_document_of_lost_property_lists_only_what_can_be_claimed() -> None:
    site = build(*CASES["lost"])

    (table,) = build_row_tables(site.items[0].record, TODAY)

    assert table.caption == "待认领物品（另有 3 项已经办结或者期满）"
    assert [row[0].text for row in table.rows] == ["编号", "1", "5"]


def test_pages_get_the_calendar_up_to_what_is_settled() -> None:
    found = json.loads(format_calendar(WorkCalendar(Holidays()), date(2026, 9, 1)))

    assert found == {
        "first": "2026-09-01",
        "known": "2026-12-28",
        "off": [
            "2026-09-25",
            "2026-10-01",
            "2026-10-02",
            "2026-10-05",
            "2026-10-06",
            "2026-10-07",
        ],
        "work": ["2026-09-20", "2026-10-10"],
    }
