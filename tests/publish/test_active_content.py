from __future__ import annotations

import pytest

from gongkai.publish.active_content import check_asset, check_page
from gongkai.publish.pages.content_policy import format_policy

POLICY = format_policy()
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
HEAD = f'<head><meta charset="utf-8">{META}<link rel="stylesheet" href="../a.css"></head>'
PAGE = f'<!doctype html>\n<html lang="zh-CN">{HEAD}<body class="x"><p>甲 &lt; 乙</p></body></html>'
FILES = {"a.css", "a.js", "b/a.png"}


def examine(page: str, *, path: str = "b/index.html", base: str = "/") -> list[str]:
    return [*check_page(path, page.encode(), POLICY, FILES, base)]


def put(piece: str) -> str:
    return PAGE.replace("</body>", f"{piece}</body>")


@pytest.mark.parametrize(
    "piece",
    [
        "",
        '<a href="https://www.shili.example/a?b=1&amp;c=2" rel="noopener">甲</a>',
        '<a href="mailto:a@b.example">甲</a><a href="tel:0999-5550990">乙</a><a href="#s1">丙</a>',
        '<img src="a.png" alt="甲" loading="lazy">',
        '<script type="module" src="../a.js"></script>',
        '<svg viewBox="0 0 2 2" aria-hidden="true"><path d="M0 0z" stroke="currentColor"/></svg>',
        '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
        '<details open><summary>甲</summary></details><button type="button" hidden data-gk-x>',
        "<template data-gk-x><li><a></a></li></template>",
        '<h2 id=s1 class="x">甲</h2><p id=tiao-1>乙<p id=tiao-1-1 hidden>丙',
    ],
)
def test_what_pages_are_made_of_passes(piece: str) -> None:
    assert examine(put(piece)) == []


@pytest.mark.parametrize(
    "piece",
    [
        "<script>alert(1)</script>",
        "<SCRIPT >x</SCRIPT>",
        '<script src="../a.js">x</script>',
        "<script\nsrc='../a.js'></script>",
        '<script src="../a.js"><!--</script>',
        '<script type="application/ld+json" src="../a.js"></script>',
        '<script src="../a.js" nonce="x"></script>',
        '<script src="../other.js"></script>',
        '<script src="https://evil.example/a.js"></script>',
        '<script src="//evil.example/a.js"></script>',
        '<script src="/\\evil.example/a.js"></script>',
        '<script src="data:text/javascript,x"></script>',
        "<style>p{display:none}</style>",
        '<p style="display:none">甲</p>',
        '<p onclick="x">甲</p>',
        '<p/onclick="x">甲</p>',
        "<img src=x onerror=alert(1)>",
        '<img src="a.png" onerror="x" alt="">',
        '<img src="a.png" srcset="https://evil.example/b.png 2x" alt="">',
        '<a href="javascript:x">甲</a>',
        '<a href="JaVaScript:x">甲</a>',
        '<a href=" javascript:x">甲</a>',
        '<a href="java&#10;script:x">甲</a>',
        '<a href="&#106;avascript:x">甲</a>',
        '<a href="vbscript:x">甲</a>',
        '<a href="data:text/html,x">甲</a>',
        '<a href="//evil.example/">甲</a>',
        '<a href="a" href="javascript:x">甲</a>',
        '<a href="a" ping="https://evil.example/">甲</a>',
        '<a href="a" target="x">甲</a>',
        '<iframe src="x"></iframe>',
        '<iframe srcdoc="x"></iframe>',
        '<object data="x"></object>',
        '<embed src="x">',
        '<base href="https://evil.example/">',
        '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
        f"{META}",
        '<form action="https://evil.example/" method="post"></form>',
        '<form action="//evil.example/"></form>',
        '<button type="submit" formaction="https://evil.example/">甲</button>',
        '<img src="https://evil.example/a.png" alt="">',
        '<img src="other.png" alt="">',
        '<link rel="stylesheet" href="https://evil.example/a.css">',
        '<link rel="modulepreload" href="https://evil.example/a.js">',
        '<link rel="modulepreload" href="../other.js">',
        '<link rel="preload" href="../a.css">',
        '<link rel="import" href="../a.css">',
        '<svg onload="x"><path d=""/></svg>',
        "<svg><script>x</script></svg>",
        '<svg><a xlink:href="javascript:x"><path d=""/></a></svg>',
        '<svg><use href="https://evil.example/a.svg#b"/></svg>',
        "<svg><foreignObject></foreignObject></svg>",
        '<math><mtext href="javascript:x"></mtext></math>',
        "<!-- 甲 -->",
        "<?xml-stylesheet?>",
        "<![CDATA[x]]>",
        "<p title=甲>乙</p>",
        "<p title='甲'>乙</p>",
        "<p id=甲>乙</p>",
        "<p id=x onclick=y>乙</p>",
        '<p id=x id="y">乙</p>',
        "<p id=x/onclick>乙</p>",
        "<p id=x\u3000onclick>乙</p>",
        '<a href="p id=x javascript:x">乙</a>',
        '<template shadowrootmode="open"><p>甲</p></template>',
        "<template><script>x</script></template>",
        '<template><img src="https://evil.example/a.png" alt=""></template>',
        '<template><p onclick="x">甲</p></template>',
        "<noframes><p>甲</p></noframes>",
        "<video src='a'></video>",
        "<gk-widget></gk-widget>",
        "<p",
        "< p>",
    ],
)
def test_whatever_else_is_refused(piece: str) -> None:
    assert examine(put(piece)) != []


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace(META, ""),
        PAGE.replace("default-src 'none'", "default-src *"),
        PAGE.replace(META, "").replace("</head>", f"{META}</head>"),
        PAGE.replace("http-equiv", "HTTP-EQUIV"),
        PAGE.replace('<meta charset="utf-8">', '<script src="../a.js"></script>'),
    ],
)
def test_the_policy_stands_before_all_that_it_governs(page: str) -> None:
    assert "页面没有应有的内容安全策略" in examine(page)


def test_words_about_policies_are_words() -> None:
    assert examine(put("<p>http-equiv=&quot;Content-Security-Policy&quot;</p>")) == []
    assert examine(put(META)) != []


def test_addresses_from_the_root_lie_below_the_site_s_path() -> None:
    page = PAGE.replace("../a.css", "/zfxx/a.css")
    assert examine(page, path="404.html", base="/zfxx/") == []
    assert examine(page, path="404.html") == ["页面引用了本站没有的资源"]


def test_a_page_that_is_no_text_is_refused() -> None:
    assert [*check_page("a.html", b"\xff", POLICY, FILES, "/")] == ["页面不是 UTF-8 编码"]


@pytest.mark.parametrize(
    ("path", "text", "clean"),
    [
        ("a.css", 'a{background:url("../images/a.svg")}', True),
        ("a.css", '@import "b.css";', False),
        ("a.css", "a{background:url(https://evil.example/a)}", False),
        ("a.css", "a{background:url( '//evil.example/a')}", False),
        ("a.css", "a{background:url(data:image/png;base64,AA)}", False),
        ("a.svg", '<svg><path d="M0 0"/></svg>', True),
        ("a.svg", '<svg><use href="#a"/></svg>', True),
        ("a.svg", "<svg><script/></svg>", False),
        ("a.svg", '<svg onload = "x"/>', False),
        ("a.svg", '<svg><a href="javascript:x"/></svg>', False),
        ("a.svg", "<!ENTITY x SYSTEM 'file:///a'><svg/>", False),
        ("a.xml", "<urlset><url><loc>https://a.example/</loc></url></urlset>", True),
        ("a.xml", '<?xml-stylesheet href="a.xsl"?><a/>', False),
        ("a.txt", "<script>", True),
    ],
)
def test_style_sheets_and_vector_pictures_load_and_run_nothing(
    path: str, text: str, *, clean: bool
) -> None:
    assert ([*check_asset(path, text.encode())] == []) is clean
