"""Examples of catalogue, seal, configuration and output."""

from __future__ import annotations

from gongkai.core.rules.example import told

STRUCTURE_EXAMPLES = {
    "catalog-broken": told(
        "columns.yml 中两个栏目编号相同",
        "每个栏目编号只用一次，改后重新封印",
    ),
    "seal-missing": told("新仓库还没有 catalog/SEAL", "根密钥持有人核对后运行 gongkai seal"),
    "seal-broken": told(
        "封印之后有人在 reviewers.yml 里加了一把公钥",
        "恢复原文件；确需增加的，由根密钥持有人核对后重新封印",
    ),
    "seal-expired": told("封印有效期到 11月1日，今天是 11月22日", "每年到期前重新封印"),
    "seal-expiring": told("封印还有 20 天到期", "约请根密钥持有人核对并封印"),
    "seal-lower": told(
        "合并旧分支时带回了上一次的封印",
        "恢复最新的 catalog/SEAL 及其所封的文件",
    ),
    "demo-key": told(
        "正式站点的名册里登记着演练密钥",
        "每人自己生成密钥，登记后重新封印",
    ),
    "key-weak": told("登记了 1024 位的 ssh-rsa 公钥", "改用 ssh-ed25519 密钥"),
    "gate-not-wired": told(
        "mkdocs.yml 里删去了 hooks 一项",
        "恢复为 hooks: [hooks/gongkai_gate.py]，重新封印",
    ),
    "output-altered": told(
        "发布机上装了会改写网页的插件",
        "按锁定的版本重新安装引擎，不装其他插件",
    ),
}
