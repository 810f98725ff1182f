from __future__ import annotations

from gongkai.core.report.checks import Gap
from gongkai.core.report.media_checks import check_media
from tests.helpers.report_checks import hold, run_checks
from tests.helpers.report_trees import Page, make_column

COLUMNS = [make_column("m", "xinmeiti"), make_column("n", "xinmeiti")]
ACCOUNT = """\
- platform: 微博
  name: {name}
  opened: 2020-01-06
  status: {status}
"""


def account(name: str, status: str = "正常运行", *lines: str) -> str:
    return ACCOUNT.format(name=name, status=status) + "".join(f"  {line}\n" for line in lines)


def matrix(name: str, published: str, *accounts: str) -> Page:
    fields = "as_of: 2026-11-18\nunified: 是\naccounts:\n" + "".join(accounts)
    return Page(name, "xinmeiti", published, published, fields)


OWNED = ("owner: 办公室（责任编辑岗）", "administrator: 业务科")
FRESH = "last_activity: 2026-11-06"
STALE = "last_activity: 2026-11-05"


def test_accounts_in_every_state() -> None:
    page = matrix(
        "m/a",
        "2026-11-18",
        account("一", "正常运行", *OWNED, FRESH),
        account("二", "正常运行", *OWNED, STALE),
        account("三", "正常运行", "administrator: 外包公司"),
        account("四", "停止更新", *OWNED, "last_activity: 2026-08-22"),
        account("五", "停止更新", *OWNED, "last_activity: 2026-08-21"),
        account("六", "停止更新", *OWNED),
        account("七", "已注销"),
        account("八", "已注销", "address: https://weibo.test/ba"),
    )
    owner, active, closed = check_media(hold(COLUMNS, [page]))

    assert (owner.judged, owner.kept, active.judged, active.kept) == (6, 5, 3, 1)
    assert owner.gaps == (Gap("m/a", "微博“三”", "办公室", "没有写明责任单位"),)
    assert active.gaps == (
        Gap("m/a", "微博“二”", "业务科", "已15日没有更新"),
        Gap("m/a", "微博“三”", "办公室", "没有写明最近更新日期"),
    )
    assert (closed.judged, closed.kept) == (5, 2)
    assert closed.gaps == (
        Gap("m/a", "微博“五”", "业务科", "自2026-08-21起停止更新，没有注销"),
        Gap("m/a", "微博“六”", "业务科", "停止更新，没有注销"),
        Gap("m/a", "微博“八”", "办公室", "已经注销，清单中仍列出网址"),
    )


def test_only_the_newest_list_of_a_column_counts() -> None:
    old = matrix("m/a", "2026-05-18", account("一", "正常运行", STALE))
    new = matrix("m/b", "2026-11-18", account("一", "正常运行", *OWNED, FRESH))
    other = matrix("n/a", "2026-11-17", account("二", "正常运行", *OWNED, FRESH))

    outcomes = run_checks(check_media, hold(COLUMNS, [old, new, other]))

    assert outcomes == {
        "relation-media-owner": (2, 2, []),
        "relation-media-active": (2, 2, []),
        "relation-media-closed": (0, 0, []),
    }
