"""What the tables say, in Chinese and English."""

from __future__ import annotations

from typing import Final

Words = dict[str, dict[str, str]]

NAMES: Final[Words] = {
    "hugo": {"zh": "Hugo：两个空白模板，无订阅", "en": "Hugo, two bare templates, no feeds"},
    "hugo-pagefind": {"zh": "Hugo + Pagefind", "en": "Hugo + Pagefind"},
    "mkdocs": {
        "zh": "MkDocs + Material：文件不进导航，无检索",
        "en": "MkDocs + Material, documents outside the navigation, no search",
    },
    "mkdocs-search": {"zh": "同上，自带的检索", "en": "the same, with its own search"},
    "zensical": {
        "zh": "Zensical：文件不进导航，自带的检索",
        "en": "Zensical, documents outside the navigation, its own search",
    },
    "clean": {"zh": "**Gongkai：首次完整构建**", "en": "**Gongkai, first build, everything**"},
    "unchanged": {"zh": "内容未变，再次构建", "en": "nothing changed, built again"},
    "changed: live": {
        "zh": "**修改一件，从存盘到上线**（三级签名、检查、构建、核对、切换）",
        "en": "**one document changed, from saving to live** (signed, checked, built, verified)",
    },
    "changed": {
        "zh": "同上，到构建报告写出、命令结束",
        "en": "the same, until the report is written and the commands end",
    },
    "changed: sign": {"zh": "其中：签名，一条命令", "en": "of it: signing, one command"},
    "changed: check": {
        "zh": "另：只检查这一件（`gongkai check`）",
        "en": "besides: checking that one (`gongkai check`)",
    },
    "changed: build": {"zh": "其中：构建，含检查和核对", "en": "of it: build, verified"},
    "reviewed: live": {
        "zh": "修改一件，三人各用自己的密钥文件签名，到上线",
        "en": "one changed, signed by three people with their own key files, until live",
    },
    "reviewed": {
        "zh": "同上，到命令结束",
        "en": "the same, until the commands end",
    },
    "reviewed: sign": {"zh": "其中：一人签名", "en": "of it: one of the three"},
    "new: live": {"zh": "新增一件，到上线", "en": "one document new, until live"},
    "new": {"zh": "同上，到命令结束", "en": "the same, until the commands end"},
    "withdrawn: live": {"zh": "撤回一件，到下线", "en": "one withdrawn, until it is gone"},
    "withdrawn": {"zh": "同上，到命令结束", "en": "the same, until the commands end"},
    "traditional": {
        "zh": "连同繁体版，首次完整构建",
        "en": "first build with the traditional version",
    },
}
ROWS: Final = tuple(NAMES)
"""In this order."""
FIGURES: Final[Words] = {
    "source": {"zh": "原文，含签名", "en": "sources, signatures included"},
    "cpu": {"zh": "处理器时间：首次构建", "en": "processor time, first build"},
    "peer cpu": {"zh": "处理器时间：Hugo + Pagefind", "en": "processor time, Hugo + Pagefind"},
    "together": {
        "zh": "首次构建，全部进程合计内存",
        "en": "first build, memory of all processes together",
    },
    "output": {"zh": "网站", "en": "site"},
    "peer output": {"zh": "Hugo + Pagefind 的网站", "en": "site of Hugo + Pagefind"},
    "beyond": {
        "zh": "文件页除正文外的大小，中位 / 最大",
        "en": "a document's page beyond its text, median / largest",
    },
    "others": {
        "zh": "其他网页除正文外的大小，中位 / 最大",
        "en": "other pages beyond their text, median / largest",
    },
    "index": {"zh": "检索索引", "en": "search index"},
    "exact": {
        "zh": "检索：召回率 / 准确率（结果集完全相同的查询）",
        "en": "search: recall / precision (queries with exactly the right set)",
    },
    "first": {"zh": "首次查询下载，中位 / 最大", "en": "first query, downloaded, median / largest"},
    "first time": {"zh": "首次查询用时，中位 / 最大", "en": "first query, time, median / longest"},
}
NOTES: Final[Words] = {
    "machine": {
        "zh": "{date}，{cores} 核（{processor}），内存 {memory}，{system}，Python {python}；"
        "{versions}；种子 {seed}，开始时负载 {load}。",
        "en": "{date}, {cores} cores ({processor}), {memory} memory, {system}, Python {python}; "
        "{versions}; seed {seed}, load {load} at the beginning.",
    },
    "corpus": {"zh": "{count} 件公文", "en": "{count} real documents"},
    "generator": {"zh": "{count} 件自拟文字", "en": "{count} made-up documents"},
    "ratio": {"zh": "倍数", "en": "ratio"},
    "memory": {"zh": "最大进程", "en": "largest process"},
    "late": {"zh": "超时", "en": "took too long"},
    "missing": {"zh": "未测", "en": "not run"},
    "figures": {"zh": "大小和检索", "en": "sizes and search"},
    "files": {"zh": "{size}，{files} 个文件", "en": "{size}, {files} files"},
    "growth": {
        "zh": "从 5,000 件到 20,000 件，用时增长的倍数：{parts}。",
        "en": "From 5,000 to 20,000 documents, times grow by: {parts}.",
    },
    "repeat": {"zh": "重测：`{command}`", "en": "To repeat: `{command}`"},
}
