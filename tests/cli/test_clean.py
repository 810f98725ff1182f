from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.attachments import inspect_attachment
from tests.helpers.attachments import jpeg, pack, png, segment, word
from tests.helpers.tree import PATH

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

DIRTY = pack(
    word(
        "<w:p><w:ins><w:r><w:t>甲</w:t></w:r></w:ins></w:p>",
        docProps__core_xml='<a><creator xmlns="d">乙</creator></a>',
    )
)
HIDDEN = pack(word("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>秘不可宣</w:t></w:r></w:p>"))
TOLD = """a.docx：已清理，写入 {}
    删去作者、单位等署名 1 项
    接受插入 1 处
    请打开副本核对，确认无误后送审
"""


def test_a_clean_copy_is_put_beside_the_original(root: Path, gongkai: Run) -> None:
    (root / "a.docx").write_bytes(DIRTY)
    told = TOLD.format("a.clean.docx") + "    替换原附件：mv a.clean.docx a.docx\n"
    assert gongkai("clean", "a.docx") == (0, told)
    assert (root / "a.docx").read_bytes() == DIRTY
    copy = (root / "a.clean.docx").read_bytes()
    assert inspect_attachment("a.docx", copy).faults == ()
    assert gongkai("clean", "a.clean.docx") == (0, "a.clean.docx：没有需要清理的内容\n")
    assert not (root / "a.clean.clean.docx").exists()


def test_a_clean_copy_is_put_elsewhere_or_in_place(root: Path, gongkai: Run) -> None:
    (root / "a.docx").write_bytes(DIRTY)
    assert gongkai("clean", "a.docx", "-o", "out") == (0, TOLD.format("out/a.docx"))
    code, text = gongkai("clean", "a.docx", "-o", "out")
    assert (code, text) == (2, "× out/a.docx 已存在；要替换原文件，请用 --in-place\n")
    assert (root / "a.docx").read_bytes() == DIRTY
    assert gongkai("clean", "a.docx", "--in-place") == (0, TOLD.format("a.docx"))
    assert (root / "a.docx").read_bytes() == (root / "out/a.docx").read_bytes()


REFUSED = [
    (
        "a.docx",
        HIDDEN,
        "含有隐藏的、白色的或极小的文字 1 处 [attachment-hidden]\n    下一步：在原软件中取消隐藏",
    ),
    ("a.docx", b"x", "内容不是 docx 格式 [attachment-type]\n    下一步：按实际格式另存"),
    ("a.csv", b"=1,2\n", "[attachment-script]\n    下一步：在原软件中删去脚本"),
    (
        "a.docx",
        pack(
            word(
                "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>秘不可宣</w:t></w:r></w:p>"
                "<w:p/>"
            )
        ),
        "[attachment-tracked-change]\n    下一步：在原软件中接受全部修订后另存，再运行本命令",
    ),
]


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED)
def test_what_cannot_be_cleaned_with_certainty_is_refused(
    root: Path, gongkai: Run, name: str, data: bytes, reason: str
) -> None:
    (root / name).write_bytes(data)
    before = sorted(p.name for p in root.iterdir())
    code, text = gongkai("clean", name)
    assert code == 1
    assert text.startswith(f"× {name}：有不能自动清理的内容，没有生成副本\n")
    assert reason in text
    assert "秘不可宣" not in text
    assert sorted(p.name for p in root.iterdir()) == before


def test_one_file_refused_does_not_keep_the_others(root: Path, gongkai: Run) -> None:
    (root / "a.docx").write_bytes(HIDDEN)
    (root / "b.jpg").write_bytes(jpeg(segment(0xFE, b"x")))
    (root / "c.png").write_bytes(png() + b"x")
    assert gongkai("clean", "a.docx", "b.jpg", "c.png")[0] == 1
    assert (root / "b.clean.jpg").read_bytes() == jpeg()
    assert (root / "c.clean.png").read_bytes() == png()


def test_attachments_of_a_signed_document_are_not_touched(root: Path, gongkai: Run) -> None:
    folder = (root / PATH).with_suffix(".files")
    folder.mkdir(exist_ok=True)
    file = folder / "a.docx"
    file.write_bytes(DIRTY)
    code, text = gongkai("clean", str(file), "--in-place")
    assert code == 1
    assert "已有审查记录，没有生成副本\n    下一步：先运行 gongkai revise，改完重新送审" in text
    assert file.read_bytes() == DIRTY
    document = root / PATH
    text = document.read_text("utf-8")
    document.write_text(
        text[: text.index("published:")] + text[text.index("\n---\n") + 1 :], "utf-8"
    )
    assert gongkai("clean", str(file), "--in-place")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("b.docx",), "× 没有这个文件：b.docx\n"),
        (("a.docx", "--in-place", "-o", "x"), "× --in-place 和 --output 只能用一个\n"),
        (("a.docx", "x/a.docx", "-o", "y"), "× 有同名的附件，请分开放到不同的文件夹\n"),
    ],
)
def test_wrong_usage(root: Path, gongkai: Run, arguments: tuple[str, ...], message: str) -> None:
    (root / "x").mkdir()
    for name in ("a.docx", "x/a.docx"):
        (root / name).write_bytes(DIRTY)
    assert gongkai("clean", *arguments) == (2, message)
