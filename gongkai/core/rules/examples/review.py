"""Examples of reviews, of what was published before, of withdrawals."""

from __future__ import annotations

from gongkai.core.rules.example import told

_REVISE = "运行 gongkai revise 去掉审查记录，改好后按层级重新签署"

REVIEW_EXAMPLES = {
    "review-missing": told(
        "手工在文件头写上 published，没有任何人签过",
        "不写 published；三级签完，由最后一级自动写入",
    ),
    "review-incomplete": told(
        "只有初审、复审签名，published 是手工加的",
        "初审、复审、终审齐全，published 由终审写入",
    ),
    "review-malformed": told(
        "在编辑器里把审查记录重新排版，或者改了审查意见",
        "审查记录由命令写入，不手工改动",
    ),
    "review-order": told("终审日期早于复审日期", "初审、复审、终审依次签署，日期不倒退"),
    "review-same-person": told("r02 既签初审又签复审", "r01 签初审，r02 签复审"),
    "review-by-drafter": told("拟稿人 r01 签了终审", "r01 拟稿，至多签初审；终审由 r03 签"),
    "review-refused": told(
        "复审意见是“退回”，有人手工加上 published",
        "按退回的理由修改后，重新送审",
    ),
    "review-returned": told(
        "复审退回：附件二缺页，文件原样留着",
        "补齐附件，运行 gongkai revise 去掉审查记录，重新送审",
    ),
    "review-signature": told("三级签完后，又在正文里改了一个数字", _REVISE),
    "review-early": told(
        "审查日期是 11月5日，published 却写 11月4日",
        "published 不早于最后一级签署的时间",
    ),
    "reviewer-unknown": told(
        "签名的 r99 不在 catalog/reviewers.yml 中",
        "由名册中的审查人签署；新增审查人先登记并重新封印",
    ),
    "reviewer-not-in-office": told(
        "r06 任期到 6月30日，却签了 7月的文件",
        "由在任的审查人签署",
    ),
    "reviewer-not-allowed": told(
        "只授权审“政策解读”的 r05 签了通告",
        "由授权包括该栏目的审查人签署，或者凭本人签署的委托书",
    ),
    "published-missing": told(
        "直接删去已公开的 content/tonggao/ceshi.md",
        "保留文件；不再公开的，运行 gongkai review withdraw",
    ),
    "published-held": told(
        "把线上文件的 published 和审查记录删掉，继续改",
        "在分支上运行 gongkai revise，新一版签完再合并",
    ),
    "revision-lower": told(
        "第二版公开之后，又提交了第一版",
        "要改回旧内容的，作为第三版送审",
    ),
    "withdrawal-missing": told(
        "已撤回的文件又被旧提交带了回来",
        "恢复撤回记录；重新公开的，换一个短名送审",
    ),
    "withdrawal-invalid": told(
        "手工把文件改成撤回记录，没有签名",
        "由复审或终审的人运行 gongkai review withdraw",
    ),
    "clock-behind": told("发布机时间比公开日志最后一条早两天", "校准时间后再构建"),
    "log-broken": told("公开日志被编辑过，与检查点对不上", "从备份恢复状态目录"),
    "state-new": told(
        "换了发布机，没有带上原来的状态目录",
        "用 --state 指定原有状态目录；确为首次构建的，不必处理",
    ),
    "root-unpinned": told(
        "首次构建没有给出根密钥指纹",
        "gongkai build --trust-root SHA256:…，指纹由上级机关当面核对",
    ),
    "root-changed": told(
        "reviewers.yml 里的根密钥被换掉，只有新密钥签了封印",
        "新旧两组根密钥持有人都签足封印",
    ),
}
