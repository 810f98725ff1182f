"""Whole older sites: every file has one fate, the same input gives the same names."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.core.importing.site.balance import Outcome
from gongkai.core.importing.site.listing import ListRow
from gongkai.core.importing.site.mapping import Goal
from gongkai.publish.importing import site_import
from gongkai.publish.importing.folders import read_folder
from gongkai.publish.importing.old_pages import find_moment, survey
from gongkai.publish.importing.practice_site import HOST, make_old_site, make_pdf, write_old_site
from gongkai.publish.importing.site_documents import Wishes
from gongkai.publish.importing.site_import import Adoption, adopt
from gongkai.publish.workspace import open_workspace
from tests.helpers.tiny_site import write_files
from tests.helpers.tree import make_public

GOAL = Goal("tonggao", subject="综合政务/其他")
GOALS = {
    "通知公告": GOAL,
    "工作动态": Goal("", reason="不属政府信息"),
    "（没有栏目）": GOAL,
    "old": GOAL,
}
WISHES = Wishes("r01", made_as_published=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    write_files(folder, make_public())
    return folder


def _adopt(root: Path, old: Path, rows: tuple[ListRow, ...] = ()) -> Adoption:
    folder = read_folder(old)
    return adopt(open_workspace(root), folder, survey(folder, rows), GOALS, WISHES)


def _snapshot(root: Path) -> dict[str, bytes]:
    files = (p for p in (root / "content").rglob("*") if p.is_file())
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in files}


def test_every_file_of_the_old_site_has_a_fate(root: Path, tmp_path: Path) -> None:
    write_old_site(tmp_path / "old")
    before = _snapshot(root)
    adoption = _adopt(root, tmp_path / "old")
    assert adoption.balance.holds
    told = {
        fate.path.removeprefix(f"{HOST}/"): (fate.outcome, fate.where, fate.reason)
        for fate in adoption.fates
    }
    assert len(told) == len(make_old_site())
    stopped = "tonggao/di-{}-hao-ting-che-chang-lin-shi-ting-yong-tong".format
    for number in range(1, 19):
        path = f"art/2019/{number % 9 + 1}/1/art_12_{3000 + number}.html"
        assert told.pop(path) == (Outcome.IMPORTED, stopped(number), "")
    for number in range(1, 7):
        left = (Outcome.LEFT_OUT, "", "“工作动态”整栏略去：不属政府信息")
        assert told.pop(f"show.jsp?id={number}") == left
    listed = (Outcome.LEFT_OUT, "", "列表页，新网站自己生成")
    cleaned = told.pop("module/download/dengji-biao.docx")
    assert cleaned[:2] == (Outcome.ATTACHED, stopped(1))
    assert cleaned[2].startswith("已清理：删去作者、单位等署名")
    assert told == {
        "index.html": listed,
        "col/col12/index.html": listed,
        "col/col15/index.html": listed,
        "art/2019/copy/art_12_3001.html": (
            Outcome.LEFT_OUT,
            "",
            f"与 {HOST}/art/2019/2/1/art_12_3001.html 完全相同",
        ),
        "frame.html": (
            Outcome.REFUSED,
            "",
            "网页里没有找到正文（多为框架页、跳转页）",
        ),
        "css/style.css": (Outcome.LEFT_OUT, "", "网站的样式、字体，不是政府信息"),
        "js/jquery.js": (Outcome.LEFT_OUT, "", "网站的脚本，不是政府信息"),
        "images/logo.png": (Outcome.LEFT_OUT, "", "正文没有使用的图片（网页装饰）"),
        "upload/2019/dianhua.xlsx": (Outcome.ATTACHED, stopped(2), ""),
        "upload/2019/weizhi.png": (Outcome.ATTACHED, stopped(7), ""),
        "upload/2019/tongzhi.pdf": (Outcome.ATTACHED, stopped(8), ""),
        "upload/2019/jiubiao.doc": (
            Outcome.REFUSED,
            "",
            f"{stopped(9)} 的附件：doc 格式不能公开；请另存为 docx 或 pdf 后放进所属文件的附件",
        ),
        "upload/2019/wuren-yinyong.pdf": (
            Outcome.REFUSED,
            "",
            "没有网页引用，不知道属于哪份文件；确需公开的，请放进所属文件的附件",
        ),
    }
    written = _snapshot(root)
    assert before.items() <= written.items()
    names = {name for name in written if name not in before}
    assert len([name for name in names if name.endswith(".md")]) == 18
    assert f"content/{stopped(7)}.files/tu-1.png" in names
    fourth = written[f"content/{stopped(4)}.md"].decode()
    assert f"[第1号停车场通告](/{stopped(1)}/)" in fourth
    assert "优化词" not in b"".join(written.values()).decode("utf-8", "replace")
    assert not (root / site_import.WORKSHOP).exists()


def test_a_second_run_writes_nothing(root: Path, tmp_path: Path) -> None:
    write_old_site(tmp_path / "old")
    first = _adopt(root, tmp_path / "old")
    edited = root / "content" / f"{first.pages[0].id}.md"
    edited.write_text(edited.read_text("utf-8").replace("r01", "r02"), "utf-8")
    before = _snapshot(root)
    second = _adopt(root, tmp_path / "old")
    assert [p.id for p in second.pages] == [p.id for p in first.pages]
    assert all(planned.present for planned in second.pages)
    assert _snapshot(root) == before


def test_a_killed_run_is_taken_up_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_old_site(tmp_path / "old")
    whole = tmp_path / "whole"
    write_files(whole, make_public())
    _adopt(whole, tmp_path / "old")
    move = site_import._move
    moved: list[str] = []

    def stop(workshop: Path, content: Path, name: str) -> None:
        if len(moved) == 7:
            raise KeyboardInterrupt
        moved.append(name)
        move(workshop, content, name)

    monkeypatch.setattr(site_import, "_move", stop)
    with pytest.raises(KeyboardInterrupt):
        _adopt(root, tmp_path / "old")
    assert len([p for p in _snapshot(root) if "di-" in p and p.endswith(".md")]) == 7
    monkeypatch.setattr(site_import, "_move", move)
    _adopt(root, tmp_path / "old")
    assert _snapshot(root).keys() == _snapshot(whole).keys()


def test_a_document_of_another_title_is_never_taken_for_ours(root: Path, tmp_path: Path) -> None:
    write_old_site(tmp_path / "old")
    other = root / "content/tonggao/di-1-hao-ting-che-chang-lin-shi-ting-yong-tong.md"
    text = next((root / "content").glob("tonggao/*.md")).read_text("utf-8")
    other.write_text(text, "utf-8")
    adoption = _adopt(root, tmp_path / "old")
    ids = {planned.page.path: planned.id for planned in adoption.pages}
    assert ids[f"{HOST}/art/2019/2/1/art_12_3001.html"].endswith("-tong-2")
    assert other.read_text("utf-8") == text


def test_a_list_tells_what_pages_do_not(root: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    (old / "files").mkdir(parents=True)
    (old / "files/1.html").write_text("<div id=zoom><p>自即日起停水。</p></div>", "utf-8")
    rows = (
        ListRow(
            2,
            "关于停水的通告",
            "/t/1.html",
            "通知公告",
            "2019-07-15 09:30",
            "files/1.html",
            "审1号",
        ),
        ListRow(3, "不见了的", "/t/2.html", "通知公告", "", "files/2.html"),
    )
    folder = read_folder(old)
    seen = survey(folder, rows)
    assert [(p.title, p.column, p.paper, f"{p.published:%F %R}") for p in seen.pages] == [
        ("关于停水的通告", "通知公告", "审1号", "2019-07-15 09:30")
    ]
    assert seen.unmatched == (rows[1],)
    adoption = adopt(open_workspace(root), folder, seen, GOALS, WISHES)
    text = (root / "content" / f"{adoption.pages[0].id}.md").read_text("utf-8")
    assert "title: 关于停水的通告\n" in text
    assert "made: 2019-07-15\n" in text


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-07-15 09:30:12", "2019-07-15 09:30"),
        ("发布于2019年7月5日", "2019-07-05 00:00"),
        ("2019/7/15T9:05", "2019-07-15 09:05"),
        ("2019-13-40", None),
        ("昨天", None),
    ],
)
def test_days_as_pages_write_them(text: str, moment: str | None) -> None:
    found = find_moment(text)
    assert (f"{found:%Y-%m-%d %H:%M}" if found else None) == moment


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="没有文件"):
        read_folder(tmp_path)


def test_links_of_the_file_system_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("甲", "utf-8")
    (tmp_path / "b.html").symlink_to("/etc/passwd")
    folder = read_folder(tmp_path)
    assert [file.path for file in folder.files] == ["a.html"]
    assert folder.odd == ("b.html",)


NAMES = st.sampled_from(
    ["a.html", "b.html", "c/d.htm", "e.pdf", "f.png", "g.doc", "h.css", "i", "j.zip"]
)
LINKS = st.lists(NAMES, max_size=4).map(lambda ns: "".join(f"<a href='/{n}'>附件</a>" for n in ns))
PAGES = st.builds(
    "<title>{}</title><div id=zoom><p>自即日起停水，特此通告。{}</p></div>".format,
    st.sampled_from(["通告", "关于停水的通告", ""]),
    LINKS,
)
CONTENTS = st.one_of(
    PAGES.map(str.encode), st.binary(max_size=60), st.just(make_pdf([(72, 700, 12, "Text")]))
)


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(NAMES, CONTENTS, min_size=1))
def test_the_balance_holds_for_any_folder(files: dict[str, bytes]) -> None:
    with TemporaryDirectory() as place:
        old, root = Path(place) / "old", Path(place) / "repo"
        write_files(root, make_public())
        for name, data in files.items():
            (old / name).parent.mkdir(parents=True, exist_ok=True)
            (old / name).write_bytes(data)
        folder = read_folder(old)
        seen = survey(folder)
        goals = {page.column or "（没有栏目）": GOAL for page in seen.pages}
        adoption = adopt(open_workspace(root), folder, seen, goals, WISHES)
        assert adoption.balance.holds
        assert sorted(fate.path for fate in adoption.fates) == sorted(files)
        for fate in adoption.fates:
            assert fate.reason or fate.where
            if fate.outcome is Outcome.ATTACHED:
                assert (root / "content" / f"{fate.where}.files").is_dir()
