"""Examples of what `gongkai verify` finds in a built site."""

from __future__ import annotations

from gongkai.core.rules.example import told

VERIFICATION_EXAMPLES = {
    "verify-file": told("服务器上的一页被改了字", "每个文件的摘要与清单一致"),
    "verify-manifest": told("清单被删去或重排", "清单就是公开日志最后一次构建的那一份"),
    "verify-unsigned": told(
        "构建时没有给出发布机密钥",
        "gongkai build --builder-key，清单和检查点都有签名",
    ),
    "verify-signature": told("清单由没有登记的密钥签名", "由 reviewers.yml 登记的发布机签名"),
    "verify-catalog": told("网站公布的 reviewers.yml 缺了一段", "公布的 catalog/ 文件完整"),
    "verify-seal": told("公布的名册与封印的摘要不符", "公布的名册就是封印时的那一份"),
    "verify-root": told(
        "封印由另一把根密钥签署，指纹与上级给的不同",
        "封印由指纹相符的根密钥签署",
    ),
    "verify-root-unconfirmed": told(
        "运行 gongkai verify site", "运行 gongkai verify site --root SHA256:…"
    ),
    "verify-log": told("公开日志中间少了一行", "日志逐行相接，末行与检查点一致"),
    "verify-checkpoint": told(
        "去年保存的检查点在今年的日志里找不到",
        "旧检查点是现在日志的开头一段",
    ),
    "verify-proof": told("有一份公开的文件没有凭据", "每份文件旁边都有凭据，能重新推导"),
    "verify-review": told("凭据里终审人当时不在任", "各级审查人当时都在任并有授权"),
    "verify-attachment": told("附件被换成另一个文件", "附件的摘要与签署时一致"),
    "verify-page": told("页面正文比审查的稿子多出一段", "页面正文与签署的稿子一致"),
    "verify-unlogged": told("网站上多出一份日志没有记载的文件", "每份文件都在公开日志中"),
}
