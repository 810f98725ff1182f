"""Rules of what must not enter the history of the repository at all; the git hooks raise them."""

from __future__ import annotations

from gongkai.core.rules.rule import BLOCK, REVIEW_FIRST, WARN, Rule

_REWRITE = "在本机用 git rebase -i 改写该提交后重新推送"

HISTORY_RULES = (
    Rule(
        "history-root-changed",
        BLOCK,
        "根密钥或封印所需的根密钥数变了，却没有足够的原根密钥签名。能换根密钥，就能改动一切规则。",
        "恢复 catalog/reviewers.yml；确需更换的，由新旧根密钥持有人在同一提交中签足封印",
        REVIEW_FIRST,
    ),
    Rule(
        "history-seal",
        BLOCK,
        "封印版本倒退，封印被删除、改坏，或新封印没有根密钥签名。",
        "恢复最新的封印；确需修改的，由根密钥持有人运行 gongkai seal",
        REVIEW_FIRST,
    ),
    Rule(
        "history-oversize",
        BLOCK,
        "单个文件超过 50 MB。大文件进入历史后，每次克隆都要下载，以后删除也不会变小。",
        f"拆分或压缩后再提交；{_REWRITE}",
    ),
    Rule(
        "history-branch",
        BLOCK,
        "发布分支不得删除，也不得改写已经推送的提交。",
        "先 git pull --rebase，再推送；要改回旧内容的，作为新的提交推送",
    ),
    Rule(
        "history-reference",
        BLOCK,
        "推送的分支或标签不指向提交，或者会替换已有的提交。",
        "只推送普通的分支和标签",
    ),
    Rule(
        "history-deleted",
        BLOCK,
        "已签署公开的文件或撤回记录被删除。已公开的文件只能撤回，原网址上要留下说明。",
        "恢复该文件，再运行 gongkai review withdraw <文件>",
        "《政府信息公开条例》第六条",
    ),
    Rule(
        "history-signed-changed",
        BLOCK,
        "写有发布时间的文件与审查记录不符：签署之后正文或附件有改动，或者没有签完。",
        "恢复原文件，再运行 gongkai revise <文件> 开出下一版送审",
        REVIEW_FIRST,
    ),
    Rule(
        "history-body-kept",
        WARN,
        "文件定为不主动公开，但它的正文或附件已在以前的历史中，能读仓库的人都能看到。",
        "报告保密工作机构；需要从历史中清除的，由仓库管理人员改写历史并通知各克隆",
        "《政府信息公开条例》第十四条至第十六条",
    ),
    Rule(
        "history-unsealed",
        WARN,
        "封印之后 catalog/、hooks/ 或 mkdocs.yml 有改动，重新封印之前不能构建。",
        "由根密钥持有人核对后运行 gongkai seal",
    ),
)
