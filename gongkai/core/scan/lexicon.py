"""The words that the scanner looks for in one pass, by topic."""

from __future__ import annotations

from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation


def _spaced(*words: str) -> tuple[str, ...]:
    return tuple(gap.join(word) for word in words for gap in ("", " ", "  "))


LEVEL_WORDS: Final = ("绝密", "机密", "秘密", "絕密", "機密")
VICTIM_WORDS: Final = (
    "被害人", "受害人", "受害者", "被侵害人", "报案人", "举报人", "检举人", "控告人", "投诉人",
    "证人", "线人",
)  # fmt: skip
CHILD_WORDS: Final = (
    "未成年人", "孤儿", "留守儿童", "困境儿童", "失踪儿童", "弃婴", "幼儿", "学生",
)  # fmt: skip
DISEASE_WORDS: Final = (
    "尿毒症", "癌", "白血病", "艾滋病", "HIV", "精神分裂", "精神病", "精神障碍", "双相情感障碍",
    "抑郁症", "焦虑症", "乙型肝炎", "乙肝", "丙肝", "肝硬化", "肺结核", "结核病", "梅毒", "性病",
    "糖尿病", "高血压", "冠心病", "心脏病", "脑梗", "脑出血", "脑瘫", "癫痫", "肿瘤", "肾衰竭",
    "血友病", "麻风病", "帕金森", "阿尔茨海默", "自闭症", "孤独症", "残疾一级", "残疾二级",
    "残疾三级", "残疾四级", "精神一级", "精神二级", "精神三级", "精神四级", "肢体一级",
    "肢体二级", "肢体三级", "肢体四级", "智力一级", "智力二级", "智力三级", "智力四级",
    "视力一级", "视力二级", "听力一级", "听力二级",
)  # fmt: skip
PATIENT_WORDS: Final = ("患者", "病人", "病号")
PENALTY_WORDS: Final = (
    "治安管理处罚", "治安处罚", "治安罚款", "治安拘留", "行政拘留", "治安警告", "强制隔离戒毒",
)  # fmt: skip
PARTY_WORDS: Final = (
    "当事人", "被处罚人", "受处罚人", "违法行为人", "违法嫌疑人", "行政相对人", "法定代表人",
    "负责人", "经营者", "业主", "投资人", "委托代理人", "驾驶人", "直接责任人员", "姓名",
    "被处罚者", "行为人", "法人代表", "罚款对象", "处罚对象", "当 事 人", "车主", "店主", "party:",
)  # fmt: skip
_HOME_WORDS = (
    "住址", "家庭地址", "户籍地", "户籍所在地", "居住地", "住所", "通讯地址", "通信地址",
    "送达地址", "常住地址", "出租屋", "家住", "租住", "暂住", "现住", "户籍", "住",
)  # fmt: skip
_TOPICS: dict[str, tuple[str, ...]] = {
    "level": (*_spaced(*LEVEL_WORDS), "密级", "保密期限", "份号"),
    "internal": _spaced(
        "内部", "注意保存", "注意保管", "妥善保管", "外传", "工作秘密", "警务秘密", "机密电报",
        "密级",
    ),
    "openness": _spaced("公开", "公 开"),
    "identity": ("身份证", "公民身份号", "身份号码", "证件号", "ID", "证件"),
    "credit": ("信用代码", "机构代码", "税号", "识别号", "索引号"),
    "card": (
        "卡号", "银行", "账号", "账户", "帐号", "帐户", "一卡通", "存折", "信用社", "开户",
        "信用卡", "借记卡", "社保卡", "打卡", "工资卡",
    ),
    "certificate": (
        "护照", "军官证", "士兵证", "文职干部证", "军人保障卡", "义务兵证", "士官证", "警官证",
        "人民警察证", "通行证", "台胞证", "回乡证",
    ),
    "home": _HOME_WORDS,
    "house": ("栋", "幢", "号楼", "弄", "#楼", "座", "号院"),
    "room": ("室",),
    "victim": VICTIM_WORDS,
    "child": CHILD_WORDS,
    "vehicle": ("车", "号牌", "牌照", "牌号"),
    "age": ("岁",),
    "age-column": ("年龄",),
    "name-column": ("姓名", "名字", "被处罚人", "当事人", "违法行为人"),
    "disease": DISEASE_WORDS,
    "patient": PATIENT_WORDS,
    "penalty": PENALTY_WORDS,
    "party": PARTY_WORDS,
    "sanction": ("罚款", "处罚", "警告", "吊销", "没收"),
    "secret": (
        "密码", "口令", "密钥", "password", "Password", "PASSWORD", "passwd", "pwd", "token",
        "Token", "secret", "Secret", "SECRET", "api_key", "apikey", "API_KEY", "access_key",
        "AccessKey", "Bearer",
    ),
    "token": ("AKIA", "LTAI", "AKID", "ghp_", "PRIVATE KEY", "eyJ", "sk-", "://"),
    "network": ("10.", "172.", "192.168.", "127.0.", "localhost", "file:", "\\\\"),
    "garbled": (
        "锟斤拷", "烫烫烫", "屯屯屯", "锛", "銆", "鈥", "鐨勶", "涓轰", "閫氱煡", "&nbsp;", "&#",
        "\\u", "???", "?。", "?,", *"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "Ã", "Â", "ä¸", "å", "æ", "ç",
        "ï¼", "â€", "\ufffd",
    ),
}  # fmt: skip
_WORDS = tuple(dict.fromkeys(word for words in _TOPICS.values() for word in words))
_TOPICS_OF = tuple(
    tuple(topic for topic, words in _TOPICS.items() if word in words) for word in _WORDS
)
_AUTOMATON = AhoCorasick(_WORDS, implementation=Implementation.DFA)

Places = dict[str, list[tuple[int, int]]]


def find_words(text: str) -> Places:
    """For each topic that occurs, start and end of its words in ascending order."""
    places: Places = {}
    for word, start, end in _AUTOMATON.find_matches_as_indexes(text, overlapping=True):
        for topic in _TOPICS_OF[word]:
            places.setdefault(topic, []).append((start, end))
    return places
