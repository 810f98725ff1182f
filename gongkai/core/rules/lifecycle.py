"""Rules of what follows publication: delegations, stock, waivers, suspension, windows, register."""

from __future__ import annotations

from gongkai.core.rules.rule import BLOCK, REVIEW_DUTY, REVIEW_FIRST, WARN, Rule

LIFECYCLE_RULES = (
    Rule(
        "delegation-invalid",
        BLOCK,
        "委托书的写法、签名、期限或权限不对。委托须由本人在离岗前签署，至多三十日，不得转委托。",
        "由委托人运行 gongkai review delegate 重新签署，或删去这份委托书",
        REVIEW_DUTY,
    ),
    Rule(
        "review-stale",
        BLOCK,
        "签署之后隔了太久才公开，情况可能已经变化。",
        "运行 gongkai revise <文件> 重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "key-compromised",
        BLOCK,
        "签名所用的密钥已经失密，公开日志不能证明签名作于失密之前。",
        "运行 gongkai revise <文件> 重新送审",
        REVIEW_DUTY,
    ),
    Rule(
        "document-suspended",
        WARN,
        "已公开的文件所依据的密钥失密，页面已换成“正在重新审查”。",
        "尽快运行 gongkai revise <文件> 重新送审，或运行 gongkai review withdraw <文件> 撤回",
        REVIEW_DUTY,
    ),
    Rule(
        "rereview-due",
        WARN,
        "审查规则变化后，此前公开的文件须重新审查。",
        "运行 gongkai revise <文件> 重新送审",
        REVIEW_DUTY,
    ),
    Rule(
        "rereview-overdue",
        BLOCK,
        "审查规则变化后的重新审查已过办结期限。",
        "运行 gongkai revise <文件> 重新送审，或运行 gongkai review withdraw <文件> 撤回",
        REVIEW_DUTY,
    ),
    Rule(
        "levels-unfillable",
        WARN,
        "在任且有授权的人数不够，无法由不同的人签满各级。",
        "请其他部门的审查人兼任其中一级并重新封印；规则不因人少而放宽",
        REVIEW_DUTY,
    ),
    Rule(
        "levels-ending",
        WARN,
        "三十日内有人任职或公钥到期，到期后没有人能接替签署。",
        "到期之前任命接替的人或登记新的公钥，并重新封印",
        REVIEW_DUTY,
    ),
    Rule(
        "stock-invalid",
        BLOCK,
        "存量清单的写法或根密钥签名不对。",
        "恢复存量清单；首次启用的，由根密钥持有人运行 gongkai seal --stock 签署",
        REVIEW_FIRST,
    ),
    Rule(
        "stock-changed",
        BLOCK,
        "存量清单与首次构建时的不同。存量清单只在首次构建时收一次，不得增补。",
        "恢复首次构建时的存量清单，当时没有的删去；文件按规定送审",
        REVIEW_FIRST,
    ),
    Rule(
        "stock-expired",
        WARN,
        "存量文件已过清理期限，尚未重新审查。",
        "运行 gongkai revise <文件> 送审，或运行 gongkai review withdraw <文件> 撤回",
        REVIEW_DUTY,
    ),
    Rule(
        "register-missing",
        BLOCK,
        "不公开登记中有一项不见了；登记项不得擅自删除。",
        "用 git log 找回该登记项；确需注销的，恢复之后运行 gongkai review withdraw <文件>",
        "《政府信息公开条例》第十八条",
    ),
    Rule(
        "register-struck",
        BLOCK,
        "已经注销或更新的登记项又以旧的签名出现。",
        "恢复最新的登记项，或重新登记送审",
    ),
    Rule(
        "reevaluation-due",
        WARN,
        "登记项已到定期评估日期，应评估是否可以公开。",
        "评估后运行 gongkai revise <文件> 改写下次评估日期或公开方式，并重新送审",
        "《政府信息公开条例》第十八条",
    ),
    Rule(
        "withdrawal-late",
        WARN,
        "处罚决定被依法变更、撤销、确认违法或者确认无效的，应在三日（工作日）内撤回。",
        "写明情况，并向法制部门报告；以后撤回时运行 gongkai review withdraw 写明决定之日",
        "《行政处罚法》第四十八条第二款、第八十五条",
    ),
    Rule(
        "withdrawal-doubtful",
        WARN,
        "已撤回的文件，其撤回记录所用的密钥后来失密。撤回不因此失效，原文不恢复。",
        "核实撤回是否出自本人；需要重新公开的，换新的短名并重新送审",
        REVIEW_DUTY,
    ),
    Rule(
        "waiver-invalid",
        BLOCK,
        "保留说明的签名、权限、期限或对象不对。",
        "删去这一行；确需保留的，由有权限的人运行 gongkai review waive <文件>",
        REVIEW_DUTY,
    ),
    Rule(
        "waiver-expiring",
        WARN,
        "保留说明将在三十日内到期，到期后所保留的问题重新拦截构建。",
        "修改文件并重新送审，或由有权限的人运行 gongkai review waive <文件> 续期",
        REVIEW_DUTY,
    ),
)
