"""What opens or shows the inside of a system: credentials, addresses of internal networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.patterns import compile_later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.scan.hit import Hit
    from gongkai.core.scan.page import Page

_END = "(?![0-9A-Za-z])"
_TOKENS = compile_later(
    rf"(?<![0-9A-Za-z+/])(?:AKIA[0-9A-Z]{{16}}{_END}|LTAI[0-9A-Za-z]{{12,26}}{_END}|AKID[0-9A-Za-z]{{24,40}}{_END}"
    rf"|ghp_[0-9A-Za-z]{{36}}{_END}|sk-[0-9A-Za-z]{{32,64}}{_END}"
    r"|eyJ[0-9A-Za-z_-]{8,64}\.eyJ[0-9A-Za-z_-]{8,64}"
    r"|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----"
    r"|[a-z:+]{2,24}://[^\s/:@|]{1,32}:[^\s/|]{3,64}@)"
)
_KEYS = "[0-9A-Za-z@#!$%^&*+=_.~-]"
_LABELLED = compile_later(
    rf"[\"'*|]{{0,2}}(?:_?[Kk][Ee][Yy]|_?[Ii][Dd])?"
    rf"(?:是|为|统一|均|设置?|[:= (]|Bearer){{0,5}}[ \"'“`]{{0,2}}({_KEYS}{{6,80}})(?!/)"
)
_CELL = compile_later(f"{_KEYS}{{6,80}}")
_DIGIT, _LETTER = compile_later("[0-9]"), compile_later("[A-Za-z]")
_BACK = 32
_INSIDE = compile_later(
    r"(?<![0-9.])(?:10\.[0-9]{1,3}|172\.(?:1[6-9]|2[0-9]|3[01])|192\.168|127\.0)"
    r"(?:\.[0-9]{1,3}){2}(?!\.?[0-9])"
)
_LOCAL = compile_later(
    r"localhost:[0-9]{2,5}|file:/{2,3}[^\s)]{1,60}|\\\\[0-9A-Za-z._-]{2,40}\\[^\s)|]{1,60}"
)
_CONTEXT = 30
_NET_WORDS = compile_later(
    r"(?i)ip|网|地址|服务器|端口|http|ftp|ssh|ping|主机|系统|打印|摄像|数据库|访问|://|@"
)


def find_systems(page: Page) -> Iterator[Hit]:
    """Credentials and internal addresses."""
    if "secret" in page.words or "token" in page.words:
        yield from _find_credentials(page)
    if "network" in page.words:
        yield from _find_addresses(page)


def _find_credentials(page: Page) -> Iterator[Hit]:
    spans = set(_find_tokens(page))
    for _, end in page.words.get("secret", ()):
        match = _LABELLED.match(page.text, end)
        if match and _is_secret(match.group(1)):
            spans.add(match.span(1))
    for start, end in page.column_cells("secret"):
        if _CELL.fullmatch(page.text[start:end]) and _is_secret(page.text[start:end]):
            spans.add((start, end))
    for start, end in sorted(spans):
        yield page.hit("scan-credential", start, end, f"密码或密钥（{end - start}位）")


def _find_tokens(page: Page) -> Iterator[tuple[int, int]]:
    done = 0
    for first, last in page.words.get("token", ()):
        start, end = max(done, first - _BACK), min(len(page.text), last + 160)
        match = _TOKENS.search(page.text, start, end)
        if match:
            done = match.end()
            yield match.span()


def _is_secret(value: str) -> bool:
    """Whether it mixes digits with letters or is digits only, as no word does."""
    return _DIGIT.search(value) is not None and (
        _LETTER.search(value) is not None or value.isdecimal()
    )


def _find_addresses(page: Page) -> Iterator[Hit]:
    for match in _INSIDE.finditer(page.text):
        start, end = match.span()
        text = page.text
        around = text[max(0, start - _CONTEXT) : start] + text[end : end + _CONTEXT]
        # 10.1.2.3 at the beginning of a line is a section of a standard.
        opens = text[start - 1 : start] in {"", "\n"} and text[end : end + 1] not in set("/:\n")
        if not match.group().startswith("10.") or not opens or _NET_WORDS.search(around):
            yield page.hit("scan-network", start, end, "内网地址")
    for match in _LOCAL.finditer(page.text):
        yield page.hit("scan-network", *match.span(), "内部路径")
