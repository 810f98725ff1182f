from __future__ import annotations

import pytest

from gongkai.core.report.reprint_checks import check_reprints
from tests.helpers.report_checks import Outcome, format_normative, hold, run_checks
from tests.helpers.report_trees import Page, make_column, make_tree

COLUMNS = [
    make_column("w", "gongwen"),
    make_column("g", "guifanxing-wenjian"),
    make_column("d", "zhidu"),
]
GW = "document_number: 示档发〔2026〕7号\ngenre: 通知\n"


SITE = make_tree(COLUMNS).files["catalog/site.yml"].data.decode()
HOME = "来源网址只到网站首页，不是原文网址"


def rule(fields: str) -> Page:
    return Page("d/a", "zhidu", "2026-02-02", "2026-02-03", fields)


def run(page: Page, site: str | None = None) -> dict[str, Outcome]:
    extra: dict[str, str | bytes] | None = {"catalog/site.yml": site} if site else None
    return run_checks(check_reprints, hold(COLUMNS, [page], extra))


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        ("source_url: https://www.gov.cn/zhengce/1.htm\n", []),
        ("", ["没有写明原文网址"]),
        ("source_url: https://www.gov.cn/\n", [HOME]),
        ("source_url: https://www.gov.cn\n", [HOME]),
    ],
)
def test_a_reprint_tells_where_the_original_stands(fields: str, texts: list[str]) -> None:
    page = rule(f"issuer: 国务院\nreprints: 中国政府网\n{fields}")
    gaps = [("d/a", text) for text in texts]

    assert run(page)["relation-reprint-source"] == (1, 1 - bool(gaps), gaps)


def test_a_reprint_was_made_by_somebody_else() -> None:
    fields = "reprints: 中国政府网\nsource_url: https://www.gov.cn/zhengce/1.htm\n"

    assert run(rule(fields)) == {
        "relation-reprint-source": (1, 0, [("d/a", "标明转载，发布机构却是本机关")]),
        "relation-reprint-maker": (0, 0, []),
        "relation-gazette": (0, 0, []),
    }


@pytest.mark.parametrize(
    ("issuer", "body", "own"),
    [
        ("示例市档案局", None, True),
        ("示例市档案局业务科", None, True),
        ("业务科", None, True),
        ("示例市教育局、示例市档案局", None, True),
        ("示例市教育局", None, False),
        ("示例市教育局", "示例市人民政府", True),
        ("示例区教育局", "示例市示例区人民政府", True),
        ("国务院办公厅", "示例市人民政府", False),
    ],
)
def test_what_another_body_made_is_marked_as_a_reprint(
    issuer: str,
    body: str | None,
    own: bool,  # noqa: FBT001 - a table's column
) -> None:
    text = SITE.replace("body: 示例市档案局", f"body: {body}").replace("department", "government")
    page = rule(f"issuer: {issuer}\n")

    gaps = [] if own else [("d/a", f"发布机构为{issuer}，没有标明转载")]
    found = run(page, text if body else None)["relation-reprint-maker"]
    assert found == (1, int(own), gaps)


@pytest.mark.parametrize(
    ("page", "outcome"),
    [
        (("w/a", "gongwen", GW, "（此件公开发布）"), (1, 0, [("w/a", "没有登记报送政府公报")])),
        (
            ("w/a", "gongwen", GW + "channels: [示例市人民政府公报]\n", "（此件主动公开）"),
            (1, 1, []),
        ),
        (("w/a", "gongwen", GW, "正文。"), (0, 0, [])),
        (("w/a", "gongwen", GW.replace("通知", "通报"), "（此件公开发布）"), (0, 0, [])),
        (
            ("g/a", "guifanxing-wenjian", format_normative(), "（此件公开发布）"),
            (1, 0, [("g/a", "没有登记报送政府公报")]),
        ),
        (
            (
                "g/a",
                "guifanxing-wenjian",
                format_normative(expiry="2026-05-01"),
                "（此件公开发布）",
            ),
            (0, 0, []),
        ),
    ],
)
def test_what_is_marked_goes_to_the_gazette(
    page: tuple[str, str, str, str], outcome: Outcome
) -> None:
    name, kind, fields, body = page
    document = Page(name, kind, "2026-02-02", "2026-02-03", fields, body=body)

    assert run(document)["relation-gazette"] == outcome
