"""The official forms of the annual report as data: tables, heads, rows, measures, sections.

Every label of the forms stands here and nowhere else; models, pages, exports, imports and checks
are driven by it. A form is never changed once published: a new notice makes a new one.
"""

from __future__ import annotations

from gongkai.core.annual.shapes import (
    TOTAL,
    Band,
    Column,
    DisputeForm,
    Form,
    Kind,
    ProactiveForm,
    RequestForm,
    Row,
)

_SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
_LEAD = "信息内容"
_ORGANISATIONS = "法人或其他组织"


def _article(number: str) -> str:
    return f"第二十条第（{number}）项"


def _count(key: str, label: str, measure: str = "件") -> Column:
    return Column(key, label, measure=measure)


_DECIDED = _count("decided", "本年处理决定数量")
_PROACTIVE_2021 = ProactiveForm(
    "二",
    _SECTIONS[1],
    _LEAD,
    (
        Band(
            _article("一"),
            (
                _count("made", "本年制发件数"),
                _count("repealed", "本年废止件数"),
                _count("in_force", "现行有效件数"),
            ),
            (Row("guizhang", "规章"), Row("guifanxing", "行政规范性文件")),
        ),
        Band(_article("五"), (_DECIDED,), (Row("xuke", "行政许可"),)),
        Band(
            _article("六"),
            (_DECIDED,),
            (Row("chufa", "行政处罚"), Row("qiangzhi", "行政强制")),
        ),
        Band(
            _article("八"),
            (Column("charged", "本年收费金额（单位：万元）", Kind.MONEY, "万元"),),
            (Row("shoufei", "行政事业性收费"),),
        ),
    ),
)

_ITEMS = (
    _count("items", "上一年项目数量", "项"),
    Column("change", "本年增/减", Kind.CHANGE, "项"),
)
_ITEMS_DECIDED = (*_ITEMS, _count("decided", "处理决定数量"))
_PROACTIVE_2019 = ProactiveForm(
    "二",
    _SECTIONS[1],
    _LEAD,
    (
        Band(
            _article("一"),
            (
                _count("made", "本年新制作数量"),
                _count("published", "本年新公开数量"),
                _count("public", "对外公开总数量"),
            ),
            (Row("guizhang", "规章"), Row("guifanxing", "规范性文件")),
        ),
        Band(
            _article("五"),
            _ITEMS_DECIDED,
            (Row("xuke", "行政许可"), Row("qita", "其他对外管理服务事项")),
        ),
        Band(
            _article("六"),
            _ITEMS_DECIDED,
            (Row("chufa", "行政处罚"), Row("qiangzhi", "行政强制")),
        ),
        Band(_article("八"), _ITEMS, (Row("shoufei", "行政事业性收费"),)),
        Band(
            _article("九"),
            (
                _count("projects", "采购项目数量", "项"),
                Column("spent", "采购总金额", Kind.MONEY, "元"),
            ),
            (Row("caigou", "政府集中采购"),),
        ),
    ),
)

_APPLICANTS = (
    _count("person", "自然人"),
    Column("business", "商业企业", group=_ORGANISATIONS),
    Column("research", "科研机构", group=_ORGANISATIONS),
    Column("welfare", "社会公益组织", group=_ORGANISATIONS),
    Column("legal", "法律服务机构", group=_ORGANISATIONS),
    Column("other", "其他", group=_ORGANISATIONS),
    _count(TOTAL, "总计"),
)


def _group(key: str, label: str, names: tuple[str, ...]) -> tuple[Row, ...]:
    """A heading row and its numbered rows; without names, one row with figures."""
    below = (
        Row(f"{key}_{number}", f"{number}.{name}", 3, key) for number, name in enumerate(names, 1)
    )
    return (Row(key, label, 2, "handled", is_heading=bool(names)), *below)


_NO_MORE = "行政机关不再处理其政府信息公开申请"
_OTHERWISE = (
    f"申请人无正当理由逾期不补正、{_NO_MORE}",
    f"申请人逾期未按收费通知要求缴纳费用、{_NO_MORE}",
    "其他",
)


def _list_request_rows(otherwise: tuple[str, ...]) -> tuple[Row, ...]:
    """The rows of table 3, with what stands below （六）其他处理."""
    return (
        Row("new", "一、本年新收政府信息公开申请数量"),
        Row("carried", "二、上年结转政府信息公开申请数量"),
        Row("handled", "三、本年度办理结果", is_heading=True),
        *_group("r1", "（一）予以公开", ()),
        *_group("r2", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
        *_group(
            "r3",
            "（三）不予公开",
            (
                "属于国家秘密",
                "其他法律行政法规禁止公开",
                "危及“三安全一稳定”",
                "保护第三方合法权益",
                "属于三类内部事务信息",
                "属于四类过程性信息",
                "属于行政执法案卷",
                "属于行政查询事项",
            ),
        ),
        *_group(
            "r4",
            "（四）无法提供",
            (
                "本机关不掌握相关政府信息",
                "没有现成信息需要另行制作",
                "补正后申请内容仍不明确",
            ),
        ),
        *_group(
            "r5",
            "（五）不予处理",
            (
                "信访举报投诉类申请",
                "重复申请",
                "要求提供公开出版物",
                "无正当理由大量反复申请",
                "要求行政机关确认或重新出具已获取信息",
            ),
        ),
        *_group("r6", "（六）其他处理", otherwise),
        Row("r7", "（七）总计", 2, "handled"),
        Row("forward", "四、结转下年度继续办理"),
    )


def _make_requests(otherwise: tuple[str, ...]) -> RequestForm:
    return RequestForm(
        "三",
        _SECTIONS[2],
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "申请人情况",
        _APPLICANTS,
        _list_request_rows(otherwise),
    )


_DISPUTES = DisputeForm(
    "四",
    _SECTIONS[3],
    (
        _count("upheld", "结果维持"),
        _count("corrected", "结果纠正"),
        _count("otherwise", "其他结果"),
        _count("pending", "尚未审结"),
        _count(TOTAL, "总计"),
    ),
    (
        Row("fuyi", "行政复议"),
        Row("zhijie", "未经复议直接起诉", parent="susong"),
        Row("fuyihou", "复议后起诉", parent="susong"),
    ),
    "行政诉讼",
)

FORMS: tuple[Form, ...] = (
    Form(
        "2019",
        "国办公开办函〔2019〕60号",
        2019,
        _SECTIONS,
        _PROACTIVE_2019,
        _make_requests(()),
        _DISPUTES,
    ),
    Form(
        "2021",
        "国办公开办函〔2021〕30号",
        2021,
        _SECTIONS,
        _PROACTIVE_2021,
        _make_requests(_OTHERWISE),
        _DISPUTES,
    ),
)
"""Every form, oldest first."""
NEWEST = FORMS[-1]
FORM_BY_VERSION = {form.version: form for form in FORMS}


def find_form(year: int) -> Form | None:
    """The form that a report on a year is written in; None before there was one."""
    return next((form for form in reversed(FORMS) if form.first_year <= year), None)
