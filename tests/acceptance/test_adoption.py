"""From the mirror of an older site to a running one: surveyed, imported, signed in, redirected."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Protocol

import pytest

from gongkai.cli.main import run
from gongkai.publish.importing.practice_site import make_old_site, write_old_site
from tests.helpers.tiny_site import SITE, make_files, write_files

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = """迁入前清点

全部文件　38，{size:,} 字节
其中：网页　29，{pages:,} 字节
其中：附件　5，{attachments:,} 字节
其中：图片　2，{pictures:,} 字节
其中：样式、字体　1，21 字节
其中：脚本　1，13 字节
有正文的网页　25
列表页　3
读不出的网页　1
链接：站内　168
链接：站外　28
链接：断链　1
内容完全相同的文件　1，{double:,} 字节
没有网页引用的附件　1，{orphan:,} 字节
清单中有、文件夹中没有的　0
不跟随的链接文件、设备文件　0

断链：
  old.shili.example/art/2019/6/1/art_12_3005.html → /art/2018/1/1/art_12_9.html

没有网页引用的附件：
  old.shili.example/upload/2019/wuren-yinyong.pdf
"""
AFTER = """
迁入后清点

迁入前　38，{size:,} 字节
导入　24，{imported:,} 字节
随附　4，{attached:,} 字节
略去　7，{left:,} 字节
拒收　3，{refused:,} 字节
差（应为 0）　0，0 字节

拒收的文件（逐个处理）：
  old.shili.example/frame.html：网页里没有找到正文（多为框架页、跳转页）
  old.shili.example/upload/2019/jiubiao.doc：\
tonggao/di-9-hao-ting-che-chang-lin-shi-ting-yong-tong 的附件：doc 格式不能公开；\
请另存为 docx 或 pdf 后放进所属文件的附件
  old.shili.example/upload/2019/wuren-yinyong.pdf：没有网页引用，不知道属于哪份文件；\
确需公开的，请放进所属文件的附件

正文中的链接 7 个：没有保留 2，附件、图片 4，站内 1
正文里没有带过来的 3 处，见工作簿“没有带过来的”
另有 24 页的导航、页眉、页脚等不导入
已写入 24 件，以前已导入 0 件
其中 6 件有“【待填写】”的内容，见工作簿“文件”
"""
FIRST = "tonggao/di-1-hao-ting-che-chang-lin-shi-ting-yong-tong"
MEETING = "tonggao/shi-li-shi-ce-shi-ju-zhao-kai-di-1-ci-diao-du"


class Run(Protocol):
    """Runs a command in the repository."""

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Exit code, and all that was printed."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository without any document, beside the mirror of an older site."""
    files = {p: data for p, data in make_files().items() if not p.startswith("content/")}
    folder = tmp_path / "repo"
    write_files(folder, files)
    (folder / "content").mkdir()
    write_old_site(tmp_path / "old")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "400")
    return folder


@pytest.fixture
def gongkai(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs commands in the repository."""
    assert root.is_dir()

    def call(*arguments: str) -> tuple[int, str]:
        code = run([*arguments])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


def _sum(*patterns: str) -> int:
    files = make_old_site()
    return sum(len(d) for p, d in files.items() if any(re.search(r, p) for r in patterns))


def _fill(path: Path) -> None:
    """Writes the numbers of the reviews on paper into the table."""
    numbers = iter(range(1, 100))
    text = path.read_text("utf-8")
    path.write_text(
        re.sub("【待填写】", lambda _: f"公开审〔2019〕{next(numbers)}号", text), "utf-8"
    )


def test_an_older_site_becomes_a_running_one(root: Path, gongkai: Run) -> None:
    report = root / ".gongkai/adopt"
    size = _sum("")
    assert gongkai("adopt", "../old") == (
        0,
        BEFORE.format(
            size=size,
            pages=_sum(r"html$", r"jsp"),
            attachments=_sum(r"\.(docx|xlsx|pdf|doc)$"),
            pictures=_sum("png$"),
            double=_sum("copy/"),
            orphan=_sum("wuren"),
        )
        + "清点结果和栏目对照表已写入 .gongkai/adopt/\n下一步：填好 .gongkai/adopt/栏目对照表.tsv，"
        "运行 gongkai adopt 文件夹 --map .gongkai/adopt/栏目对照表.tsv --drafter 拟稿人编号\n",
    )
    assert not any((root / "content").iterdir())

    table = report / "栏目对照表.tsv"
    rows = [line for line in table.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert rows == [
        "工作动态\t6\t\t\t\t\t示例市测试局召开第1次调度会",
        "通知公告\t18\t\t\t\t\t示例市测试局关于第9号停车场临时停用的通告",
    ]
    mapped = ("adopt", "../old", "--map", str(table))
    assert gongkai(*mapped) == (2, _problem(table))
    table.write_text(
        "工作动态\t6\ttonggao\t\t\t综合政务/其他\n通知公告\t18\ttonggao\t\t\t综合政务/其他\n",
        "utf-8",
    )
    code, printed = gongkai(*mapped, "--drafter", "r01", "--made-as-published")
    assert code == 0
    assert printed[printed.index("\n迁入后清点") : printed.index("清点结果已写入")] == AFTER.format(
        size=size,
        imported=_sum(r"art/2019/\d/1/", "jsp"),
        attached=_sum("dengji", "dianhua", "tongzhi", "weizhi"),
        left=_sum("index", "copy", "css", "js/", "logo"),
        refused=_sum("frame", "jiubiao", "wuren"),
    )
    with (report / "文件去向.csv").open(encoding="utf-8-sig", newline="") as file:
        fates = [*csv.DictReader(file)]
    assert len(fates) == 38
    assert sum(int(fate["字节"]) for fate in fates) == size

    code, printed = gongkai(*mapped, "-d", "r01", "--stock", "--until", "2027-12-31")
    assert code == 0
    assert "存量表已写入 .gongkai/adopt/存量表.tsv：可列入 18 件" in printed
    stock = report / "存量表.tsv"
    reason = "还有“【待填写】”的内容，或者字段有误（运行 gongkai check 查看）"
    assert f"# {MEETING}：{reason}\n" in stock.read_text("utf-8")
    for number, path in enumerate((root / "content/tonggao").glob("*zhao-kai*.md"), 50):
        text = path.read_text("utf-8")
        text = re.sub("document_number: 【.*", f"document_number: 示测通〔2019〕{number}号", text)
        path.write_text(re.sub("genre: 【.*", "genre: 通报", text), "utf-8")
    assert "可列入 24 件" in gongkai(*mapped, "-d", "r01", "--stock")[1]
    code, printed = gongkai("demo", "seal", "--stock", str(stock))
    assert code == 2
    assert "还有“【待填写】”" in printed
    _fill(stock)
    code, printed = gongkai("demo", "seal", "--stock", str(stock))
    assert (code, printed) == (0, "已用演练根密钥封印\n")

    code, printed = gongkai("build")
    assert code == 0, printed
    assert "公开 24 件，待审 0 件" in printed
    site = root / "site"
    _check_redirects(site)
    assert "因设备检修，自2019年2月10日起停用第1号停车场" in (
        site / FIRST / "index.html"
    ).read_text("utf-8")

    code, printed = gongkai("review", "status", "--stock")
    lines = printed.splitlines()
    assert lines[:2] == [
        "栏目\t名称\t存量\t已重新审查\t已不公开\t待重新审查\t清理期限\t还剩",
        "tonggao\t通告\t24\t0\t0\t24\t2027-12-31\t406 天",
    ]
    assert len([line for line in lines if line.startswith("content/tonggao/")]) == 24

    code, printed = gongkai(*mapped, "-d", "r01", "--stock")
    assert code == 2
    assert "存量清单只在首次构建时收取一次" in printed


def _problem(table: Path) -> str:
    shown = BEFORE.format(
        size=_sum(""),
        pages=_sum(r"html$", r"jsp"),
        attachments=_sum(r"\.(docx|xlsx|pdf|doc)$"),
        pictures=_sum("png$"),
        double=_sum("copy/"),
        orphan=_sum("wuren"),
    )
    told = "还没有填栏目编号；整栏不迁的填“略去：理由”"
    problems = f"第 5 行：旧栏目“工作动态”{told}\n第 6 行：旧栏目“通知公告”{told}\n"
    return f"{shown}× 对照表 {table} 还不能用：\n{problems}"


def _check_redirects(site: Path) -> None:
    """Every old address leads to the new one, by a page or by the web server's list."""
    page = (site / "art/2019/2/1/art_12_3001.html").read_text("utf-8")
    assert f'content="0; url=https://{SITE}/{FIRST}/"' in page
    listed = (site / "gongkai/redirects.txt").read_text("utf-8").splitlines()
    assert listed[0] == f"/show.jsp?id=1 https://{SITE}/{MEETING}/"
    assert [line.split(" ")[0] for line in listed] == [f"/show.jsp?id={n}" for n in range(1, 7)]
    pages = {p.relative_to(site).as_posix() for p in (site / "art").rglob("*.html")}
    assert len(pages) == 18
