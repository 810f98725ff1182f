"""Examples of what may stand in the tree and in a document."""

from __future__ import annotations

from gongkai.core.rules.example import body, fields, paths, told

CONTENT_EXAMPLES = {
    "file-stray": paths(
        "content/tonggao/dongji-shijian.md\ncontent/tonggao/草稿备份.docx",
        "content/tonggao/dongji-shijian.md",
    ),
    "path-malformed": paths(
        "content/tonggao/冬季办公时间.md",
        "content/tonggao/dongji-bangong-shijian.md",
    ),
    "symlink-forbidden": told(
        "content/tonggao/biao.md 是指向桌面文件的快捷方式（符号链接）",
        "content/tonggao/biao.md 是文件本身",
    ),
    "text-malformed": told(
        "用记事本另存为“ANSI”（GBK 编码），换行是 CRLF，文中夹有零宽空格",
        "另存为 UTF-8（无 BOM），换行是 LF，没有看不见的字符",
    ),
    "line-breaks-converted": told(
        "Windows 计算机上克隆了没有 .gitattributes 的仓库，全部文件变成 CRLF 换行",
        "仓库中有 .gitattributes，写明 content/** -text 等四行",
    ),
    "front-matter-broken": fields(
        "title: 关于冬季办公时间的通告\ntitle: 关于夏季办公时间的通告",
        "title: 关于冬季办公时间的通告",
    ),
    "field-unknown": fields(
        "title: 关于冬季办公时间的通告\n标题: 冬季办公时间",
        "title: 关于冬季办公时间的通告",
    ),
    "field-invalid": fields("made: 2026年11月2日", "made: 2026-11-02"),
    "type-unknown": fields("type: tongzhi", "type: gongwen"),
    "category-mismatch": fields("category: zhengce-jiedu", "category: tonggao"),
    "column-unknown": paths(
        "content/linshi-lanmu/ceshi.md",
        "content/tonggao/ceshi.md",
    ),
    "unit-unknown": fields("unit: bgs", "unit: bangongshi"),
    "drafter-unknown": fields("drafter: r99", "drafter: r01"),
    "html-forbidden": body(
        "<!-- 此处数据待核实 -->\n本月受理申请三十二件。",
        "本月受理申请三十二件。",
    ),
    "link-forbidden": body(
        "见[附表](D:/桌面/附表.docx)。",
        "见[示例市人民政府网站](https://www.shili.example/)。",
    ),
    "link-broken": body(
        "按[原通告](/tonggao/meiyou-gongkai/)执行。",
        "按[栏目](/tonggao/)所列执行。",
    ),
    "body-too-complex": told(
        "正文里一张两万行的表格",
        "表格另存为 xlsx，作为附件公开；正文写明用途和口径",
    ),
    "body-missing": told(
        "主动公开的通告只有文件头，没有一个字的正文，也没有附件",
        "写上正文，或者列出附件",
    ),
    "entry-with-content": fields(
        "type: gongwen\ndisclosure: 不予公开",
        "type: dengji\ndisclosure: 不予公开\n"
        "reason: {code: A16-1, text: 内部管理事项, next_review: 2027-11-02}",
    ),
    "attachment-undeclared": told(
        "ceshi.files/ 里放着 biao.xlsx，文件头里没有 attachments",
        "attachments 中写明 file: biao.xlsx 和 title: 附表.xlsx",
    ),
    "attachment-missing": fields(
        "attachments:\n- {file: biao.xlsx, title: 附表.xlsx}",
        "attachments: []",
    ),
    "attachment-type": told(
        "把 biao.doc 改名为 biao.docx，内容仍是旧格式",
        "在文字处理软件中打开，另存为 docx",
    ),
    "address-duplicate": paths(
        "content/tonggao/2026.md",
        "content/tonggao/gongzuo-yaodian-2026.md",
    ),
    "index-number-duplicate": told(
        "复制旧文件改写，索引号仍是 11990000MB9900013U/2026-00001",
        "用 gongkai new 新建，得到 11990000MB9900013U/2026-00002",
    ),
    "index-number-malformed": fields(
        "index_number: 示办2026-1",
        "index_number: 11990000MB9900013U/2026-00001",
    ),
    "index-number-doubtful": fields(
        "index_number: 11990000MB9900013X/2026-00001",
        "index_number: 11990000MB9900013U/2026-00001",
    ),
    "document-number-doubtful": fields(
        "document_number: 示测通[2026]第01号",
        "document_number: 示测通〔2026〕1号",
    ),
    "relation-unknown": fields("see_also: [tonggao/meiyou]", "see_also: []"),
    "relation-malformed": fields("repeals: [tonggao/ceshi]", "repeals: []"),
    "dates-disordered": fields(
        "effective: 2026-03-01\nexpiry: 2025-03-01",
        "effective: 2026-03-01\nexpiry: 2031-03-01",
    ),
    "revision-note-missing": fields("revision: 2", "revision: 1"),
    "consent-missing": fields(
        "consulted_bodies: [示例市财政局]",
        "consulted_bodies: [示例市财政局]\nconsents:\n"
        "- {body: 示例市财政局, reference: 示财函〔2026〕8号, date: 2026-01-20}",
    ),
    "consultation-short": fields(
        "type: zhengji\nstart: 2026-02-01\nend: 2026-02-10",
        "type: zhengji\nstart: 2026-02-01\nend: 2026-03-03",
    ),
}
