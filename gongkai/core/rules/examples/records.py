"""Examples of reports, consultations, meetings, tasks and services: what figures come from."""

from __future__ import annotations

from gongkai.core.rules.example import fields, told

_MEETING = "type: huiyi\nattendees:\n- {presence: 列席, kind: 专家, unit: 示例大学, "
_TASK = "type: renwu\nas_of: 2026-05-31\ntasks:\n- {task: 整修街巷, unit: 住建局, due: 2026-12-31"
_GOODS = (
    "type: shiwu-zhaoling\ngoods:\n- {number: '1', name: 行李箱, found: 2026-01-20, place: "
    "%s, description: 深色, serial: %s, status: 待认领, claim_until: 2027-01-30}"
)
_WAY = (
    "type: jiandu-qudao\nways:\n- {kind: 投诉, name: 监督电话, purpose: 服务问题, "
    "authority: 示例市测试局, %stime_limit: 15个工作日内答复, basis: 某条例第五条}"
)
_OTHER_WAYS = "".join(
    f"\n- {{kind: {kind}, name: {kind}, purpose: 权益救济, authority: 示例市测试局, "
    "phone: 0999-5550999, time_limit: 60日, basis: 某法第五条}"
    for kind in ("举报", "行政复议", "行政诉讼")
)
_ACCOUNT = (
    "type: xinmeiti\nas_of: 2026-11-19\naccounts:\n- {platform: 微信公众号, name: 示例发布, "
    "opened: 2020-01-01, status: 正常运行%s}"
)

RECORD_EXAMPLES = {
    "annual-identity": told(
        "表三“本年新收政府信息公开申请数量”合计 12，各列相加却是 11",
        "核对台账，改正填错的一格，使合计等于各列之和",
    ),
    "annual-placeholder": told(
        "表二“行政许可”一格填“—”",
        "没有发生的填 0；漏统计的补报后填数",
    ),
    "annual-contradiction": told(
        "总体情况写“全年受理申请 15 件”，表三合计为 12",
        "核对台账后，文字与表格都写 12 件",
    ),
    "annual-structure": told(
        "报告只有总体情况和三张表，没有“存在的主要问题及改进情况”",
        "六个部分写全；没有内容的，写明没有",
    ),
    "consultation-result": fields(
        "type: zhengji\nreceived: 5\nadopted: 3",
        "type: zhengji\nreceived: 5\nadopted: 3\nnot_adopted_reason: 与上位法不一致",
    ),
    "rows-inconsistent": fields(
        "type: laixin\nletters:\n"
        "- {received: 2026-01-20, kind: 咨询, subject: 落户, unit: 办公室, reply: 已答复}",
        "type: laixin\nletters:\n- {received: 2026-01-20, kind: 咨询, subject: 落户, "
        "unit: 办公室, replied: 2026-01-25, reply: 已答复}",
    ),
    "attendee-consent": fields(
        f"{_MEETING}name: 陈某某}}",
        f"{_MEETING}name: 陈某某, consent: 是}}",
    ),
    "task-quarter-missing": fields(
        f"{_TASK}}}",
        f"{_TASK}, q1: 推进中：已完成设计}}",
    ),
    "lost-number-unmasked": fields(
        _GOODS % ("湖滨广场", "示A12316"), _GOODS % ("湖滨广场", "示A***16")
    ),
    "lost-place-too-exact": fields(
        _GOODS % ("湖滨路35号", "示A***16"), _GOODS % ("湖滨路", "示A***16")
    ),
    "channel-unreachable": fields(_WAY % "", _WAY % "phone: 0999-5550999, "),
    "channel-kind-missing": fields(
        _WAY % "phone: 0999-5550999, ", _WAY % "phone: 0999-5550999, " + _OTHER_WAYS
    ),
    "media-owner-missing": fields(
        _ACCOUNT % ", last_activity: 2026-11-18",
        _ACCOUNT % ", last_activity: 2026-11-18, owner: 办公室新媒体岗, administrator: 办公室",
    ),
    "media-inactive": fields(
        _ACCOUNT % ", last_activity: 2026-10-30, owner: 办公室新媒体岗, administrator: 办公室",
        _ACCOUNT % ", last_activity: 2026-11-18, owner: 办公室新媒体岗, administrator: 办公室",
    ),
    "dataset-mismatch": told(
        "records 写 120，csv 文件除表头外只有 118 行",
        "核对后 records 写 118，或者补齐漏掉的两行",
    ),
}
