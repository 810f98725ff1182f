"""What a reviewer of each level has to ask himself, with the law behind each question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.chain import required_levels

if TYPE_CHECKING:
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft


@dataclass(frozen=True, slots=True)
class Point:
    """One question; the reviewer answers for it with his tick."""

    id: str
    name: str
    statement: str
    """What is true if the box is ticked."""
    basis: str


CONTENT = (
    Point(
        "zhunque",
        "真实准确",
        "标题、文号、日期、数据、联系方式与正式文件一致，没有错字漏字，页面样式正常。",
        "《政府信息公开条例》第六条",
    ),
    Point(
        "weizhi",
        "栏目和公开方式",
        "栏目、公开方式、主题分类、责任部门和网址正确；属于主动公开的范围。",
        "《政府信息公开条例》第十三条、第十九条、第二十条",
    ),
)
SECRECY = (
    Point(
        "guojia-mimi",
        "国家秘密",
        "正文、图片和附件不含国家秘密，没有密级标志；引用、转载的来源文件没有定密，或者已经解密。",
        "《保守国家秘密法》第三十五条；《政府信息公开条例》第十四条、第十七条",
    ),
    Point(
        "gongzuo-mimi",
        "工作秘密",
        "不含工作秘密、警务工作秘密，没有“内部资料”“注意保存”等标志和内部网络地址、内部电话。",
        "《保守国家秘密法》第六十四条",
    ),
    Point(
        "juhe",
        "聚合风险",
        "与已经公开的信息合在一起，也推断不出国家秘密、工作秘密。",
        "《保守国家秘密法》第三十六条",
    ),
    Point(
        "san-anquan",
        "三安全一稳定",
        "公开后不会危及国家安全、公共安全、经济安全、社会稳定，也不属于法律、行政法规禁止公开的信息。",
        "《政府信息公开条例》第十四条",
    ),
    Point(
        "shangye-mimi",
        "商业秘密",
        "不涉及商业秘密；涉及的，第三方同意公开，或者不公开会对公共利益造成重大影响。",
        "《政府信息公开条例》第十五条",
    ),
    Point(
        "geren-yinsi",
        "个人隐私",
        "没有不必要的身份证号、住址、电话、银行账号、健康状况等个人信息，未成年人不能被认出；"
        "必须公开的已经作了处理。",
        "《政府信息公开条例》第十五条；《个人信息保护法》第六条、第二十五条、第二十八条；"
        "《未成年人保护法》第一百零三条",
    ),
    Point(
        "zhian-fengcun",
        "治安违法记录封存",
        "不含能认出个人的治安违法记录。",
        "《治安管理处罚法》第一百三十六条",
    ),
    Point(
        "neibu-guocheng",
        "内部事务和过程性信息",
        "不属于内部事务信息、过程性信息和行政执法案卷信息；属于的，依法应当公开或者已决定公开。",
        "《政府信息公开条例》第十六条",
    ),
    Point(
        "qita-jiguan",
        "其他机关",
        "涉及其他机关、联合制发的内容，已与其协商、确认。",
        "《政府信息公开条例》第十条、第十一条",
    ),
)
ATTACHMENTS = Point(
    "fujian",
    "附件隐藏内容",
    "每个附件都打开看过全部页、工作表和图片，连同批注、修订、隐藏内容和文件属性，没有不宜公开的内容。",
    "《保守国家秘密法实施条例》第四十二条",
)
DECISION = (
    Point(
        "quanwen",
        "全文",
        "已看过正文全文、页面上不直接看到的内容和下级的审查意见。",
        "《保守国家秘密法实施条例》第四十二条：先审查、后公开，一事一审",
    ),
    Point(
        "shiji",
        "公开的时机和影响",
        "公开的时机、范围和方式适当，与已公开的信息不抵触；预判过可能引起的反应。",
        "《政府信息公开条例》第五条、第六条、第十一条",
    ),
)


def list_points(catalog: Catalog, draft: Draft, role: str | None, day: date) -> tuple[Point, ...]:
    """The questions of a level for a document; all of them where no level is named.

    The first level answers for the content, the last for the decision, those between for secrecy;
    where none stands between, the last answers for secrecy too.
    """
    levels = required_levels(catalog, draft.record, day)
    attached = (ATTACHMENTS,) if draft.attachments else ()
    if role is None or role not in levels:
        return (*CONTENT, *SECRECY, *attached, *DECISION)
    if role == levels[0]:
        return (*CONTENT, *(p for p in SECRECY if p.id in _EVERYBODY), *attached)
    if role != levels[-1]:
        return (*SECRECY, *attached)
    secrecy = SECRECY if len(levels) <= _TWO else tuple(p for p in SECRECY if p.id in _AT_LAST)
    return (*DECISION, *secrecy, *attached)


_EVERYBODY = frozenset({"guojia-mimi", "gongzuo-mimi", "geren-yinsi"})
_AT_LAST = frozenset({"guojia-mimi", "juhe", "san-anquan"})
_TWO = 2
