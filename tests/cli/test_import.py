from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from gongkai.core.body import render_body
from gongkai.core.source import read_source
from gongkai.core.tree import SourceFile
from tests.helpers.tree import CODE
from tests.helpers.word_files import NAMESPACES, element, make, make_notice, picture, save

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.source import Source
    from tests.cli.conftest import Run

LINES = (
    "示测通〔2026〕5号",
    "示例市测试局关于春节放假安排的通告",
    "春节期间办事窗口安排如下：",
    "一、放假时间",
    "2027年2月6日至12日。",
    "示例市测试局",
    "2026年11月18日",
    "（此件公开发布）",
)
SLUG = "chun-jie-fang-jia-an-pai"
PATH = f"content/tonggao/{SLUG}.md"


def read(root: Path, path: str = PATH) -> Source:
    return read_source(SourceFile(path, (root / path).read_bytes()))


def test_a_word_file_becomes_a_held_document(root: Path, gongkai: Run) -> None:
    (root / "a.docx").write_bytes(make(*LINES))
    code, text = gongkai("import", "a.docx", "-c", "tonggao", "-d", "r01")
    assert code == 0, text
    source = read(root)
    assert source.values["title"] == LINES[1]
    assert source.values["document_number"] == LINES[0]
    assert source.values["made"] == "2026-11-18"
    assert source.values["issuer"] == "示例市测试局"
    assert source.values["index_number"] == f"{CODE}/2026-00002"
    assert "attachments" not in source.values
    assert render_body(source.body).blocks == LINES[2:]
    assert "名称 title\t示例市测试局关于春节放假安排的通告\t确定\t第 2 段" in text
    assert "内容概述 summary\t\t\t没有读出\t待填写" in text
    assert "字符\t" in text
    assert f"移到字段：名称　{LINES[1]}" in text
    assert f"已导入 {PATH}" in text
    assert f"下一步：填完“【待填写】”各项，运行 gongkai check {PATH}" in text
    code, text = gongkai("check", PATH)
    assert code == 0
    assert "尚未填写" in text


def test_finished_it_can_be_checked_and_signed(root: Path, gongkai: Run) -> None:
    (root / "a.docx").write_bytes(make(*LINES))
    assert gongkai("import", "a.docx", "-c", "tonggao", "-d", "r01")[0] == 0
    path = root / PATH
    lines = [
        {"subject": "subject: 综合政务/其他", "summary": "summary: 公布放假安排。"}.get(
            line.partition(":")[0], line
        )
        for line in path.read_text().split("\n")
    ]
    path.write_text("\n".join(lines))
    code, text = gongkai("check", PATH)
    assert (code, "待填写" in text) == (0, False), text
    assert gongkai("demo", "sign", PATH)[0] == 0


def test_pictures_and_the_original_come_along(root: Path, gongkai: Run) -> None:
    document = docx.Document()
    document.core_properties.author = "某科员"
    for line in LINES:
        document.add_paragraph(line)
    document.add_picture(picture())._inline.docPr.set("descr", "放假日历")
    (root / "a.docx").write_bytes(save_signed(document))
    code, text = gongkai("import", "a.docx", "-c", "tonggao", "-d", "r01", "--keep-original")
    assert code == 0, text
    source = read(root)
    assert source.values["attachments"] == [
        {"file": f"{SLUG}.docx", "title": f"{LINES[1]}.docx"},
        {"file": "tu-1.png", "title": "放假日历.png"},
    ]
    assert "![放假日历](tu-1.png)" in source.body
    folder = root / f"content/tonggao/{SLUG}.files"
    assert sorted(path.name for path in folder.iterdir()) == [f"{SLUG}.docx", "tu-1.png"]
    assert "某科员".encode() not in (folder / f"{SLUG}.docx").read_bytes()
    assert f"提示：附件 {SLUG}.docx 已清理：" in text
    assert "attachment-" not in gongkai("check", PATH)[1]


def save_signed(document: docx.document.Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_an_original_that_stays_unclean_is_not_attached(root: Path, gongkai: Run) -> None:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    hidden = f"<w:r {NAMESPACES}><w:rPr><w:vanish/></w:rPr><w:t>内部意见</w:t></w:r>"
    document.paragraphs[3]._p.append(element(hidden))
    (root / "a.docx").write_bytes(save(document))
    code, text = gongkai("import", "a.docx", "-c", "tonggao", "-d", "r01", "--keep-original")
    assert code == 0
    assert "没有作为附件" in text
    assert "没有照原样写入　隐藏、白色或极小的文字 1 处（第 4 段）：内部意见" in text
    assert "attachments" not in read(root).values
    assert "内部意见" not in (root / PATH).read_text()
    assert not (root / f"content/tonggao/{SLUG}.files").exists()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0", "不能直接读取 doc 文件；请在 WPS 或 Word 中打开"),
        ("a.wps", b"x", "类型选 docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "内容却是旧版 Office 文件"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 600, "文件已损坏"),
        ("a.docx", b"", "文件是空的"),
        ("a.exe", b"MZ", "不能读取这种文件"),
        ("a.docx", make("秘密★1年", *LINES), "文件上标有密级“秘密★1年”"),
        ("a.docx", make(*LINES[:-1], "（此件依申请公开）"), "文件上标明“依申请公开”"),
    ],
)
def test_what_must_not_come_in_leaves_no_trace(
    root: Path, gongkai: Run, name: str, data: bytes, reason: str
) -> None:
    (root / "good.docx").write_bytes(make(*LINES))
    (root / name).write_bytes(data)
    before = sorted(path for path in (root / "content").rglob("*"))
    code, text = gongkai("import", "good.docx", name, "-c", "tonggao", "-d", "r01")
    assert code == 2
    assert reason in text
    assert sorted(path for path in (root / "content").rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("nothing.docx", "-c", "tonggao", "-d", "r01"), "没有这个文件"),
        (("a.docx", "-c", "meiyou", "-d", "r01"), "没有栏目 meiyou"),
        (("a.docx", "-c", "tonggao", "-d", "r99"), "没有拟稿人 r99"),
        (("a.docx", "-c", "tonggao", "-d", "r01", "--type", "jiedu"), "只收这些类型"),
        (("a.docx", "-c", "tonggao", "-d", "r01", "--type", "dengji"), "登记项不带正文"),
        (("a.docx", "-c", "tonggao", "-d", "r01", "--slug", "大写"), "短名只能由"),
        (("a.docx", "a.docx", "-c", "tonggao", "-d", "r01", "--slug", "x"), "不能用 --slug"),
    ],
)
def test_wrong_usage_is_told(
    root: Path, gongkai: Run, arguments: tuple[str, ...], reason: str
) -> None:
    (root / "a.docx").write_bytes(make(*LINES))
    code, text = gongkai("import", *arguments)
    assert code == 2
    assert reason in text
    assert not (root / PATH).exists()


def test_several_files_get_their_own_names_and_numbers(root: Path, gongkai: Run) -> None:
    for name in ("a.docx", "b.docx"):
        (root / name).write_bytes(make(*LINES))
    assert gongkai("import", "a.docx", "b.docx", "-c", "tonggao", "-d", "r01")[0] == 0
    numbers = [
        read(root, f"content/tonggao/{slug}.md").values["index_number"]
        for slug in (SLUG, f"{SLUG}-2")
    ]
    assert numbers == [f"{CODE}/2026-00002", f"{CODE}/2026-00003"]


def test_a_notice_with_everything_agrees_before_and_after(root: Path, gongkai: Run) -> None:
    (root / "a.docx").write_bytes(make_notice())
    code, text = gongkai("import", "a.docx", "-c", "tonggao", "-d", "r01", "--slug", "quan")
    assert code == 0, text
    found = (line.split("\t") for line in text.split("\n"))
    rows = {cells[0]: cells[1:] for cells in found if len(cells) == 4}
    assert rows["单元格"] == ["15", "0", "15"]
    assert rows["注释"] == ["2", "0", "2"]
    for whole, moved, shown in (map(int, row) for name, row in rows.items() if name != "项目"):
        assert whole == moved + shown


def test_a_folder_of_files_is_imported_and_the_rest_is_named(root: Path, gongkai: Run) -> None:
    folder = root.parent / "files"
    folder.mkdir()
    for name in ("b.docx", "a.docx", "~$a.docx", "c.zip"):
        (folder / name).write_bytes(make(*LINES))
    code, text = gongkai("import", str(folder), "-c", "tonggao", "-d", "r01")
    assert code == 0, text
    assert [line for line in text.split("\n") if line.startswith("已导入")] == [
        f"已导入 {PATH}",
        f"已导入 content/tonggao/{SLUG}-2.md",
    ]
    assert f"提醒：没有导入 {folder / 'c.zip'}" in text
    (folder / "d.docx").write_bytes(b"PK")
    (folder / "e.docx").write_bytes(b"")
    code, text = gongkai("import", str(folder), "-c", "tonggao", "-d", "r01")
    assert code == 2
    assert "d.docx：文件已损坏" in text
    assert "e.docx：文件是空的" in text
    assert not (root / f"content/tonggao/{SLUG}-3.md").exists()


def test_a_workbook_becomes_tables_and_stays_a_file(root: Path, gongkai: Run) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (("序号", "事项"), (1, "停水"), (2, "停电")):
        sheet.append(row)
    workbook.save(root / "a.xlsx")
    code, text = gongkai("import", "a.xlsx", "-c", "tonggao", "-d", "r01", "--slug", "biao")
    assert code == 0, text
    source = read(root, "content/tonggao/biao.md")
    assert "| 序号 | 事项 |\n| --- | --- |\n| 1 | 停水 |\n| 2 | 停电 |" in source.body
    assert source.values["attachments"] == [{"file": "biao.xlsx", "title": "a.xlsx"}]
    assert (root / "content/tonggao/biao.files/biao.xlsx").is_file()


def test_nothing_lost_or_named_moves_the_cursor(root: Path, gongkai: Run) -> None:
    (root / "a.html").write_text(
        "<title>x</title><h1>关于停水的通告</h1><p>各户：\x1b[2J</p>"
        "<p><a href='javascript:\x1b[31m'>点击</a></p>"
    )
    code, text = gongkai("import", "a.html", "-c", "tonggao", "-d", "r01")
    assert code == 0, text
    assert "\x1b" not in text


def test_an_empty_folder_is_told(root: Path, gongkai: Run) -> None:
    (root.parent / "empty").mkdir()
    code, text = gongkai("import", str(root.parent / "empty"), "-c", "tonggao", "-d", "r01")
    assert (code, "gongkai adopt" in text) == (2, True)


@pytest.mark.parametrize("option", ["--keep-original", "--no-original"])
def test_where_nothing_can_be_written_nothing_is_left(
    root: Path, gongkai: Run, option: str
) -> None:
    (root / "a.docx").write_bytes(make(*LINES))
    state = root.parent / "state"
    shutil.copytree(root / ".gongkai", state) if (root / ".gongkai").exists() else state.mkdir()
    shutil.rmtree(root / ".gongkai", ignore_errors=True)
    (root / ".gongkai").write_text("in the way")
    code, text = gongkai(
        "import", "a.docx", "-c", "tonggao", "-d", "r01", option, "--state", str(state)
    )
    assert (code, "读写失败" in text) == (2, True), text
    assert not (root / PATH).exists()
    assert not (root / PATH).with_suffix(".files").exists()


@pytest.mark.parametrize("place", ["content", "content/tonggao"])
@pytest.mark.parametrize(
    "command",
    [("import", "a.docx"), ("new", "tonggao", "--title", "测试通告", "--type", "gongwen")],
)
def test_nothing_is_written_through_a_link(
    place: str, command: tuple[str, ...], root: Path, gongkai: Run, tmp_path: Path
) -> None:
    (root / "a.docx").write_bytes(make(*LINES))
    outside = tmp_path / "outside"
    (root / place).rename(outside)
    (root / place).symlink_to(outside, target_is_directory=True)
    before = sorted(outside.rglob("*"))
    given = ("-c", "tonggao") if command[0] == "import" else ()
    code, text = gongkai(*command, *given, "-d", "r01")
    assert (code, "是链接" in text) == (2, True), text
    assert sorted(outside.rglob("*")) == before
