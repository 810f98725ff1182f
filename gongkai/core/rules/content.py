"""Rules of what may stand in the tree and in a document."""

from __future__ import annotations

from gongkai.core.rules.rule import BLOCK, REVIEW_FIRST, WARN, Rule

CONTENT_RULES = (
    # what may stand in the tree
    Rule(
        "file-stray",
        BLOCK,
        "content/ 下只能放送审的文件和其列出的附件，其他任何文件都可能未经审查而公开。",
        "删除该文件，或列入所属文件的 attachments 后重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "path-malformed",
        BLOCK,
        "路径只能由小写字母、数字和连字符组成，扩展名小写；否则会被网站程序当作普通文件直接复制。",
        "改名为 content/<栏目>/<短名>.md 或 content/<栏目>/<短名>.files/<附件名>",
    ),
    Rule(
        "symlink-forbidden",
        BLOCK,
        "符号链接、子模块、设备文件等指向仓库之外的内容，不能作为公开内容。",
        "删除该链接，放入真实文件后重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "text-malformed",
        BLOCK,
        "文件须为 UTF-8 编码、LF 换行，不含控制字符、零宽字符和双向控制字符，使所见即所审。",
        "还没有人签署的文件，运行 gongkai fix 更正；编码不是 UTF-8 的，先在编辑器中另存为 UTF-8",
    ),
    Rule(
        "line-breaks-converted",
        BLOCK,
        "检出时 git 把换行改成了 CRLF：签名和封印覆盖每一个字节，换行变了就不再相符。",
        "先提交改动，再依次运行 gongkai hosting repository、git add .gitattributes、"
        "git commit -m 换行不转换、git rm -r -q --cached .、git reset -q --hard；不要重新封印",
    ),
    # front-matter
    Rule(
        "front-matter-broken",
        BLOCK,
        "文件头写法有误，读不出确定的内容，文件信息可能被当作正文公开。",
        "先运行 gongkai fix，仍有问题的按提示修改；可用 gongkai new 生成一份对照",
    ),
    Rule(
        "field-unknown",
        BLOCK,
        "文件头中有本类型没有的字段；未知字段不会被审查。",
        "删除该字段，或改为正确的字段名",
    ),
    Rule(
        "field-invalid",
        BLOCK,
        "文件头中的字段缺少或不合格式。",
        "按提示修改该字段",
        "《政府信息公开条例》第十二条",
    ),
    Rule(
        "type-unknown",
        BLOCK,
        "文件类型不存在，或所在栏目不收该类型。",
        "改用栏目允许的文件类型（见 catalog/columns.yml）",
    ),
    Rule(
        "category-mismatch",
        BLOCK,
        "文件所在文件夹与其栏目不一致；移动栏目须重新审查。",
        "将文件移回原栏目，或修改 category 后重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "column-unknown",
        BLOCK,
        "栏目未在 catalog/columns.yml 中设立。",
        "改用已设立的栏目，或先修改栏目目录并重新封印",
        "《政府信息公开条例》第十二条",
    ),
    Rule(
        "unit-unknown",
        BLOCK,
        "责任部门不在 catalog/units.yml 中。",
        "改为 catalog/units.yml 中的部门编号",
    ),
    Rule(
        "drafter-unknown",
        BLOCK,
        "拟稿人不在 catalog/reviewers.yml 中。",
        "改为 catalog/reviewers.yml 中的人员编号",
    ),
    # body and attachments
    Rule(
        "html-forbidden",
        BLOCK,
        "正文中不得使用 HTML：其中的注释、脚本和隐藏内容在页面上看不见，审查时会漏过。",
        "改用 Markdown 写法",
    ),
    Rule(
        "link-forbidden",
        BLOCK,
        "链接只能指向网页、电子邮件、电话、本站文件和本文件的附件。",
        "改为 http(s)、mailto、tel 链接，或本站地址 /栏目/短名/",
    ),
    Rule(
        "link-broken",
        WARN,
        "本站链接所指的文件没有公开，或者正文中没有链接所指的位置。",
        "改正链接，或先公开所指文件",
    ),
    Rule(
        "body-too-complex",
        BLOCK,
        "正文过大或嵌套过深，无法可靠地转换。",
        "拆分文件，或把大表格改为附件",
    ),
    Rule(
        "body-missing",
        BLOCK,
        "主动公开的文件没有正文和附件，公众打开后什么也看不到。",
        "补充正文后重新送审",
    ),
    Rule(
        "entry-with-content",
        BLOCK,
        "依申请公开、不予公开的登记不得带正文、概述或附件。",
        "删除正文、概述和附件，只保留登记项",
        "《政府信息公开条例》第十四条至第十六条",
    ),
    Rule(
        "attachment-undeclared",
        BLOCK,
        "附件文件夹中有文件没有列入所属文件的 attachments。",
        "列入 attachments 后重新送审，或删除该附件",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-missing",
        BLOCK,
        "列出的附件不存在。",
        "补上附件后重新送审，或从 attachments 中删去",
    ),
    Rule(
        "attachment-type",
        BLOCK,
        "附件内容与扩展名不符。",
        "按实际格式另存后重新送审",
    ),
    # identity and relations
    Rule(
        "address-duplicate",
        BLOCK,
        "网址与网站固有页面的网址相同。",
        "给文件换一个短名",
    ),
    Rule(
        "index-number-duplicate",
        BLOCK,
        "索引号重复；索引号一经编定不得再用。",
        "运行 gongkai new 取得新的索引号",
        "《政府信息公开条例》第十二条",
    ),
    Rule(
        "index-number-malformed",
        BLOCK,
        "索引号应为“机构代码/年份-五位序号”。",
        "改为如 机构代码/2026-00001 的写法",
    ),
    Rule(
        "index-number-doubtful",
        WARN,
        "索引号的机构代码校验不符，或不是本机关、本部门的号段。",
        "核对机构代码和部门号段",
    ),
    Rule(
        "document-number-doubtful",
        WARN,
        "发文字号写法不规范或不是本机关的机关代字。",
        "下一版改为规范写法",
        "GB/T 9704—2012",
    ),
    Rule(
        "relation-unknown",
        WARN,
        "关联的文件没有公开或不存在。",
        "改正关联，或先公开所关联的文件",
    ),
    Rule(
        "relation-malformed",
        BLOCK,
        "文件不能关联自身，废止与修改关系不能成环。",
        "改正关联关系",
    ),
    Rule(
        "dates-disordered",
        BLOCK,
        "日期前后矛盾：成文、施行、失效、发布应依次不早于前者。",
        "改正日期后重新送审",
    ),
    Rule(
        "revision-note-missing",
        BLOCK,
        "第二版起须说明改了什么，并写明上一版凭据。",
        "运行 gongkai revise 生成下一版",
    ),
    Rule(
        "consent-missing",
        BLOCK,
        "涉及其他机关的信息，公开前应与有关机关协商、确认。",
        "在 consents 中登记对方的意见后送审",
        "《政府信息公开条例》第十一条",
    ),
    Rule(
        "consultation-short",
        WARN,
        "公开征求意见一般不少于三十日，不足的应说明理由。",
        "延长期限，或填写 short_reason",
        "《重大行政决策程序暂行条例》第十五条",
    ),
    Rule(
        "annual-identity",
        BLOCK,
        "年度报告表格的勾稽关系不成立。",
        "核对表格数据",
        "国办公开办函〔2021〕30号",
    ),
    Rule(
        "annual-placeholder",
        WARN,
        "年度报告表格应填数字的格中是空格或横线，分不清是没有发生还是没有统计；核对时按 0 计。",
        "没有发生的写 0，没有统计的补报后填写",
        "国办公开办函〔2021〕30号",
    ),
    Rule(
        "annual-contradiction",
        WARN,
        "年度报告的文字部分与表格对不上：件数不同，或者文字说没有发生的，表格里有。",
        "核对后改正文字或者表格",
        "国办公开办函〔2021〕30号",
    ),
    Rule(
        "annual-structure",
        WARN,
        "年度报告缺少规定的部分，或者与正文所称的部分不一致。",
        "补齐缺少的部分，没有内容的写明没有",
        "《政府信息公开条例》第五十条",
    ),
)
