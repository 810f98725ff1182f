"""The rules of the gate: id, weight, legal basis, next step. `handbook/rules.md` lists them all."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.core.findings import Finding, Severity

_BEFORE = "《保守国家秘密法实施条例》第四十二条：先审查、后公开"
_REVIEW = "《政府信息公开条例》第十七条"
_REPORT = "向网站主办单位及其上级机关反映，并保存这份网站"
_BLOCK, _WARN, _INFO = Severity.BLOCK, Severity.WARN, Severity.INFO


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `at` makes its findings."""

    id: str
    severity: Severity
    meaning: str
    """What is wrong and why the rule exists, in Chinese."""
    next_step: str
    basis: str = ""

    def at(self, path: str, line: int, message: str, next_step: str | None = None) -> Finding:
        """A finding of this rule at a place."""
        step = self.next_step if next_step is None else next_step
        return Finding(self.id, self.severity, path, line, message, self.basis, step)


_RULES = (
    # what may stand in the tree
    Rule(
        "file-stray",
        _BLOCK,
        "content/ 下只能有文件和其列出的附件，其他任何文件都可能未经审查而公开。",
        "删除该文件，或列入所属文件的 attachments 后重新送审",
        _BEFORE,
    ),
    Rule(
        "path-malformed",
        _BLOCK,
        "路径只能由小写字母、数字和连字符组成，扩展名小写；否则会被网站程序当作普通文件直接复制。",
        "改名为 content/<栏目>/<短名>.md 或 content/<栏目>/<短名>.files/<附件名>",
    ),
    Rule(
        "symlink-forbidden",
        _BLOCK,
        "符号链接、子模块、设备文件等指向仓库之外的内容，不能作为公开内容。",
        "删除该链接，放入真实文件后重新送审",
        _BEFORE,
    ),
    Rule(
        "text-malformed",
        _BLOCK,
        "文件须为 UTF-8 编码、LF 换行，不含控制字符、零宽字符和双向控制字符，使所见即所审。",
        "运行 gongkai check 查看位置，在编辑器中改为 UTF-8、LF 后重新送审",
    ),
    # front-matter
    Rule(
        "front-matter-broken",
        _BLOCK,
        "文件头无法按唯一方式解读，可能把元数据当作正文公开。",
        "按提示修改文件头；可用 gongkai new 生成一份对照",
    ),
    Rule(
        "field-unknown",
        _BLOCK,
        "文件头中有本类型没有的字段；未知字段不会被审查。",
        "删除该字段，或改为正确的字段名",
    ),
    Rule(
        "field-invalid",
        _BLOCK,
        "文件头中的字段缺少或不合格式。",
        "按提示修改该字段",
        "《政府信息公开条例》第十二条",
    ),
    Rule(
        "type-unknown",
        _BLOCK,
        "文件类型不存在，或所在栏目不收该类型。",
        "改用栏目允许的文件类型（见 catalog/columns.yml）",
    ),
    Rule(
        "category-mismatch",
        _BLOCK,
        "文件所在文件夹与其栏目不一致；移动栏目须重新审查。",
        "将文件移回原栏目，或修改 category 后重新送审",
        _BEFORE,
    ),
    Rule(
        "column-unknown",
        _BLOCK,
        "栏目未在 catalog/columns.yml 中设立。",
        "改用已设立的栏目，或先修改栏目目录并重新封印",
        "《政府信息公开条例》第十二条",
    ),
    Rule(
        "unit-unknown",
        _BLOCK,
        "责任部门不在 catalog/units.yml 中。",
        "改为 catalog/units.yml 中的部门编号",
    ),
    Rule(
        "drafter-unknown",
        _BLOCK,
        "拟稿人不在 catalog/reviewers.yml 中。",
        "改为 catalog/reviewers.yml 中的人员编号",
    ),
    # body and attachments
    Rule(
        "html-forbidden",
        _BLOCK,
        "正文中不得使用 HTML：其中的注释、脚本和隐藏内容在页面上看不见，审查时会漏过。",
        "改用 Markdown 写法",
    ),
    Rule(
        "link-forbidden",
        _BLOCK,
        "链接只能指向网页、电子邮件、电话、本站文件和本文件的附件。",
        "改为 http(s)、mailto、tel 链接，或本站地址 /栏目/短名/",
    ),
    Rule(
        "link-broken",
        _WARN,
        "本站链接所指的文件没有公开。",
        "改正链接，或先公开所指文件",
    ),
    Rule(
        "body-too-complex",
        _BLOCK,
        "正文过大或嵌套过深，无法可靠地转换。",
        "拆分文件，或把大表格改为附件",
    ),
    Rule(
        "body-missing",
        _BLOCK,
        "主动公开的文件没有正文和附件，公众打开后什么也看不到。",
        "补充正文后重新送审",
    ),
    Rule(
        "entry-with-content",
        _BLOCK,
        "依申请公开、不予公开的登记不得带正文、概述或附件。",
        "删除正文、概述和附件，只保留登记项",
        "《政府信息公开条例》第十四条至第十六条",
    ),
    Rule(
        "attachment-undeclared",
        _BLOCK,
        "附件文件夹中有文件没有列入所属文件的 attachments。",
        "列入 attachments 后重新送审，或删除该附件",
        _BEFORE,
    ),
    Rule(
        "attachment-missing",
        _BLOCK,
        "列出的附件不存在。",
        "补上附件后重新送审，或从 attachments 中删去",
    ),
    Rule(
        "attachment-type",
        _BLOCK,
        "附件内容与扩展名不符。",
        "按实际格式另存后重新送审",
    ),
    # identity and relations
    Rule(
        "address-duplicate",
        _BLOCK,
        "网址与网站自己的页面相同。",
        "给文件换一个短名",
    ),
    Rule(
        "index-number-duplicate",
        _BLOCK,
        "索引号重复；索引号一经编定不得再用。",
        "运行 gongkai new 取得新的索引号",
        "《政府信息公开条例》第十二条",
    ),
    Rule(
        "index-number-malformed",
        _BLOCK,
        "索引号应为“机构代码/年份-五位序号”。",
        "改为如 机构代码/2026-00001 的写法",
    ),
    Rule(
        "index-number-doubtful",
        _WARN,
        "索引号的机构代码校验不符，或不是本机关、本部门的号段。",
        "核对机构代码和部门号段",
    ),
    Rule(
        "document-number-doubtful",
        _WARN,
        "发文字号写法不规范或不是本机关的机关代字。",
        "下一版改为规范写法",
        "GB/T 9704—2012",
    ),
    Rule(
        "relation-unknown",
        _WARN,
        "关联的文件没有公开或不存在。",
        "改正关联，或先公开所关联的文件",
    ),
    Rule(
        "relation-malformed",
        _BLOCK,
        "文件不能关联自身，废止与修改关系不能成环。",
        "改正关联关系",
    ),
    Rule(
        "dates-disordered",
        _BLOCK,
        "日期前后矛盾：成文、施行、失效、发布应依次不早于前者。",
        "改正日期后重新送审",
    ),
    Rule(
        "revision-note-missing",
        _BLOCK,
        "第二版起须说明改了什么，并写明上一版凭据。",
        "运行 gongkai revise 生成下一版",
    ),
    Rule(
        "consent-missing",
        _BLOCK,
        "涉及其他机关的信息，须先取得该机关同意。",
        "在 consents 中登记同意意见后送审",
        "《政府信息公开条例》第十一条",
    ),
    Rule(
        "consultation-short",
        _WARN,
        "公开征求意见一般不少于三十日，不足的应说明理由。",
        "延长期限，或填写 short_reason",
        "《重大行政决策程序暂行条例》第十五条",
    ),
    Rule(
        "annual-identity",
        _BLOCK,
        "年度报告表格的勾稽关系不成立。",
        "核对表格数据",
        "国办公开办函〔2021〕30号",
    ),
    # review
    Rule(
        "review-missing",
        _BLOCK,
        "写有发布时间却没有任何审查记录。",
        "删去 published 一行，运行 gongkai review sign <文件> 送审",
        _BEFORE,
    ),
    Rule(
        "review-incomplete",
        _BLOCK,
        "写有发布时间，但审查层级不全。",
        "由缺少的层级运行 gongkai review sign <文件>",
        _REVIEW,
    ),
    Rule(
        "review-malformed",
        _BLOCK,
        "审查记录的写法不是唯一写法，可能被手工改动。",
        "运行 gongkai revise <文件> 去掉审查记录后重新送审",
        _REVIEW,
    ),
    Rule(
        "review-order",
        _BLOCK,
        "审查层级次序不对，或日期先后不对。",
        "运行 gongkai revise <文件> 去掉审查记录后按层级重新送审",
        _REVIEW,
    ),
    Rule(
        "review-same-person",
        _BLOCK,
        "一人签了两级，三级审查须由不同的人作出。",
        "由另一名审查人重新签署",
        _REVIEW,
    ),
    Rule(
        "review-by-drafter",
        _BLOCK,
        "拟稿人不得签署复审和终审。",
        "由他人签署",
        _REVIEW,
    ),
    Rule(
        "review-refused",
        _BLOCK,
        "审查意见不是“同意公开”。",
        "按审查意见修改后重新送审",
        _REVIEW,
    ),
    Rule(
        "review-signature",
        _BLOCK,
        "签名与文件不符：审查之后正文、附件、发布时间、栏目、地址或站点有改动，或签名取自他处。",
        "恢复到审查时的内容，或运行 gongkai revise <文件> 重新送审",
        _BEFORE,
    ),
    Rule(
        "review-early",
        _BLOCK,
        "发布时间早于审查日期，或审查日期晚于当前时间。",
        "运行 gongkai revise <文件> 重新送审",
        _BEFORE,
    ),
    Rule(
        "reviewer-unknown",
        _BLOCK,
        "审查人不在 catalog/reviewers.yml 中。",
        "由登记在册的审查人重新签署",
        _REVIEW,
    ),
    Rule(
        "reviewer-not-in-office",
        _BLOCK,
        "审查人在签署之日不在任，或其公钥已停用。",
        "由在任的审查人重新签署",
        _REVIEW,
    ),
    Rule(
        "reviewer-not-allowed",
        _BLOCK,
        "审查人没有签署该层级、栏目或部门的授权。",
        "由有授权的审查人重新签署",
        _REVIEW,
    ),
    # state
    Rule(
        "published-missing",
        _BLOCK,
        "已公开的文件不见了；不得不声不响地删除。",
        "恢复该文件，或运行 gongkai review withdraw <文件> 依规撤回",
        "《政府网站发展指引》；《政府信息公开条例》第六条",
    ),
    Rule(
        "published-held",
        _BLOCK,
        "已公开的文件被改成了待审。",
        "恢复已公开的版本；修改请在分支上运行 gongkai revise <文件>",
    ),
    Rule(
        "revision-lower",
        _BLOCK,
        "版本比已公开的版本旧，或同一版本换了内容。",
        "恢复最新版本；要改回旧内容，请运行 gongkai revise <文件> 作为新版送审",
    ),
    Rule(
        "withdrawal-missing",
        _BLOCK,
        "已撤回的文件又出现了，或撤回记录不见了。",
        "恢复撤回记录；需要重新公开的，换新的短名并重新送审",
    ),
    Rule(
        "withdrawal-invalid",
        _BLOCK,
        "撤回记录的签名、权限或内容不对。",
        "运行 gongkai review withdraw <文件> 重新撤回",
    ),
    Rule(
        "clock-behind",
        _BLOCK,
        "当前时间早于日志中最后一条记录。",
        "校准系统时间后重试",
    ),
    Rule(
        "log-broken",
        _BLOCK,
        "公开日志被改动，或短于最近的检查点。",
        "从备份恢复状态目录，并报告保密工作机构",
    ),
    Rule(
        "state-new",
        _WARN,
        "没有以前的状态：按首次发布处理，无法发现被删除或被改回旧版的文件。",
        "确认确为首次发布；否则用 --state 指定原有状态目录",
    ),
    Rule(
        "root-unpinned",
        _WARN,
        "根密钥取自仓库本身，尚未由外部固定。",
        "向上级机关核对根密钥指纹",
    ),
    Rule(
        "root-changed",
        _BLOCK,
        "仓库中的根密钥与已固定的不同。",
        "恢复根密钥；确需更换的，由根密钥持有人办理后更新状态目录",
    ),
    # catalogue and seal
    Rule(
        "catalog-broken",
        _BLOCK,
        "catalog/ 中的文件缺少或有误。",
        "按提示修改后由根密钥持有人运行 gongkai seal",
    ),
    Rule(
        "seal-missing",
        _BLOCK,
        "没有封印，栏目、审查人和配置可能被人改动。",
        "由根密钥持有人运行 gongkai seal",
    ),
    Rule(
        "seal-broken",
        _BLOCK,
        "封印之后有文件被改动、增加或删除，或封印签名不对。",
        "恢复该文件；确需修改的，由根密钥持有人核对后运行 gongkai seal",
    ),
    Rule(
        "seal-expired",
        _BLOCK,
        "封印已过期。",
        "由根密钥持有人核对后运行 gongkai seal",
    ),
    Rule(
        "seal-expiring",
        _WARN,
        "封印将在六十日内到期。",
        "请根密钥持有人核对后运行 gongkai seal",
    ),
    Rule(
        "seal-lower",
        _BLOCK,
        "封印版本比已使用过的旧。",
        "恢复最新的封印",
    ),
    Rule(
        "demo-key",
        _BLOCK,
        "正式站点使用了人人都有的演练密钥。",
        "换成本人的密钥后重新封印、重新送审",
    ),
    Rule(
        "key-weak",
        _BLOCK,
        "公钥太弱、类型不允许，或两人共用。",
        "换用 ssh-ed25519 等密钥后重新封印",
    ),
    Rule(
        "gate-not-wired",
        _BLOCK,
        "mkdocs.yml 没有接入审查关口，或有不允许的设置。",
        "恢复 mkdocs.yml 中的 hooks、docs_dir 和 site_dir",
        _BEFORE,
    ),
    Rule(
        "output-altered",
        _BLOCK,
        "生成的网站与审查通过的内容不一致，已停止切换。",
        "检查是否装有其他插件或改动了主题，然后重新构建",
        _BEFORE,
    ),
    # a built site, judged by anyone (`gongkai verify`)
    Rule(
        "verify-file",
        _BLOCK,
        "网站上的文件与清单不符：多出、缺少或被改动。",
        _REPORT,
    ),
    Rule(
        "verify-manifest",
        _BLOCK,
        "清单不见了，不是唯一写法，或不是公开日志最后一次构建的清单。",
        _REPORT,
    ),
    Rule(
        "verify-unsigned",
        _WARN,
        "清单或检查点没有构建机签名，不能确认由谁构建。",
        "请网站主办单位配置构建机密钥（gongkai build --builder-key）",
    ),
    Rule(
        "verify-signature",
        _BLOCK,
        "清单或检查点的签名不是登记的构建机作出的。",
        _REPORT,
    ),
    Rule(
        "verify-catalog",
        _BLOCK,
        "网站公布的目录文件缺少或有误，无法据以核对。",
        _REPORT,
    ),
    Rule(
        "verify-seal",
        _BLOCK,
        "网站公布的审查规则、名册等与根密钥的封印不符。",
        _REPORT,
    ),
    Rule(
        "verify-root",
        _BLOCK,
        "封印上没有所给指纹的根密钥的签名：可能整个网站连同名册都被调换。",
        _REPORT,
    ),
    Rule(
        "verify-root-unconfirmed",
        _WARN,
        "没有用外部得来的指纹核对根密钥；调换了全部密钥的假网站也能自圆其说。",
        "向上级机关或保密工作机构索取根密钥指纹，用 --root 重新核对",
    ),
    Rule(
        "verify-log",
        _BLOCK,
        "公开日志或检查点被改动、截断，或与网站不符。",
        _REPORT,
    ),
    Rule(
        "verify-checkpoint",
        _BLOCK,
        "以前保存的检查点不在现在的公开日志中：公开记录被删改过。",
        "把两份检查点及其签名一并交上级机关或监察机关，二者互相矛盾即为证据",
    ),
    Rule(
        "verify-proof",
        _BLOCK,
        "公开或撤回的文件没有审查凭据，或凭据与公开日志、与重新推导的结果不符。",
        _REPORT,
    ),
    Rule(
        "verify-review",
        _BLOCK,
        "审查凭据中的层级、人员、任期或签名不符合审查规则。",
        _REPORT,
        _REVIEW,
    ),
    Rule(
        "verify-attachment",
        _BLOCK,
        "网站上的附件与审查时签署的不一致。",
        _REPORT,
        _REVIEW,
    ),
    Rule(
        "verify-page",
        _BLOCK,
        "页面上的正文或标题与审查时签署的不一致。",
        _REPORT,
        _REVIEW,
    ),
    Rule(
        "verify-unlogged",
        _BLOCK,
        "网站上有公开日志没有记载的文件。",
        _REPORT,
        _BEFORE,
    ),
)

RULES = {rule.id: rule for rule in _RULES}
"""Every rule by its id."""
