"""Rules of review, of what was published before, of withdrawals."""

from __future__ import annotations

from gongkai.core.rules.rule import BLOCK, REVIEW_DUTY, REVIEW_FIRST, WARN, Rule

REVIEW_RULES = (
    # review
    Rule(
        "review-missing",
        BLOCK,
        "写有发布时间却没有任何审查记录。",
        "删去 published 一行，运行 gongkai review sign <文件> 送审；"
        "存量文件由根密钥持有人用 gongkai seal --stock 签署清单",
        REVIEW_FIRST,
    ),
    Rule(
        "review-incomplete",
        BLOCK,
        "写有发布时间，但审查层级不全。",
        "由缺少的层级运行 gongkai review sign <文件>",
        REVIEW_DUTY,
    ),
    Rule(
        "review-malformed",
        BLOCK,
        "审查记录与规定的写法不符，可能被手工改动过。",
        "恢复改动前的内容；从未公开过的，删去 published 和 review 各行后重新送审",
        REVIEW_DUTY,
    ),
    Rule(
        "review-order",
        BLOCK,
        "审查层级次序不对，或日期先后不对。",
        "运行 gongkai revise <文件> 去掉审查记录后按层级重新送审",
        REVIEW_DUTY,
    ),
    Rule(
        "review-same-person",
        BLOCK,
        "一人签了两级，三级审查须由不同的人作出。",
        "由另一名审查人重新签署",
        REVIEW_DUTY,
    ),
    Rule(
        "review-by-drafter",
        BLOCK,
        "拟稿人不得签署复审和终审。",
        "由其他审查人签署",
        REVIEW_DUTY,
    ),
    Rule(
        "review-refused",
        BLOCK,
        "审查意见不是“同意公开”。",
        "按审查意见修改后重新送审",
        REVIEW_DUTY,
    ),
    Rule(
        "review-returned",
        WARN,
        "待审的文件被退回，或者报请上级确定，审查停在这一级。",
        "按理由改正后运行 gongkai revise <文件> 重新送审",
        REVIEW_DUTY,
    ),
    Rule(
        "review-signature",
        BLOCK,
        "签名与文件不符：审查之后正文、附件、发布时间、栏目、地址或站点有改动，或签名取自他处。",
        "恢复到审查时的内容，或运行 gongkai revise <文件> 重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "review-early",
        BLOCK,
        "发布时间早于审查日期，或审查日期晚于当前时间。",
        "运行 gongkai revise <文件> 重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "reviewer-unknown",
        BLOCK,
        "审查人不在 catalog/reviewers.yml 中。",
        "由登记在册的审查人重新签署",
        REVIEW_DUTY,
    ),
    Rule(
        "reviewer-not-in-office",
        BLOCK,
        "审查人在签署之日不在任，或其公钥已停用。",
        "由在任的审查人重新签署",
        REVIEW_DUTY,
    ),
    Rule(
        "reviewer-not-allowed",
        BLOCK,
        "审查人没有签署该层级、栏目或部门的授权，也没有有效的委托书。",
        "由有授权的审查人重新签署；凭委托书签署的，恢复 catalog/delegations 中的委托书",
        REVIEW_DUTY,
    ),
    # state
    Rule(
        "published-missing",
        BLOCK,
        "已公开的文件不见了；不得擅自删除。",
        "运行 git checkout 恢复该文件；确需撤回的，恢复之后运行 gongkai review withdraw <文件>",
        "《政府网站发展指引》；《政府信息公开条例》第六条",
    ),
    Rule(
        "published-held",
        BLOCK,
        "已公开的文件被改成了待审。",
        "恢复已公开的版本；修改请在分支上运行 gongkai revise <文件>",
    ),
    Rule(
        "revision-lower",
        BLOCK,
        "版本比已公开的版本旧，或同一版本换了内容。",
        "恢复最新版本；要改回旧内容，请运行 gongkai revise <文件> 作为新版送审",
    ),
    Rule(
        "withdrawal-missing",
        BLOCK,
        "已撤回的文件又出现了，或撤回记录不见了。",
        "恢复撤回记录；需要重新公开的，换新的短名并重新送审",
    ),
    Rule(
        "withdrawal-invalid",
        BLOCK,
        "撤回记录的签名、权限或内容不对。",
        "运行 gongkai review withdraw <文件> 重新撤回",
    ),
    Rule(
        "clock-behind",
        BLOCK,
        "当前时间早于日志中最后一条记录。",
        "校准系统时间后重试",
    ),
    Rule(
        "log-broken",
        BLOCK,
        "公开日志被改动，或短于最近的检查点。",
        "从备份恢复状态目录，并报告保密工作机构",
    ),
    Rule(
        "state-new",
        WARN,
        "没有以前的状态：按首次发布处理，无法发现被删除或被改回旧版的文件。",
        "确认确为首次发布；否则用 --state 指定原有状态目录",
    ),
    Rule(
        "root-unpinned",
        WARN,
        "根密钥取自仓库本身，尚未由外部固定。",
        "向上级机关核对根密钥指纹",
    ),
    Rule(
        "root-changed",
        WARN,
        "仓库中的根密钥与已固定的不同；封印须由新旧两组根密钥各自签足，否则停止构建。",
        "向根密钥持有人核实；未经同意的，恢复根密钥",
    ),
)
