"""Examples of delegations, stock, waivers, suspension, windows, register."""

from __future__ import annotations

from gongkai.core.rules.example import told

_AGAIN = "运行 gongkai revise，按现行规则重新签署"

LIFECYCLE_EXAMPLES = {
    "delegation-invalid": told(
        "委托书期限写了六十日",
        "本人在离岗前签署，至多三十日；到期仍不在岗的，另签一份",
    ),
    "review-stale": told("三月签完，拖到十一月才合并公开", _AGAIN),
    "key-compromised": told(
        "r02 的密钥被盗，用它签的文件不在公开日志中",
        "由持有有效密钥的人重新签署",
    ),
    "document-suspended": told(
        "r02 的密钥登记为失密，其所签的已公开文件换成说明页",
        _AGAIN,
    ),
    "rereview-due": told("审查规则改为三级，此前按两级公开的文件未重新审查", _AGAIN),
    "rereview-overdue": told(
        "重新审查的办结期限是 9月30日，到 10月仍未办",
        "在期限前重新签署，或者撤回",
    ),
    "levels-unfillable": told(
        "业务科只有一人，同时担任初审和复审",
        "复审由办公室的审查人兼任，重新封印",
    ),
    "levels-ending": told(
        "唯一的终审人任期下月到期",
        "到期前登记接任的人，重新封印",
    ),
    "stock-invalid": told(
        "手工改了 catalog/STOCK 中的一行",
        "恢复原清单；首次启用的，由根密钥持有人运行 gongkai seal --stock",
    ),
    "stock-changed": told(
        "首次构建之后又往存量清单里加文件",
        "新加的文件按规定送审，清单保持原样",
    ),
    "stock-expired": told(
        "存量文件的清理期限是 6月30日，之后仍未重新审查",
        "运行 gongkai revise 送审；不宜公开的，撤回",
    ),
    "register-missing": told(
        "直接删去一条不予公开的登记",
        "保留登记；情况变化的，用 gongkai review withdraw 注销",
    ),
    "register-struck": told(
        "注销的登记项被旧提交带了回来",
        "恢复注销记录；确需登记的，作为新的一项送审",
    ),
    "reevaluation-due": told(
        "next_review 是 2026-11-02，已过，仍未评估",
        "评估后改写 next_review 或公开方式，重新送审",
    ),
    "withdrawal-late": told(
        "处罚决定 3月2日被撤销，3月12日才撤回",
        "三个工作日内运行 gongkai review withdraw --decided 2026-03-02",
    ),
    "withdrawal-doubtful": told(
        "签撤回记录的密钥后来失密",
        "核实撤回确由本人作出，写明情况备查",
    ),
    "waiver-invalid": told(
        "手工添了一行保留说明，没有签名",
        "由复审或终审的人运行 gongkai review waive",
    ),
    "waiver-expiring": told(
        "保留说明下周到期，文中的号码仍在",
        "删去号码重新送审，或者续签保留说明",
    ),
}
