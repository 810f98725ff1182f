"""The smallest valid values of every document type, as front-matter spells them."""

from __future__ import annotations

from typing import Any

from gongkai.core.annual.forms import NEWEST

RECORD: dict[str, Any] = {
    "title": "示例",
    "category": "lanmu",
    "disclosure": "主动公开",
    "made": "2026-01-31",
    "issuer": "示例市测试局",
    "index_number": "11990000MB9900013U/2026-00001",
    "unit": "bangongshi",
    "drafter": "r01",
    "revision": "1",
}
DOCUMENT = RECORD | {"subject": "综合政务/其他", "summary": "概述。"}
PAPER = {"document_number": "示测发〔2026〕1号", "genre": "通知"}
DECISION = {
    "decision_number": "示测决〔2026〕1号",
    "decision_date": "2026-01-30",
    "party": "示例有限公司",
    "party_kind": "法人",
    "legal_basis": "某法第一条",
    "content": "准予",
}
_ZEROS = ["0"] * 7
OWN: dict[str, dict[str, Any]] = {
    "gongkai-zhinan": {
        "classification": "分类",
        "arrangement": "编排",
        "access": "获取",
        "office_name": "办公室",
        "office_address": "人民路9号",
        "office_hours": "9:00—17:00",
        "office_phone": "0999-5550990",
        "office_fax": "0999-5550991",
        "office_internet": "gongkai@cs.shili.example",
        "verified": "2026-01-31",
    },
    "zhidu": {},
    "gongwen": PAPER,
    "guifanxing-wenjian": PAPER
    | {
        "registration_number": "登1号",
        "effective": "2026-03-01",
        "expiry": "2031-03-01",
        "legality_review": "法制科第1号",
    },
    "jiedu": {
        "interprets": ["guifanxing/a"],
        "form": "文字",
        "plan_signed": "2026-01-30",
        "elements": ["背景依据"],
    },
    "zhengji": {
        "start": "2026-02-01",
        "end": "2026-03-03",
        "legal_basis": "条例",
        "contact": "0999-5550990",
    },
    "jigou": {
        "functions": "职责",
        "address": "人民路9号",
        "hours": "9:00—17:00",
        "phone": "0999-5550990",
        "head": "甲某，局长",
        "verified": "2026-01-31",
    },
    "yishenqing": {
        "office_name": "办公室",
        "address": "人民路9号",
        "hours": "9:00—17:00",
        "phone": "0999-5550990",
        "fax": "0999-5550991",
        "email": "gongkai@cs.shili.example",
        "form": "shenqing-biao.docx",
        "fees": "不收费",
        "supervision": "0999-5550999",
        "verified": "2026-01-31",
    },
    "jiandu-qudao": {
        "verified": "2026-01-31",
        "ways": [
            {
                "kind": "投诉",
                "name": "监督电话",
                "purpose": "服务问题",
                "authority": "示例市测试局办公室",
                "phone": "0999-5550999",
                "time_limit": "15个工作日内答复",
                "basis": "某条例第五条",
            }
        ],
    },
    "chayue": {
        "verified": "2026-01-31",
        "places": [
            {
                "name": "市档案馆",
                "address": "人民路7号",
                "hours": "工作日9:00—17:00",
                "phone": "0999-5550990",
            }
        ],
    },
    "xinmeiti": {
        "as_of": "2026-01-31",
        "unified": "是",
        "accounts": [
            {"platform": "微博", "name": "示例", "opened": "2020-01-01", "status": "已注销"}
        ],
    },
    "shiwu-zhaoling": {
        "claim_place": "人民路9号",
        "claim_hours": "工作日9:00—17:00",
        "claim_phone": "0999-5550990",
        "claim_proof": ["身份证"],
        "as_of": "2026-01-31",
        "goods": [
            {
                "number": "1",
                "name": "手机",
                "found": "2026-01-20",
                "place": "湖滨广场",
                "description": "深色",
                "status": "待认领",
                "claim_until": "2027-01-30",
            }
        ],
    },
    "shuju-ji": {
        "licence": "免费使用，注明来源",
        "frequency": "每年",
        "as_of": "2026-01-31",
        "records": "1",
        "table": "shuju.csv",
        "fields": [{"name": "地区", "meaning": "县、区名称"}],
    },
    "banshi-zhinan": {
        "item_code": "000109001000",
        "legal_basis": "某法第二条",
        "conditions": "本市居民",
        "materials": ["身份证"],
        "place": "窗口",
        "hours": "9:00—17:00",
        "phone": "0999-5550990",
        "steps": ["申请"],
        "time_limit": "5个工作日",
        "fee": "不收费",
        "online": "是",
        "verified": "2026-01-31",
    },
    "xuke-jieguo": DECISION | {"licence_class": "普通", "valid_from": "2026-02-01"},
    "chufa-jieguo": DECISION | {"penalty_class": "罚款", "facts": "事实", "social_impact": "影响"},
    "quanze-shixiang": {
        "power_code": "0001",
        "power_class": "行政许可",
        "legal_basis": "某法第三条",
        "flow_chart": "申请、受理、决定",
        "discretion": "无裁量",
        "accountability": "追责",
        "as_of": "2026-01-31",
    },
    "caizheng": {
        "year": "2026",
        "fiscal_kind": "部门预算",
        "approved": "2026-01-20",
        "approved_by": "财政局",
        "total": "1234.56",
    },
    "caigou": {"stage": "采购公告", "project_number": "采1号", "amount": "10"},
    "xiangmu": {
        "project_stage": "批准",
        "approval_number": "批1号",
        "schedule": "2026年3月至12月",
        "investment": "100.5",
    },
    "jianyi-tian": {
        "proposal_number": "第1号",
        "session": "第一次会议",
        "proposal_kind": "人大代表建议",
        "reply_number": "复1号",
        "reply_date": "2026-01-30",
        "satisfaction": "满意",
    },
    "yingji": {
        "event_kind": "社会安全事件",
        "level": "未分级",
        "start": "2026-01-31 09:30",
        "area": "全市",
        "measures": "留意通知",
    },
    "huiying": {
        "topic": "关切",
        "disposition": "不明情况已说明",
        "received": "2026-01-20",
        "replied": "2026-01-30",
    },
    "laixin": {
        "period_start": "2026-01-01",
        "period_end": "2026-03-31",
        "letters": [
            {"received": "2026-01-20", "kind": "咨询", "subject": "事由", "unit": "办公室"}
        ],
    },
    "wenda": {
        "topic": "户籍",
        "verified": "2026-01-31",
        "questions": [{"question": "问题", "answer": "解答", "basis": "某法第一条"}],
    },
    "huiyi": {
        "meeting": "2026年第1次局长办公会议",
        "held": "2026-01-30",
        "chair": "局长",
        "agenda": [{"topic": "议题", "decision": "同意"}],
        "attendees": [{"presence": "出席", "kind": "机关人员", "unit": "办公室"}],
    },
    "renwu": {
        "year": "2026",
        "as_of": "2026-01-31",
        "tasks": [{"task": "任务", "unit": "办公室", "due": "2026-12-31"}],
    },
    "tian-banli": {
        "year": "2026",
        "proposals": [
            {
                "session": "第一次会议",
                "number": "第1号",
                "kind": "人大代表建议",
                "subject": "案由",
                "unit": "办公室",
            }
        ],
    },
    "tongji": {"period": "2025年", "measure": "件"},
    "nianbao": {
        "year": "2025",
        "period_start": "2025-01-01",
        "period_end": "2025-12-31",
        "form": "2021",
        "proactive": {
            "guizhang": ["0"] * 3,
            "guifanxing": ["1", "0", "4"],
            "xuke": "9",
            "chufa": "8",
            "qiangzhi": "0",
            "shoufei": "0.5",
        },
        "requests": {row.key: _ZEROS for row in NEWEST.requests.figures},
        "disputes": {row.key: _ZEROS[:5] for row in NEWEST.disputes.rows},
    },
    "niandu-baobiao": {"year": "2025", "figures": [{"name": "发布数", "value": "10 条"}]},
    "dongtai": {"source": "办公室"},
    "tonggao": {},
    "dengji": {"reason": {"code": "A16-1", "text": "内部事项", "next_review": "2027-01-31"}},
}
EXAMPLES = {
    kind: (RECORD if kind == "dengji" else DOCUMENT) | {"type": kind} | own
    for kind, own in OWN.items()
}
