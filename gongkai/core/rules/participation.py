"""Rules of consultations, letters, proposals, meetings and tasks: what figures come from."""

from __future__ import annotations

from gongkai.core.rules.rule import BLOCK, WARN, Rule

PARTICIPATION_RULES = (
    Rule(
        "consultation-result",
        BLOCK,
        "意见采纳情况前后矛盾：采纳率由收到和采纳的条数算出，未采纳的须说明理由。",
        "核对 received、adopted，补充 not_adopted_reason 后重新送审",
        "《重大行政决策程序暂行条例》第十八条、第三十二条",
    ),
    Rule(
        "rows-inconsistent",
        BLOCK,
        "逐件列出的各行前后矛盾或者重复，由它们算出的件数、比率都会出错。",
        "改正所列的行后重新送审",
    ),
    Rule(
        "attendee-consent",
        BLOCK,
        "公开机关人员以外的参会人姓名，须经本人同意。",
        "删去姓名，只写身份、单位和人数；已取得同意的，填写 consent: 是",
        "《中华人民共和国个人信息保护法》第十三条、第二十五条",
    ),
    Rule(
        "task-quarter-missing",
        WARN,
        "重点任务进展按季度公开，已经结束的季度应有状态。",
        "补充该季度的状态，如 q3: 推进中：说明",
        "《关于全面推进政务公开工作的意见》",
    ),
)
