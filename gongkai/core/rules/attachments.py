"""Rules about what attachments hold beside what their pages show."""

from __future__ import annotations

from gongkai.core.rules.rule import BLOCK, REVIEW_FIRST, WARN, Rule

_CLEAN = "在送审前运行 gongkai clean <附件>，核对生成的干净副本，用它替换原附件后送审"
_SAVE_AGAIN = "在原软件中打开，删去有关内容后另存，重新送审"
_PERSONAL = "《个人信息保护法》第六条：处理个人信息应当限于实现处理目的的最小范围"

ATTACHMENT_RULES = (
    Rule(
        "attachment-unreadable",
        BLOCK,
        "附件已损坏，或者其中有程序无法解读的部分；无法解读的内容就无法审查。",
        "在原软件中打开后另存，或者改存为 pdf，重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-too-complex",
        BLOCK,
        "附件过大、压缩比异常、层次或部件过多，无法在限定的时间内看完。",
        "拆分附件，或者压缩其中的图片后另存，重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-encrypted",
        BLOCK,
        "附件已加密或设有密码，公众打不开，审查人也看不到。",
        "取消密码后另存，重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-package",
        BLOCK,
        "附件的内部结构不规范：部件重名、越界、没有登记或不再使用，不同软件打开可能看到不同内容。",
        _CLEAN,
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-trailing-bytes",
        BLOCK,
        "附件的内容之外还夹带着数据，打开时看不见，公开后可以取出。",
        "图片和 pdf 可以运行 gongkai clean <附件>；其他附件在原软件中打开后另存，重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-macro",
        BLOCK,
        "附件带有宏、控件或宏按钮，会在公众的计算机上执行。",
        "另存为不带宏的 docx、xlsx 或 pptx，重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-script",
        BLOCK,
        "附件带有脚本、自动执行的动作或会被当作公式执行的单元格。",
        "在原软件中删去脚本和动作，或者重新导出 pdf；表格单元格不以 =、@ 开头，重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-embedded",
        BLOCK,
        "附件中嵌有其他文件，例如图表背后的整张工作簿，公开后可以取出。",
        "把嵌入的对象换成图片，或者作为单独的附件送审",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-tracked-change",
        BLOCK,
        "附件留有修订痕迹，被删去的原文仍可恢复。",
        "在原软件中接受或拒绝全部修订后另存；全部接受的，可以运行 gongkai clean <附件>",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-comment",
        BLOCK,
        "附件带有批注或演讲者备注。",
        _CLEAN,
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-hidden",
        BLOCK,
        "附件中有打开时看不见的内容：隐藏的文字、工作表、行列、幻灯片、图层或表单内容。",
        "在原软件中取消隐藏，确认可以公开的予以保留，不可公开的删去，另存后重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-covered-text",
        BLOCK,
        "附件中的文字只是被图形盖住，选中即可复制，不能起到遮蔽的作用。",
        "在原软件中删去被遮盖的文字，或者改为“某”等字样，重新导出 pdf",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-author",
        BLOCK,
        "附件属性中有作者、最后修改者、单位或经理的名字。",
        _CLEAN,
        _PERSONAL,
    ),
    Rule(
        "attachment-metadata",
        BLOCK,
        "附件带有页面上没有的信息：自定义属性、文档变量、本机路径、打印机、拍摄时间和地点等，"
        "可能透露人员账号、内网地址或位置。",
        _CLEAN,
        _PERSONAL,
    ),
    Rule(
        "attachment-external-link",
        BLOCK,
        "附件引用外部文件或数据源，会透露内部路径，打开时还可能联网。",
        "在原软件中断开链接、改为固定内容，另存后重新送审",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-earlier-revision",
        BLOCK,
        "附件中保存着早先的版本或者不再使用的内容，删去的部分仍可恢复。",
        "在原软件中重新导出，不要在原 pdf 上修改后保存",
        REVIEW_FIRST,
    ),
    Rule(
        "attachment-no-text",
        WARN,
        "附件中有程序读不出文字的部分，如扫描页，没有经过自动检查，只能靠人工查看。",
        "请审查人逐页查看；有电子稿的，改用电子稿",
    ),
)
"""Rules of this subject, in the order in which they can be met."""
