"""Rules of the scanner: what a text shows before a person has read it."""

from __future__ import annotations

from gongkai.core.findings import Severity
from gongkai.core.rules.rule import BLOCK, WARN, Rule

INFO = Severity.INFO
_SECRETS = "《保守国家秘密法》第三十五条、第三十六条；《保守国家秘密法实施条例》第二十一条"
_WORK_SECRETS = "《保守国家秘密法》第六十四条"
_PRIVACY = "《政府信息公开条例》第十五条；《个人信息保护法》第二十五条"
_SENSITIVE = "《个人信息保护法》第二十八条"
_WAIVE = "确属可以公开的，由复审或终审的人运行 gongkai review waive <文件> 签署保留说明"

SCAN_RULES = (
    Rule(
        "scan-marking",
        BLOCK,
        "文中标注位置出现国家秘密标志（密级、保密期限或份号）。",
        "停止处理，按保密规定报告；"
        "确系误报的，由复审或终审的人运行 gongkai review waive <文件> 签署保留说明",
        _SECRETS,
    ),
    Rule(
        "scan-internal",
        BLOCK,
        "文中标注位置出现工作秘密、内部资料、不得外传等内部标志。",
        f"报请产生该文件的部门确认能否公开；{_WAIVE}",
        _WORK_SECRETS,
    ),
    Rule(
        "scan-openness",
        BLOCK,
        "正文标注的公开属性与文件头的“主动公开”不一致。",
        "核对发文稿纸上的公开属性，改正正文标注或 disclosure",
        "《政府信息公开条例》第十七条",
    ),
    Rule(
        "scan-identity",
        BLOCK,
        "文中有完整的居民身份证号码。",
        f"删去或只保留前两位和后两位；{_WAIVE}",
        _PRIVACY,
    ),
    Rule(
        "scan-bank-card",
        BLOCK,
        "文中有完整的银行卡号。",
        f"删去或只保留末四位；{_WAIVE}",
        f"{_PRIVACY}、第二十八条",
    ),
    Rule(
        "scan-certificate",
        BLOCK,
        "文中有护照、通行证、军人证件等证件的完整号码。",
        f"删去或隐去中间各位；{_WAIVE}",
        _PRIVACY,
    ),
    Rule(
        "scan-sealed-record",
        BLOCK,
        "文中写明具体个人受治安管理处罚，违反治安管理记录应当封存，不得公开。",
        f"不公开该文件，或改为不能识别个人的统计；{_WAIVE}",
        "《治安管理处罚法》第一百三十六条",
    ),
    Rule(
        "scan-penalty-name",
        BLOCK,
        "处罚文书中的自然人姓名没有隐去，应当只留姓氏。",
        f"改为“姓+某”；{_WAIVE}",
        "《公安机关执法公开规定》；《政府信息公开条例》第十五条",
    ),
    Rule(
        "scan-credential",
        BLOCK,
        "文中有密码、口令、密钥或访问令牌。",
        "删去，并立即更换该密码或密钥",
        "《网络安全法》",
    ),
    Rule(
        "scan-phone",
        WARN,
        "文中有手机号码；在处罚文书中拦截。",
        "属于个人的删去或隐去中间四位；属于本单位的列入已公布号码",
        _PRIVACY,
    ),
    Rule(
        "scan-address",
        WARN,
        "文中有具体到门牌、房间的住址；在处罚文书中拦截。",
        "只写到乡镇、街道",
        _PRIVACY,
    ),
    Rule(
        "scan-plate",
        WARN,
        "文中有机动车号牌号码；在处罚文书中拦截。",
        "隐去中间各位",
        _PRIVACY,
    ),
    Rule(
        "scan-protected",
        WARN,
        "文中写明未成年人、被害人、举报人、证人等的姓名；在处罚文书中拦截。",
        "改为“姓+某”，并删去能识别其身份的内容",
        "《未成年人保护法》第一百零三条；《政府信息公开条例》第十五条",
    ),
    Rule(
        "scan-health",
        WARN,
        "文中写明具体个人的疾病、残疾等健康情况；在处罚文书中拦截。",
        "删去健康情况，或隐去姓名",
        f"《政府信息公开条例》第十五条；{_SENSITIVE}",
    ),
    Rule(
        "scan-network",
        WARN,
        "文中有内部网络地址、共享目录或本机文件地址。",
        "删去，或换成公众能够访问的地址",
        "《网络安全法》",
    ),
    Rule(
        "scan-garbled",
        WARN,
        "文中有乱码，或转换编码时受损的文字。",
        "对照原件改正",
        "《政府信息公开条例》第六条",
    ),
    Rule(
        "scan-credit-code",
        INFO,
        "文中有统一社会信用代码；法人的代码可以公开，个体工商户的可能对应个人。",
        "个体工商户的，确认可以公开",
        "《政府信息公开条例》第十五条",
    ),
)
