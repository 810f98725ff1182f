from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.han_variants import convert_text
from gongkai.publish.negative_space import Public, Secret
from gongkai.publish.output_check import Expected, OutputCheck, check_output
from gongkai.publish.output_leaks import OutputLeaks
from gongkai.publish.output_scan import OutputScan
from gongkai.publish.page_text import read_body_text
from gongkai.publish.pages.content_policy import format_policy
from gongkai.publish.traditional import convert_page
from tests.helpers.tree import PATH, judge, make_files, sign, write_document

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "拟于明年一月十五日起调整全市范围内的收费标准并另行通知"
FILES = make_files((PATH, write_document()))
sign(FILES)
CLEARED = judge(FILES).cleared[0]
SECRETS = (Secret("未审查文件 a.md ", (SENTENCE,)),)
SCAN = OutputScan(frozenset(), ())
POLICY = format_policy()
MAIN = '<article><div class="gk-body"><p>冬季办公时间为9时至17时。</p></div></article>'
PAGE = (
    "<!doctype html>\n<html><head>"
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    f'<script src="../../assets/a.js"></script></head><body>{MAIN}</body></html>'
).encode()
PLAIN = "tonggao/ceshi/index.html"
CONTENT = {PLAIN: PAGE, "mulu/a.json": b'{"a": 1}\n', "assets/a.js": b"", "a.bin": b"x"}


def know(content: dict[str, bytes]) -> Expected:
    """What is expected when exactly these files are."""
    return Expected(
        files={path: hashlib.sha256(data).hexdigest() for path, data in content.items()},
        policies={PLAIN: POLICY},
        documents={PLAIN: CLEARED},
    )


EXPECTED = know(CONTENT)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for path, data in CONTENT.items():
        write(root, path, data)
    return root


def write(site: Path, path: str, data: bytes) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_bytes(data)


def examine(
    site: Path, expected: Expected = EXPECTED, public: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    found = [*check_output(site, expected, SECRETS, Public((lambda: public,)), SCAN)]
    assert {f.rule for f in found} <= {"output-altered"}
    assert not [f for f in found if SENTENCE[:6] in str(f)]
    return [(f.path.removeprefix("site/"), f.message) for f in found]


def test_an_output_as_it_was_cleared_has_no_fault(site: Path) -> None:
    assert examine(site) == []


def test_files_too_many_missing_and_altered_are_named(site: Path) -> None:
    write(site, "content/daishen.md", b"x")
    write(site, ".hidden", b"")
    (site / "a.bin").unlink()
    (site / "empty" / "inner").mkdir(parents=True)
    write(site, "mulu/a.json", b'{"a": 1}\n ')
    assert examine(site) == [
        (".hidden", "多出了不应有的文件"),
        ("content/daishen.md", "多出了不应有的文件"),
        ("a.bin", "缺少应有的文件"),
        ("empty/inner", "多出了不应有的文件夹"),
        ("mulu/a.json", "内容与审查通过的不一致"),
    ]


def test_only_plain_files_with_one_name_and_usual_rights_pass(site: Path, tmp_path: Path) -> None:
    (site / "a.bin").unlink()
    (site / "a.bin").symlink_to(site / "mulu/a.json")
    os.link(site / "mulu/a.json", tmp_path / "b.json")
    (site / "assets/a.js").chmod(0o755)
    (site / "more").symlink_to(site / "mulu")
    assert examine(site) == [
        ("more", "多出了不应有的文件"),
        ("a.bin", "不是普通文件"),
        ("more", "不是普通文件"),
        ("assets/a.js", "文件权限异常"),
        ("mulu/a.json", "文件另有名称（硬链接）"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<article>", b"<article >"),
        (b"</body>", "<p>多一句</p></body>".encode()),
        (b"</head>", b'<meta name="robots" content="noindex"></head>'),
        (b"</html>", b"</html>\n"),
        ("17时".encode(), "18时".encode()),
    ],
)
def test_a_page_is_byte_for_byte_what_it_must_be(site: Path, old: bytes, new: bytes) -> None:
    write(site, PLAIN, PAGE.replace(old, new))
    assert (PLAIN, "内容与审查通过的不一致") in examine(site)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("17时", "18时"),
        ("</article>", '</article><div class="gk-body">多</div>'),
        ('class="gk-body"', 'class="gk-text"'),
    ],
)
def test_a_text_changed_by_whoever_made_the_page_is_noticed(site: Path, old: str, new: str) -> None:
    altered = PAGE.replace(old.encode(), new.encode())
    write(site, PLAIN, altered)
    expected = know({**CONTENT, PLAIN: altered})
    assert examine(site, expected) == [(PLAIN, "页面正文与审查通过的不一致")]


def test_active_content_is_noticed_even_where_it_was_expected(site: Path) -> None:
    altered = PAGE.replace(b"</body>", b"<script>alert(1)</script></body>")
    write(site, PLAIN, altered)
    expected = know({**CONTENT, PLAIN: altered})
    assert (PLAIN, "页面含有内嵌脚本") in examine(site, expected)


def test_a_leak_is_noticed_even_where_it_was_expected(site: Path) -> None:
    data = f'{{"a": "{SENTENCE}"}}'.encode()
    write(site, "mulu/a.json", data)
    expected = know({**CONTENT, "mulu/a.json": data})
    assert examine(site, expected) == [("mulu/a.json", "出现了未审查文件 a.md 的内容")]
    assert examine(site, expected, (f"公开过：{SENTENCE}。",)) == []
    signed = replace(expected, copies=frozenset({"mulu/a.json"}))
    assert examine(site, signed) == []


def test_the_text_of_a_page_is_that_of_its_body_without_blanks() -> None:
    page = '<body><p>甲</p><div class="x gk-body"><p>乙 <b>丙</b></p>\n<p>丁</p></div></body>'
    assert read_body_text(page.encode()) == "乙丙丁"


TRADITIONAL = f"zh-hant/{PLAIN}"
OTHER_PAGE = convert_page(PAGE.decode()).replace("../../assets", "../../../assets").encode()


@pytest.fixture
def both(site: Path) -> tuple[Path, Expected]:
    """A site with a traditional page, and what it must be."""
    write(site, TRADITIONAL, OTHER_PAGE)
    expected = know(CONTENT | {TRADITIONAL: OTHER_PAGE})
    return site, replace(expected, policies={PLAIN: POLICY, TRADITIONAL: POLICY})


def test_a_traditional_page_is_held_against_the_cleared_text(both: tuple[Path, Expected]) -> None:
    site, expected = both
    assert "辦公時間為" in OTHER_PAGE.decode()
    assert examine(site, expected) == []
    text = OTHER_PAGE.decode().replace("17時", "18時").encode()
    write(site, TRADITIONAL, text)
    assert examine(site, expected) == [
        (TRADITIONAL, "内容与审查通过的不一致"),
        (TRADITIONAL, "页面正文与审查通过的不一致"),
    ]
    known = replace(know(CONTENT | {TRADITIONAL: text}), policies=expected.policies)
    assert examine(site, known) == [(TRADITIONAL, "页面正文与审查通过的不一致")]


@pytest.mark.parametrize("leak", [SENTENCE, convert_text(SENTENCE), convert_text(SENTENCE)[3:19]])
def test_held_text_is_found_in_traditional_characters_too(
    both: tuple[Path, Expected], leak: str
) -> None:
    site, expected = both
    text = OTHER_PAGE.decode().replace("</article>", f"<p>{leak}</p></article>").encode()
    write(site, TRADITIONAL, text)
    known = replace(know(CONTENT | {TRADITIONAL: text}), policies=expected.policies)
    assert examine(site, known) == [(TRADITIONAL, "出现了未审查文件 a.md 的内容")]
    assert examine(site, known, public=(f"一、{SENTENCE}。",)) == []


def test_active_content_is_found_on_a_traditional_page(both: tuple[Path, Expected]) -> None:
    site, expected = both
    text = OTHER_PAGE.decode().replace("</article>", "<script>x()</script></article>").encode()
    write(site, TRADITIONAL, text)
    assert (TRADITIONAL, "页面含有内嵌脚本") in examine(site, expected)


PICTURE = "assets/a.png"
WITH_PICTURE = PAGE.replace(b"</article>", b'<img src="../../assets/a.png" alt=""></article>')
REUSED = CONTENT | {PLAIN: WITH_PICTURE, PICTURE: b"x"}


@pytest.fixture
def linked(tmp_path: Path) -> tuple[Path, Expected]:
    """A site all of whose files are the live site's, and what it must be."""
    site, live = tmp_path / "site", tmp_path / "live"
    for path, data in REUSED.items():
        write(live, path, data)
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        os.link(live / path, site / path)
    expected = know(REUSED)
    known = {"reused": frozenset(REUSED), "live": live, "former": expected.files}
    return site, replace(expected, **known)


def test_files_of_the_live_site_may_be_used_again(linked: tuple[Path, Expected]) -> None:
    site, expected = linked
    assert examine(site, expected) == []
    (site / PICTURE).unlink()
    write(site, PICTURE, REUSED[PICTURE])
    assert examine(site, expected) == []


def test_a_file_of_the_live_site_has_no_third_name_and_no_other_file(
    linked: tuple[Path, Expected], tmp_path: Path
) -> None:
    site, expected = linked
    os.link(site / PICTURE, tmp_path / "third")
    (site / "a.bin").unlink()
    write(tmp_path, "other", REUSED["a.bin"])
    os.link(tmp_path / "other", site / "a.bin")
    fault = "文件另有名称（硬链接）"
    assert examine(site, expected) == [("a.bin", fault), (PICTURE, fault)]
    assert len(examine(site, replace(expected, reused=frozenset()))) == len(REUSED)
    assert len(examine(site, replace(expected, live=None))) == len(REUSED)


def test_a_file_of_the_live_site_is_read_and_compared(linked: tuple[Path, Expected]) -> None:
    site, expected = linked
    altered = WITH_PICTURE.replace("17时".encode(), "18时".encode())
    assert expected.live is not None
    (expected.live / PLAIN).write_bytes(altered)
    differs, wrong = "内容与审查通过的不一致", "页面正文与审查通过的不一致"
    assert examine(site, expected) == [(PLAIN, differs), (PLAIN, wrong)]
    files = expected.files | know({PLAIN: altered}).files
    # What the live site's manifest does not know was never verified, whatever it is called.
    assert examine(site, replace(expected, files=files)) == [(PLAIN, wrong)]
    assert examine(site, replace(expected, files=files, former={})) == [(PLAIN, wrong)]


def test_a_page_of_the_live_site_loads_nothing_that_is_gone(
    linked: tuple[Path, Expected],
) -> None:
    site, expected = linked
    for name, faults in (("a.bin", []), (PICTURE, [(PLAIN, "页面引用了本站没有的资源")])):
        (site / name).unlink()
        left = {path: digest for path, digest in expected.files.items() if path != name}
        assert examine(site, replace(expected, files=left)) == faults
        os.link(expected.live / name, site / name)


@pytest.mark.parametrize("path", [PLAIN, "mulu/a.json"])
def test_a_page_of_the_live_site_tells_nothing_that_is_withheld_now(
    linked: tuple[Path, Expected], path: str
) -> None:
    site, expected = linked
    told = {PLAIN: WITH_PICTURE.replace(b"</article>", f"{SENTENCE}</article>".encode())}
    told["mulu/a.json"] = f'{{"a": "{SENTENCE}"}}'.encode()
    assert expected.live is not None
    (expected.live / path).write_bytes(told[path])
    files = expected.files | know({path: told[path]}).files
    expected = replace(expected, files=files, former=files)
    assert examine(site, expected) == [(path, "出现了未审查文件 a.md 的内容")]
    assert examine(site, expected, (SENTENCE,)) == []


def complete(site: Path, expected: Expected) -> list[str]:
    """The faults of a folder whose files of the live site are put there while it is verified."""

    def take(path: str) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        os.link(f"{expected.live}/{path}", site / path)

    with OutputCheck(site, expected, OutputLeaks(SECRETS, Public()), SCAN, take) as check:
        return [f"{fault.path} {fault.message}" for fault in check.finish()]


@pytest.fixture
def awaiting(linked: tuple[Path, Expected]) -> tuple[Path, Expected]:
    """A site with empty folders and one file, all others of which are still the live site's."""
    site, expected = linked
    for path in REUSED:
        (site / path).unlink()
    write(site, "a.bin", REUSED["a.bin"])
    return site, replace(expected, reused=expected.reused - {"a.bin"})


def test_files_of_the_live_site_are_put_there_as_they_are_verified(
    awaiting: tuple[Path, Expected],
) -> None:
    site, expected = awaiting
    assert complete(site, expected) == []
    assert all((site / path).samefile(f"{expected.live}/{path}") for path in expected.reused)


@pytest.mark.parametrize("name", ["more", "tonggao/link"])
def test_no_live_file_is_put_beside_what_should_not_be_there(
    awaiting: tuple[Path, Expected], name: str
) -> None:
    site, expected = awaiting
    (site / name).symlink_to(site.parent)
    message = ("多出了不应有的文件", "不是普通文件")
    assert complete(site, expected) == [f"site/{name} {text}" for text in message]
    assert not any((site / path).exists() for path in expected.reused)


def test_a_live_file_that_is_gone_ends_the_verification(awaiting: tuple[Path, Expected]) -> None:
    site, expected = awaiting
    assert expected.live is not None
    (expected.live / PICTURE).unlink()
    with pytest.raises(FileNotFoundError):
        complete(site, expected)


def test_a_file_that_cannot_be_read_is_a_fault(site: Path) -> None:
    def read(path: str, former: str | None = None) -> bytes:
        raise PermissionError(path, former)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gongkai.publish.output_check.read_plain", read)
        assert examine(site) == [(path, "读不了") for path in sorted(CONTENT)]


def test_other_processes_find_the_same(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(site, "mulu/a.json", f'{{"a": "{SENTENCE}"}}'.encode())
    write(site, "mulu/b.json", f'["{SENTENCE}"]'.encode())
    write(site, PLAIN, PAGE.replace("17时".encode(), "18时".encode()))
    alone = examine(site)
    assert len(alone) == 6
    monkeypatch.setattr("gongkai.publish.output_check._BATCH", 1)
    assert examine(site) == alone
