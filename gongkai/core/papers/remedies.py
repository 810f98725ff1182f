"""How each kind of gap is mended, as a letter tells the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.report.checks import Topic

if TYPE_CHECKING:
    from gongkai.core.report.checks import Duty

_LATE = "查明逾期原因，书面说明责任环节和今后按时公开的措施；不得改动发布日期"
_BY_TOPIC = {
    Topic.ELEMENTS: "补齐所缺内容，经审查后公开；确不适用的，在栏目设置中写明理由",
    Topic.UPDATES: "补充应公开的新内容；没有新内容的，核实后写明情况，不得以旧充新",
    Topic.LIMITS: _LATE,
    Topic.DATES: "核对成文、审查和发布记录，更正不实日期并说明原因",
    Topic.RELATIONS: "补充所缺内容或者关联，经审查后更新原文件",
    Topic.ANNUAL: "核对原始台账，更正数据或者文字，注明更正情况后重新公布",
    Topic.REVIEW: "核对审查记录，按规定层级重新审查，并落实逐件审查责任",
    Topic.MANAGEMENT: "补报公开属性和处理意见，逐件登记",
}
"""What is said of duties that are not named below."""
_BY_DUTY = {
    "elements-guide": "补齐公开指南所缺要素，经审查后更新指南",
    "elements-guide-age": "按机构和联系方式的变化修订公开指南，写明核实日期",
    "elements-rules": "制定或者公开所缺制度",
    "elements-catalog": "补齐文件的索引号、名称、内容概述、生成日期",
    "elements-key-areas": "在所列重点领域的栏目中公开应有内容",
    "elements-required": "公开应有内容；确无内容的，在栏目设置中写明零公开说明",
    "elements-haves": "补充所缺的机构、制度、人员、安排或者考核情况",
    "updates-age": "公开最近形成的应公开信息；确无新内容的，核实原有内容并写明核实日期",
    "updates-gap": "补充期间形成而没有公开的信息，今后按规定间隔更新；不得补造日期",
    "updates-count": "补充应公开信息，达到规定条数",
    "updates-empty": "公开应有内容；确无内容的，写明零公开说明或者不适用理由",
    "updates-statement": "核实零公开说明是否仍然成立，更新说明日期",
    "updates-inapplicable": "删去不适用理由，或者将内容移至相应栏目",
    "updates-links": "在正文中写出公开内容，不只放链接",
    "updates-fields": "补填所缺要素；确实没有的，在正文中说明",
    "limit-consultation": "今后征求意见不少于三十日；确需缩短的，在征求意见时说明理由",
    "limit-before-effect": "今后在施行之前公布规范性文件；未经公布的不得作为管理依据",
    "limit-rules-effect": "今后规章公布满三十日后施行；不足三十日的写明理由",
    "limit-annual": "没有公布的立即公布；逾期公布的书面说明原因",
    "relation-interpretation": "补充解读材料，或者写明不作解读的理由",
    "relation-interpretation-elements": "补写所缺的解读要素；文字中已经写到的，在要素清单中列明",
    "relation-interpretation-text": "为图解、视频补充文字说明",
    "relation-interpretation-drafted": "今后解读方案与文件一并起草",
    "relation-interpretation-signed": "今后解读材料与文件一并送审",
    "relation-interpretation-published": "今后解读材料与文件同日发布，至迟不超过三个工作日",
    "relation-interpretation-drafter": "由文件起草部门审核解读材料，更正责任部门",
    "relation-interpretation-declared": "补写所列要素，或者更正要素清单",
    "relation-consultation-policy": "在征求意见和文件之间补上关联",
    "relation-consultation-before": "今后征求意见截止后再作出决定",
    "relation-normative-period": "核对正文，更正施行日期或者有效期",
    "relation-target": "公开被关联的文件，或者更正关联",
    "relation-consultation": "补充征求意见情况，或者写明不征求意见的理由",
    "relation-consultation-result": "公布收到和采纳意见的情况",
    "relation-consultation-reasons": "公布意见没有采纳的理由",
    "relation-normative-legality": "补填合法性审核机构和审核意见编号",
    "relation-normative-formats": "补充可以编辑（docx）和版式固定（pdf 或 ofd）的两种文本",
    "relation-expiry": "办理延续、修订或者宣布失效，并公布清理结果",
    "relation-repeal": "为正文宣布废止的文件标注废止",
    "relation-basis": "更新指南、权责事项所列依据",
    "relation-consents": "取得有关机关书面意见并登记；没有取得的，先行撤回",
    "relation-reprint-source": "补填来源机关和原文网址",
    "relation-reprint-maker": "标明转载和来源，或者更正发布机构",
    "relation-gazette": "没有报送的，报送政府公报编辑机构；已经报送的，补登报送情况",
    "relation-attachment-text": "在正文中补充扫描件的文字，或者换成有文字的文件",
    "relation-attachment-data": "增加可以取用的表格文件（xlsx 或 csv）",
    "relation-attachment-form": "增加可以填写的 docx 或者 xlsx 文件",
    "relation-attachment-there": "补上正文提到的附件，或者更正正文",
    "relation-picture-text": "为图片补写说明内容的替代文字",
    "relation-link": "更正或者去掉打不开的链接",
    "relation-link-https": "改用 https 地址；对方不支持的，核实后去掉链接",
    "relation-link-host": "核实链接；确需保留的，注明站外链接",
    "relation-media-owner": "明确账号的责任单位和管理人员",
    "relation-media-active": "恢复更新；无力维护的，按程序注销",
    "relation-media-closed": "办理注销，并发布注销公告",
    "relation-figures": "核对逐件记录，更正文字中的数字",
    "relation-task-quarters": "补充公布所缺季度的进展",
    "annual-prose": "逐项核对，使文字与表格一致，注明更正情况后重新公布",
    "annual-growth": "按两年数字重新计算增减数，更正文字",
    "annual-blanks": "空白和“-”改填数字，没有的填0",
    "annual-money": "按规定单位重新填写金额",
    "annual-sections": "补写所缺部分；没有情况的写明没有",
    "annual-parts": "使正文所称部分与实有部分一致",
    "annual-copied": "结合本年度实际重写雷同部分",
    "annual-altered": "补充修改说明，写明改了什么、为什么改",
    "annual-series": "补充公布所缺年度的报告，归入年报专栏",
    "annual-website-parts": "补填所缺部分",
    "annual-website-sums": "核对分项，更正总数或者分项",
    "annual-website-counts": "按本站当年实有数量核对，数量不符的更正并注明",
    "management-filing": "补报公开属性，今后于每季度结束后按期报备",
    "management-filing-settled": "对没有确定属性的公文逐件提出属性和理由，报办公室审核",
    "management-filing-counts": "核对报备件数和公开件数，更正后重新报备",
    "management-backlog": "对条例施行前的公文逐件作出公开、不公开、解密或者重新定密的处理决定",
    "management-reassessment": "重新评估不公开事项，可以公开的公开，仍不公开的写明下次评估日期",
    "management-reason": "按公开属性更正理由代码和说明",
    "review-refusals": "抽查已签文件，核实审查是否逐件进行",
    "review-keys": "为审查人配发硬件安全密钥，换用密钥后停用旧密钥",
    "review-delegation": "收回长期委托，由有权审查的人员签署",
    "review-waiver": "重新核对保留说明，到期的更正内容或者重新说明",
    "review-stock": "对到期的存量文件重新审查，不宜公开的撤回",
    "review-busy": "复核当日签署的文件，今后逐件审查",
    "review-same-day": "复核当日走完各级审查的文件，今后给各级留出审查时间",
}


def tell_remedy(duty: Duty) -> str:
    """How a gap in the duty is mended, as a clause without a full stop."""
    return _BY_DUTY.get(duty.id, _BY_TOPIC[duty.topic])
