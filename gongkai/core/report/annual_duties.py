"""What annual reports are judged by."""

from __future__ import annotations

from gongkai.core.report.checks import Duty, Topic

_FORM = "国办公开办函〔2021〕30号"
_REGULATION = "《政府信息公开条例》第四十九条、第五十条"
_BLANKS_AS_ZERO = "横线、空格等按0计；可能因此对不上的注明有空缺"


def _make_duty(
    matter: str, name: str, basis: str = _FORM, measure: str = "份", note: str = ""
) -> Duty:
    return Duty(f"annual-{matter}", Topic.ANNUAL, name, basis, measure, note)


IDENTITIES = {
    "AR-A": _make_duty(
        "results", "表三各项办理结果相加等于总计", measure="列", note=_BLANKS_AS_ZERO
    ),
    "AR-B": _make_duty(
        "balance", "表三新收加上年结转等于办理加结转下年度", measure="列", note=_BLANKS_AS_ZERO
    ),
    "AR-C": _make_duty(
        "applicants", "表三各类申请人相加等于总计", measure="行", note=_BLANKS_AS_ZERO
    ),
    "AR-D": _make_duty(
        "disputes", "表四复议、诉讼各种结果相加等于总计", measure="处", note=_BLANKS_AS_ZERO
    ),
    "AR-E": _make_duty(
        "carried",
        "表三上年结转等于上年度报告的结转下年度",
        measure="列",
        note="上年度报告也在本站的",
    ),
    "AR-F": _make_duty(
        "in-force",
        "表二现行有效件数与上年度报告衔接",
        measure="行",
        note="上年度现行有效加本年制发减本年废止；两年都用2021年格式的",
    ),
    "AR-K": _make_duty(
        "whole", "汇总报告的数据等于各部门报告之和", measure="格", note="写明所汇总报告的"
    ),
}
PROSE = _make_duty(
    "prose",
    "文字部分的数字与表格一致",
    note="收到、办结、各种办理结果、复议诉讼、规范性文件等件数，以及“没有发生”的说明",
)
GROWTH = _make_duty("growth", "文字部分的增减数与两年数字相符", note="上年度报告也在本站的")
BLANKS = _make_duty("blanks", "表格应填数字的填写数字，没有的写0")
DOUBTS = _make_duty("powers", "表格数据与本机关职权相符", "《中华人民共和国立法法》")
UNITS = _make_duty(
    "money", "金额按规定单位填写", note="与文字部分的金额不同的，与上年度报告相差千倍以上的"
)
SECTIONS = _make_duty("sections", "具备规定的六个部分", f"{_REGULATION}；{_FORM}")
PARTS = _make_duty("parts", "实有部分与正文所称一致", "", note="正文写明由几个部分组成的")
VERSION = _make_duty("form", "采用该年度的格式，统计期限为一个年度")
COPIES = _make_duty(
    "copied", "不照抄往年或者其他机关的报告", "", note="遮去数字后，连续十字以上相同的文字达到60%的"
)
NOTES = _make_duty("altered", "发布后有修改的，写明修改说明", "", note="发布后修改过的")
SERIES = _make_duty("series", "在年报专栏逐年公布，年度不间断", _REGULATION)
DOCUMENTS = _make_duty(
    "documents",
    "表二行政规范性文件件数与本站公开的一致",
    note="本站多于报告的都列出；少于报告的只看最近一年的制发和现行有效，往年的可能已经撤下",
)
DECISIONS = _make_duty(
    "decisions",
    "表二处理决定数量不少于本站公开的决定",
    note="公开的决定只是全部决定的一部分，报告多于本站的不作判断",
)
PUBLISHED = _make_duty(
    "published",
    "文字部分的主动公开条数不少于本站当年发布的",
    note="还有其他公开渠道和原有平台，报告多于本站的不作判断",
)
