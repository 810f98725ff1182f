"""Examples of what the scanner finds in a text; every number and name is made up."""

from __future__ import annotations

from gongkai.core.rules.example import body, fields

SCAN_EXAMPLES = {
    "scan-marking": body("机密★10年\n\n关于做好冬季值守的通知", "关于做好冬季值守的通知"),
    "scan-internal": body("内部资料　注意保存\n\n办公时间调整方案", "办公时间调整方案"),
    "scan-openness": body(
        "办公时间自11月起调整。\n\n（此件不予公开）", "办公时间自11月起调整。\n\n（此件公开发布）"
    ),
    "scan-identity": body(
        "郭某某，身份证号：130203189203169289", "郭某某，身份证号：13**************89"
    ),
    "scan-bank-card": body("退款账号：6200005660681446254", "退款账号：末四位 6254"),
    "scan-certificate": body("护照号码：G00006606", "护照号码：G0****606"),
    "scan-sealed-record": body(
        "沈兰因扰乱公共秩序被处以行政拘留10日。", "本月办理扰乱公共秩序案件 3 起。"
    ),
    "scan-penalty-name": fields(
        "type: chufa-jieguo\nfacts: 当事人沈兰于2026年1月占道经营",
        "type: chufa-jieguo\nfacts: 当事人沈某于2026年1月占道经营",
    ),
    "scan-credential": body("系统初始密码：Sl@2026xx9", "系统初始密码由管理员当面告知。"),
    "scan-phone": body("联系人手机：15495660681", "联系电话：0999-5550990"),
    "scan-address": body("住示例市望湖区示范巷17号8栋21单元1306室", "住示例市望湖区南门街道"),
    "scan-plate": body("车牌号：藏ZKACD0", "车牌号：藏Z***D0"),
    "scan-protected": body("被害人沈兰，女，本市居民。", "被害人沈某，本市居民。"),
    "scan-health": body("沈兰患尿毒症，申请临时救助。", "沈某因病申请临时救助。"),
    "scan-network": body(
        "登录 http://192.168.249.146/oa 填报。", "登录 https://www.shili.example/ 填报。"
    ),
    "scan-garbled": body("锟斤拷锟斤拷关于办公时间", "关于办公时间"),
    "scan-credit-code": body("统一社会信用代码：52350000FKL1KQ5F6C", "名称：示例市某协会"),
}
