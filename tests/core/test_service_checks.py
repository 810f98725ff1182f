from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.core.models import ComplaintChannels, DataSet, LostProperty, MediaMatrix
from gongkai.core.models.facilities import ChannelKind
from gongkai.core.service_checks import find_idle, find_service_faults, is_masked
from tests.helpers import tree
from tests.helpers.examples import EXAMPLES
from tests.helpers.tiny_site import at

ITEM = EXAMPLES["shiwu-zhaoling"]["goods"][0]
WAY = EXAMPLES["jiandu-qudao"]["ways"][0]
ACCOUNT = EXAMPLES["xinmeiti"]["accounts"][0]
NO_DOOR = "第 1 件物品的拾得地点写到了门牌"
NUMBER = "第 1 件物品的文字中有完整的号码"


def read(kind: type[Any], **changes: object) -> Any:  # noqa: ANN401 - one of the document types
    return kind.model_validate(EXAMPLES[kind.type_id] | changes)


def lose(**changes: object) -> Any:  # noqa: ANN401
    return read(LostProperty, goods=[ITEM | changes])


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("示A***16", True),
        ("138****1234", True),
        ("36*************42", True),
        ("示A·×××16", True),
        ("示A12316", False),
        ("示A**316", False),
        ("1381234****", True),
        ("13812345****", False),
        ("86123*45", False),
        ("", False),
    ],
)
def test_masks(number: str, masked: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_masked(number) is masked


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"serial": "示A***16"}, []),
        (
            {"serial": "示A12316"},
            [("lost-number-unmasked", ("goods", 0, "serial"), "第 1 件物品的号码没有按要求隐去")],
        ),
        (
            {"description": "序列号 861234567890"},
            [("lost-number-unmasked", ("goods", 0, "description"), NUMBER)],
        ),
        (
            {"name": "手机 C39XK0ABCDE1"},
            [("lost-number-unmasked", ("goods", 0, "name"), NUMBER)],
        ),
        ({"description": "20英寸，2024年款"}, []),
        ({"place": "湖滨路35号"}, [("lost-place-too-exact", ("goods", 0, "place"), NO_DOOR)]),
        ({"place": "学府小区3栋"}, [("lost-place-too-exact", ("goods", 0, "place"), NO_DOOR)]),
        ({"place": "地铁2号线文昌路站1号口"}, []),
        (
            {"found": "2026-02-01"},
            [("dates-disordered", ("goods", 0, "found"), "第 1 件物品的拾得日期晚于数据截止日期")],
        ),
        (
            {"claim_until": "2026-01-19"},
            [
                (
                    "dates-disordered",
                    ("goods", 0, "claim_until"),
                    "第 1 件物品的认领期早于拾得日期",
                )
            ],
        ),
    ],
)
def test_lost_property_tells_no_more_than_it_may(
    changes: dict[str, object], expected: list[object]
) -> None:
    assert list(find_service_faults(lose(**changes), {})) == expected


def test_numbers_of_lost_property_are_unique() -> None:
    record = read(LostProperty, goods=[ITEM, ITEM | {"name": "钱包"}])

    assert list(find_service_faults(record, {})) == [
        ("rows-inconsistent", ("goods", 1, "number"), "第 2 件物品与前面的编号相同")
    ]


@pytest.mark.parametrize(
    ("status", "until", "ended"),
    [
        ("待认领", "2026-11-20", False),
        ("待认领", "2026-11-19", True),
        ("已认领", "2027-11-20", True),
        ("已依法处理", "2027-11-20", True),
    ],
)
def test_what_nobody_can_claim_has_ended(status: str, until: str, ended: bool) -> None:  # noqa: FBT001
    record = lose(status=status, claim_until=until)

    assert record.goods[0].has_ended(date(2026, 11, 20)) is ended


ALL_KINDS = [WAY | {"kind": kind.value} for kind in ChannelKind]


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (ALL_KINDS, []),
        (
            [WAY],
            [("channel-kind-missing", ("ways",), "没有写明举报、行政复议、行政诉讼的途径")],
        ),
        (
            [*ALL_KINDS, {k: v for k, v in WAY.items() if k != "phone"}],
            [("channel-unreachable", ("ways", 4), "第 5 个渠道没有电话、地址和网址")],
        ),
    ],
)
def test_channels_lead_somewhere(ways: list[object], expected: list[object]) -> None:
    assert list(find_service_faults(read(ComplaintChannels, ways=ways), {})) == expected


RUNNING = {"status": "正常运行", "owner": "宣传科", "administrator": "宣传科"}


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ({}, []),
        (RUNNING | {"last_activity": "2026-01-30"}, []),
        (
            RUNNING | {"owner": None},
            [
                (
                    "media-owner-missing",
                    ("accounts", 0),
                    "第 1 个账号没有写明责任单位或者管理部门",
                )
            ],
        ),
        (
            RUNNING | {"last_activity": "2026-02-01"},
            [
                (
                    "dates-disordered",
                    ("accounts", 0, "last_activity"),
                    "第 1 个账号的最近更新晚于数据截止日期",
                )
            ],
        ),
    ],
)
def test_accounts_have_owners(account: dict[str, object], expected: list[object]) -> None:
    record = read(MediaMatrix, accounts=[ACCOUNT | account])

    assert list(find_service_faults(record, {})) == expected


@pytest.mark.parametrize(
    ("account", "idle"),
    [
        (RUNNING | {"last_activity": "2026-01-17"}, False),
        (RUNNING | {"last_activity": "2026-01-16"}, True),
        (RUNNING, True),
        ({"status": "停止更新"}, False),
        ({}, False),
    ],
)
def test_accounts_sleep_after_fourteen_days(account: dict[str, object], idle: bool) -> None:  # noqa: FBT001
    record = read(MediaMatrix, accounts=[ACCOUNT | account])

    assert [place for place, _ in find_idle(record, date(2026, 1, 31))] == [0] * idle


@pytest.mark.parametrize(
    ("table", "records", "expected"),
    [
        ("地区\n甲县\n", "1", []),
        ("\ufeff地区\r\n甲县\r\n", "1", []),
        (
            "县区\n甲县\n",
            "1",
            [("dataset-mismatch", ("fields",), "字段说明与数据文件的表头不一致")],
        ),
        (
            "地区\n甲县\n",
            "2",
            [("dataset-mismatch", ("records",), "写明 2 条记录，数据文件有 1 条")],
        ),
        (None, "1", [("dataset-mismatch", ("table",), "数据文件应当是附件中的 csv 文件")]),
    ],
)
def test_data_are_as_described(table: str | None, records: str, expected: list[object]) -> None:
    files = {} if table is None else {"shuju.csv": table.encode()}

    assert list(find_service_faults(read(DataSet, records=records), files)) == expected


def test_only_the_newest_matrix_of_a_column_is_held_to_activity() -> None:
    files = tree.make_files(
        *((f"content/tonggao/{name}.md", text) for name, text in _list_matrices()),
        columns=tree.COLUMNS.replace("[gongwen, tonggao, dengji]", "[xinmeiti]"),
    )
    for name, _ in _list_matrices():
        tree.sign(files, f"content/tonggao/{name}.md", published=at("2026-11-06", f"0{name}:00"))

    found = [f for f in tree.judge(files).findings if f.rule == "media-inactive"]

    assert [(f.path, f.message) for f in found] == [
        ("content/tonggao/9.md", "第 1 个账号已 20 日没有更新")
    ]


def _list_matrices() -> list[tuple[str, str]]:
    account = (
        "\n- {platform: 微博, name: 示例, owner: 甲科, administrator: 甲科, opened: 2020-01-01,"
        " status: 正常运行, last_activity: 2026-10-31}"
    )
    own: dict[str, Any] = {
        "type": "xinmeiti",
        "document_number": None,
        "as_of": "2026-11-01",
        "unified": "是",
        "accounts": account,
    }
    return [
        (name, tree.write_document(**own, index_number=f"{tree.CODE}/2026-0000{name}"))
        for name in ("8", "9")
    ]
