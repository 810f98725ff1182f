"""The time limits that law and practice set, and since when each of them has held.

What was made before a rule was in force is not judged by it (法不溯及既往).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.core.report.checks import Duty, Topic

DECISION_WORKDAYS = 7
BUDGET_DAYS = 20
CONSULTATION_DAYS = 30
WITHDRAWAL_DAYS = 3
RULE_DAYS = 30


@dataclass(frozen=True, slots=True)
class LimitRule:
    """One time limit with the day from which it has been law."""

    duty: Duty
    since: date
    """Judged by it is what began to run on this day or later."""

    def holds(self, day: date) -> bool:
        """Whether the rule was in force on the day on which a limit began to run."""
        return day >= self.since


def _make_rule(  # noqa: PLR0913, PLR0917 - one row of the table below
    name: str, title: str, basis: str, since: date, note: str = "", measure: str = "件"
) -> LimitRule:
    return LimitRule(Duty(name, Topic.LIMITS, title, basis, measure, note), since)


STATUTORY = _make_rule(
    "limit-statutory",
    "形成或变更之日起20个工作日内公开",
    "《政府信息公开条例》第二十六条（2019年5月15日前为2007年条例第十八条）",
    date(2008, 5, 1),
    "转载的、不计时限的栏目和法律法规另有期限的不计入；2008年5月1日前形成的没有法定期限，不计入",
)
COLUMN = _make_rule(
    "limit-column",
    "按主动公开目录规定的期限公开",
    "《政府信息公开条例》第二十二条；本机关主动公开基本目录",
    date(2008, 5, 1),
    "只计目录所定期限短于20个工作日的栏目",
)
DECISION = _make_rule(
    "limit-decision",
    "行政许可、行政处罚决定7个工作日内公示",
    "国办发〔2015〕51号；国办发〔2018〕118号",
    date(2015, 7, 1),
    "2015年7月1日前作出的决定按20个工作日计算",
)
BUDGET = _make_rule(
    "limit-budget",
    "预算、决算批复后20日内公开",
    "《预算法》第十四条",
    date(2015, 1, 1),
    "2015年1月1日前批复的按20个工作日计算",
)
CONSULTATION = _make_rule(
    "limit-consultation",
    "公开征求意见不少于30日",
    "《重大行政决策程序暂行条例》第十五条",
    date(2019, 9, 1),
    "不足30日但写明理由的视为符合",
)
WITHDRAWAL = _make_rule(
    "limit-withdrawal",
    "处罚决定被变更、撤销、确认违法的3日内撤回",
    "《行政处罚法》第四十八条",
    date(2021, 7, 15),
)
RULES_EFFECT = _make_rule(
    "limit-rules-effect",
    "规章公布30日后施行",
    "《规章制定程序条例》第三十二条",
    date(2002, 1, 1),
    "以命令（令）公布并写有施行日期的计入；依法可以自公布之日起施行的，由制定机关说明",
)
BEFORE_EFFECT = _make_rule(
    "limit-before-effect",
    "规范性文件施行前公布",
    "国办发〔2018〕37号",
    date(2018, 5, 16),
    "未经公布的行政规范性文件不得作为行政管理依据",
)
BEFORE_START = _make_rule(
    "limit-before-start",
    "管制限行、监控设备等实施前公告",
    "《道路交通安全法》第三十九条；《公安机关执法公开规定》第九条",
    date(2004, 5, 1),
    "目录定为事前公开的栏目，最迟应于实施的前一日公开",
)
AT_ONCE = _make_rule(
    "limit-at-once",
    "预警、警情和突发事件信息即时公开",
    "《突发事件应对法》第七条、第六十四条（2024年11月1日前为第十条、第四十三条）",
    date(2007, 11, 1),
    "最迟次日公开的视为即时；预案等不属于预警的按20个工作日计算",
)
ANNUAL = _make_rule(
    "limit-annual",
    "年度报告、报表按规定日期公布",
    "《政府信息公开条例》第四十九条；国办函〔2018〕12号；国办发〔2018〕118号；"
    "《法治政府建设与责任落实督察工作规定》",
    date(2008, 5, 1),
    measure="项",
)
