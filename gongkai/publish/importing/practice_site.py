"""A made-up older site as a mirror keeps it, to practise a move with: `gongkai demo old-site`."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

import docx
import xlsxwriter
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HOST = "old.shili.example"
BODY = "示例市测试局"
_PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
{metas}<title>{title}-示例市测试局网站</title>
<link rel="stylesheet" href="/css/style.css"><style>.yhc{{display:none}}</style>
<script src="/js/jquery.js"></script></head>
<body><div class="header"><img src="/images/logo.png" alt="示例市测试局"></div>
<div class="nav"><a href="/index.html">首页</a> <a href="/col/col12/index.html">通知公告</a>
<a href="/col/col15/index.html">工作动态</a></div>
<div class="dqwz">当前位置：<a href="/index.html">首页</a> &gt; {column} &gt; 正文</div>
{middle}
<div class="footer">主办：示例市测试局　技术支持：某公司
<a href="http://www.shili.example/">示例市人民政府</a></div></body></html>
"""
_ARTICLE = """<h1 class="title">{title}</h1>
<div class="info">发布时间：{day} {clock}　来源：示例市测试局
浏览次数：<span id="hits"></span>次</div>
<div id="zoom"><div class="TRS_Editor">{text}</div></div>
<div class="share bdsharebuttonbox">分享到：<a href="javascript:;">微博</a></div>"""


def _make_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("停车场临时停用登记表")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _make_xlsx() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2019, 3, 1)})  # noqa: DTZ001 - a workbook has no zone
    sheet = book.add_worksheet("窗口")
    sheet.write_row(0, 0, ["窗口", "电话"])
    sheet.write_row(1, 0, ["一号窗口", "0999-5550992"])
    book.close()
    return stream.getvalue()


def make_pdf(lines: Sequence[tuple[float, float, float, str]], pages: int = 1) -> bytes:
    """A PDF of Latin letters: left, bottom, size and text of each line, the same on all pages."""
    shown = (f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, size, text in lines)
    content = "\n".join(shown).encode()
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + pages))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *[page] * pages,
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return data + head + table + tail % (len(objects) + 1, len(data))


def _make_picture(size: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (size, size), (20, 90, 160)).save(stream, "PNG")
    return stream.getvalue()


def _article(number: int, title: str, text: str, *, column: str = "通知公告", day: int = 1) -> str:
    date = f"2019-{number % 9 + 1:02}-{day:02}"
    clock = f"{8 + number % 9:02}:30"
    metas = (
        f'<meta name="ArticleTitle" content="{title}">\n'
        f'<meta name="PubDate" content="{date} {clock}">\n'
        f'<meta name="ColumnName" content="{column}">\n'
        f'<meta name="ContentSource" content="{BODY}">\n'
        f'<meta name="Description" content="{title}。">\n'
    )
    middle = _ARTICLE.format(title=title, day=date, clock=clock, text=text)
    return _PAGE.format(metas=metas, title=title, column=column, middle=middle)


def _sign(number: int) -> str:
    return f'<p align="right">{BODY}</p><p align="right">2019年{number % 9 + 1}月1日</p>'


def _notice(number: int, extra: str = "") -> str:
    title = f"{BODY}关于第{number}号停车场临时停用的通告"
    text = (
        f'<p align="center">示测通〔2019〕{number}号</p>'
        f"<p>　　因设备检修，自2019年{number % 9 + 1}月10日起停用第{number}号停车场，"
        f"恢复时间另行通告。</p>{extra}{_sign(number)}"
    )
    return _article(number, title, text)


def _path(number: int) -> str:
    return f"art/2019/{number % 9 + 1}/1/art_12_{3000 + number}.html"


TABLE = """<table border="1"><tr><th rowspan="2">停车场</th><th colspan="2">泊位</th></tr>
<tr><th>小型车</th><th>大型车</th></tr><tr><td>第3号</td><td>120</td><td>8</td></tr></table>"""


def make_old_site() -> dict[str, bytes]:
    """Every file of the mirror, by its path below the folder."""
    extras = {
        1: '<p>附件：<a href="/module/download/dengji-biao.docx">登记表.docx</a></p>',
        2: '<p>电话见<a href="/upload/2019/dianhua.xlsx">窗口电话.xlsx</a>。</p>',
        3: TABLE,
        4: f'<p>原通告见<a href="/{_path(1)}">第1号停车场通告</a>。</p>',
        5: '<p>详见<a href="/art/2018/1/1/art_12_9.html">去年的通告</a>。</p>',
        6: '<p class="yhc">停车 车位 优化词</p>',
        7: '<p><img src="/upload/2019/weizhi.png" alt="第7号停车场位置图"></p>',
        8: '<p>附件：<a href="/upload/2019/tongzhi.pdf">英文说明.pdf</a></p>',
        9: '<p>附件：<a href="/upload/2019/jiubiao.doc">旧表.doc</a></p>',
    }
    pages = {_path(n): _notice(n, extras.get(n, "")) for n in range(1, 19)}
    pages["art/2019/copy/art_12_3001.html"] = pages[_path(1)]
    for number in range(1, 7):
        title = f"{BODY}召开第{number}次调度会"
        text = f"<p>　　近日，{BODY}召开今年第{number}次调度会，研究停车场管理工作。</p>"
        page = _article(number, title, text, column="工作动态")
        pages[f"show.jsp?id={number}"] = page
    links = "".join(
        f'<li><a href="/{_path(n)}">第{n}号停车场临时停用的通告</a></li>' for n in range(1, 19)
    )
    news = "".join(f'<li><a href="/show.jsp?id={n}">第{n}次调度会</a></li>' for n in range(1, 7))
    for path, name, items in (
        ("index.html", "首页", links + news),
        ("col/col12/index.html", "通知公告", links),
        ("col/col15/index.html", "工作动态", news),
    ):
        middle = f'<div class="list"><ul>{items}</ul></div>'
        pages[path] = _PAGE.format(metas="", title=name, column=name, middle=middle)
    pages["frame.html"] = "<html><frameset cols='20%,*'><frame src='index.html'></frameset></html>"
    files = {path: page.encode("gb18030") for path, page in pages.items()}
    files |= {
        "css/style.css": b".header{height:80px}\n",
        "js/jquery.js": b"/* script */\n",
        "images/logo.png": _make_picture(40),
        "upload/2019/weizhi.png": _make_picture(64),
        "module/download/dengji-biao.docx": _make_docx(),
        "upload/2019/dianhua.xlsx": _make_xlsx(),
        "upload/2019/tongzhi.pdf": make_pdf([(72, 700, 24, "Notice")]),
        "upload/2019/jiubiao.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        "upload/2019/wuren-yinyong.pdf": make_pdf([(72, 700, 24, "Orphan")]),
    }
    return {f"{HOST}/{path}": data for path, data in files.items()}


def write_old_site(folder: Path) -> None:
    """Writes the mirror to disk."""
    for path, data in make_old_site().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
