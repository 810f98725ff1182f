"""Examples of what attachments hold beside what their pages show."""

from __future__ import annotations

from gongkai.core.rules.example import told

ATTACHMENT_EXAMPLES = {
    "attachment-unreadable": told(
        "banfa.docx 传输时损坏，文字处理软件提示“文件已损坏”",
        "重新导出 banfa.docx，能正常打开",
    ),
    "attachment-too-complex": told(
        "一个 300 MB 的 pptx，里面是未压缩的照片",
        "压缩图片后另存，或者分成几个文件",
    ),
    "attachment-encrypted": told("biao.xlsx 打开时要输入密码", "取消密码后另存"),
    "attachment-package": told(
        "用压缩软件改过的 docx：压缩包里有两个 document.xml",
        "在文字处理软件中打开后另存，每个部件只有一个",
    ),
    "attachment-trailing-bytes": told(
        "tu.jpg 的图像之后还接着一个压缩包",
        "用看图软件另存，文件到图像结束为止",
    ),
    "attachment-macro": told("biao.xlsx 里留着汇总用的宏", "另存为不带宏的 xlsx"),
    "attachment-script": told(
        "csv 文件有一格是 =HYPERLINK(…)，打开时当作公式执行",
        "这一格改为文字",
    ),
    "attachment-embedded": told(
        "报告里的图表双击可以打开背后整张工作簿，含未公开的明细",
        "图表粘贴为图片",
    ),
    "attachment-tracked-change": told(
        "docx 里修订仍在，能看到原来写的是“五百万元”",
        "接受全部修订后另存，只剩定稿",
    ),
    "attachment-comment": told(
        "docx 里留有批注：“这一条领导还没定”",
        "删去全部批注后另存",
    ),
    "attachment-hidden": told(
        "xlsx 有一张隐藏的工作表“原始名单”",
        "不可公开的删去；可以公开的取消隐藏",
    ),
    "attachment-covered-text": told(
        "pdf 里用黑色方块盖住姓名，选中仍能复制",
        "在原稿中把姓名改为“陈某”，重新导出 pdf",
    ),
    "attachment-author": told(
        "docx 的属性里作者是经办人的姓名",
        "作者、最后修改者、单位均为空",
    ),
    "attachment-metadata": told(
        "照片里存着拍摄时间、经纬度和手机型号",
        "清除拍摄信息，只留图像",
    ),
    "attachment-external-link": told(
        "xlsx 的公式引用办公室共享文件夹里的另一个表",
        "断开链接，公式换成数值",
    ),
    "attachment-earlier-revision": told(
        "在 pdf 上直接改字后保存，改动前的一页仍在文件里",
        "改原稿，重新导出 pdf",
    ),
    "attachment-no-text": told(
        "盖章页扫描成 pdf，程序读不出文字",
        "附上电子稿导出的 pdf；必须用扫描件的，由审查人逐页看",
    ),
}
