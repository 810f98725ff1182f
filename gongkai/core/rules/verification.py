"""Rules of a built site that anyone judges with `gongkai verify`."""

from __future__ import annotations

from gongkai.core.rules.rule import BLOCK, REVIEW_DUTY, REVIEW_FIRST, WARN, Rule

_REPORT = "向网站主办单位及其上级机关反映，并保存这份网站"

VERIFICATION_RULES = (
    Rule(
        "verify-file",
        BLOCK,
        "网站上的文件与清单不符：多出、缺少或被改动。",
        _REPORT,
    ),
    Rule(
        "verify-manifest",
        BLOCK,
        "清单不见了，写法与规定不符，或不是公开日志最后一次构建的清单。",
        _REPORT,
    ),
    Rule(
        "verify-unsigned",
        WARN,
        "清单或检查点没有发布机签名，不能确认由谁构建。",
        "请网站主办单位配置发布机密钥（gongkai build --builder-key）",
    ),
    Rule(
        "verify-signature",
        BLOCK,
        "清单或检查点的签名不是登记的发布机作出的。",
        _REPORT,
    ),
    Rule(
        "verify-catalog",
        BLOCK,
        "网站公布的 catalog/ 文件缺少或有误，无法据以核对。",
        _REPORT,
    ),
    Rule(
        "verify-seal",
        BLOCK,
        "网站公布的审查规则、名册等与根密钥的封印不符。",
        _REPORT,
    ),
    Rule(
        "verify-root",
        BLOCK,
        "封印上没有所给指纹的根密钥的签名：可能整个网站连同名册都被调换。",
        _REPORT,
    ),
    Rule(
        "verify-root-unconfirmed",
        WARN,
        "没有用外部得来的指纹核对根密钥；密钥全部被调换的假网站也能通过这样的核对。",
        "向上级机关或保密工作机构索取根密钥指纹，用 --root 重新核对",
    ),
    Rule(
        "verify-log",
        BLOCK,
        "公开日志或检查点被改动、截断，或与网站不符。",
        _REPORT,
    ),
    Rule(
        "verify-checkpoint",
        BLOCK,
        "以前保存的检查点不在现在的公开日志中：公开记录被删改过。",
        "把两份检查点及其签名一并交上级机关或监察机关，二者互相矛盾即为证据",
    ),
    Rule(
        "verify-proof",
        BLOCK,
        "公开或撤回的文件没有审查凭据，或凭据与公开日志、与重新推导的结果不符。",
        _REPORT,
    ),
    Rule(
        "verify-review",
        BLOCK,
        "审查凭据中的层级、人员、任期或签名不符合审查规则。",
        _REPORT,
        REVIEW_DUTY,
    ),
    Rule(
        "verify-attachment",
        BLOCK,
        "网站上的附件与审查时签署的不一致。",
        _REPORT,
        REVIEW_DUTY,
    ),
    Rule(
        "verify-page",
        BLOCK,
        "页面上的正文或标题与审查时签署的不一致。",
        _REPORT,
        REVIEW_DUTY,
    ),
    Rule(
        "verify-unlogged",
        BLOCK,
        "网站上有公开日志没有记载的文件。",
        _REPORT,
        REVIEW_FIRST,
    ),
)
