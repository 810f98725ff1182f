"""Rules of catalogue, seal, configuration and output."""

from __future__ import annotations

from gongkai.core.rules.rule import BLOCK, REVIEW_FIRST, WARN, Rule

STRUCTURE_RULES = (
    Rule(
        "catalog-broken",
        BLOCK,
        "catalog/ 中的文件缺少或有误。",
        "按提示修改后由根密钥持有人运行 gongkai seal",
    ),
    Rule(
        "seal-missing",
        BLOCK,
        "没有封印，栏目、审查人和配置可能被人改动。",
        "由根密钥持有人运行 gongkai seal",
    ),
    Rule(
        "seal-broken",
        BLOCK,
        "封印之后有文件被改动、增加或删除，或封印签名不对。",
        "恢复该文件；确需修改的，由根密钥持有人核对后运行 gongkai seal",
    ),
    Rule(
        "seal-expired",
        BLOCK,
        "封印已过期。",
        "由根密钥持有人核对后运行 gongkai seal",
    ),
    Rule(
        "seal-expiring",
        WARN,
        "封印将在六十日内到期。",
        "请根密钥持有人核对后运行 gongkai seal",
    ),
    Rule(
        "seal-lower",
        BLOCK,
        "封印版本比已使用过的旧。",
        "恢复最新的封印",
    ),
    Rule(
        "demo-key",
        BLOCK,
        "正式站点使用了人人都有的演练密钥。",
        "换成本人的密钥后重新封印、重新送审",
    ),
    Rule(
        "key-weak",
        BLOCK,
        "公钥太弱、类型不允许，或两人共用。",
        "换用 ssh-ed25519 等密钥后重新封印",
    ),
    Rule(
        "gate-not-wired",
        BLOCK,
        "mkdocs.yml 没有接入审查关口，或有不允许的设置。",
        "恢复 mkdocs.yml 中的 hooks、docs_dir 和 site_dir",
        REVIEW_FIRST,
    ),
    Rule(
        "output-altered",
        BLOCK,
        "生成的网站与审查通过的内容不一致，已停止切换。",
        "检查是否装有其他插件或改动了主题，然后重新构建",
        REVIEW_FIRST,
    ),
)
