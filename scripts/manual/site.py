"""Builds the handbook with the project itself: each page a document, signed with practice keys."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.demo import demo_seal, sign_all
from gongkai.core.drafts import PLACEHOLDER
from gongkai.publish.workspace import open_workspace, write_file

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = ROOT / "handbook"
CATALOG = Path(__file__).with_name("catalog")
DAY = "2026-11-02"
PAGES = (
    ("bianji", "editor"),
    ("bianji", "document-numbers"),
    ("bianji", "vscode"),
    ("bianji", "annual"),
    ("shencha", "reviewer"),
    ("shencha", "review-page"),
    ("jiancha", "auditor"),
    ("jiancha", "report"),
    ("jiancha", "verify"),
    ("yunwei", "operator"),
    ("yunwei", "hosting"),
    ("yunwei", "git-hooks"),
    ("yunwei", "headers"),
    ("yunwei", "adoption"),
    ("yunwei", "consolidation"),
    ("cankao", "glossary"),
    ("cankao", "commands"),
    ("cankao", "rules"),
    ("cankao", "formats"),
    ("cankao", "scanner"),
    ("cankao", "search"),
    ("cankao", "threat-model"),
    ("cankao", "attacks"),
    ("cankao", "fuzzing"),
)
"""Column and name of each page, in the order of reading."""

_FENCE = re.compile(
    r"^(?P<mark>`{3,})[^\n]*\n(?P<block>.*?)^(?P=mark)$\n?", re.DOTALL | re.MULTILINE
)
_HIDDEN = re.compile(r"^<!--.*?-->\n?", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?<![`!])(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_INDENT = re.compile(r"^ {20,}")
_HAN = r"[\u3001-\u9fff\uff00-\uffef“”]"
_LONGEST_SUMMARY = 120


@dataclass(frozen=True, slots=True)
class Made:
    """A page as a document."""

    path: str
    text: str
    pictures: tuple[Path, ...]


def list_pages() -> Iterator[tuple[str, Path]]:
    """Column and file of each page that exists."""
    for column, name in PAGES:
        file = HANDBOOK / f"{name}.md"
        if file.exists():
            yield column, file


def make_document(column: str, file: Path, serial: int) -> Made:
    """A page as an unsigned document of the column."""
    text = file.read_text("utf-8")
    head, _, rest = text.partition("\n")
    body, pictures = convert_page(rest, file.parent)
    fields = {
        "title": head.removeprefix("# ").strip(),
        "category": column,
        "type": "zhidu",
        "disclosure": "主动公开",
        "made": DAY,
        "issuer": "公开软件手册编写组",
        "index_number": f"11990000MB9900013U/2026-{serial:05}",
        "unit": "bianxie",
        "drafter": "r01",
        "revision": "1",
        "subject": "综合政务/其他",
        "summary": _summarise(body),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    if pictures:
        lines.append("attachments:")
        for picture, alt in pictures.items():
            lines += [
                f"- file: {picture.name}",
                f"  title: {json.dumps(f'{alt}.png', ensure_ascii=False)}",
            ]
    front = "\n".join(lines)
    return Made(f"content/{column}/{file.stem}.md", f"---\n{front}\n---\n\n{body}", tuple(pictures))


def convert_page(text: str, folder: Path) -> tuple[str, dict[Path, str]]:
    """The text in the Markdown that documents may hold, and its pictures with what they show."""
    pictures: dict[Path, str] = {}

    def link(match: re.Match[str]) -> str:
        target = match["target"]
        if match["picture"]:
            file = folder / target
            pictures[file] = match["text"]
            return f"![{match['text']}]({file.name})"
        name = target.partition("#")[0]
        column = next((c for c, page in PAGES if f"{page}.md" == name), None)
        if column:
            return f"[{match['text']}](/{column}/{name.removesuffix('.md')}/)"
        return match[0] if target.startswith(("https://", "#")) else match["text"]

    plain = _HIDDEN.sub("", text)
    parts = []
    end = 0
    for fence in _FENCE.finditer(plain):
        parts += [_join_lines(_LINK.sub(link, plain[end : fence.start()])), _indent(fence["block"])]
        end = fence.end()
    parts.append(_join_lines(_LINK.sub(link, plain[end:])))
    joined = "".join(parts).expandtabs(4).replace(PLACEHOLDER, "〖待填写〗")
    joined = _ENTITY.sub("＆", _TAG.sub("＜", joined))
    return re.sub(r"\n{3,}", "\n\n", joined).strip() + "\n", pictures


def _join_lines(text: str) -> str:
    """The text without the line ends within a paragraph, which a browser would show as blanks."""
    return re.sub(rf"(?<={_HAN})\n(?={_HAN})", "", text)


def _indent(block: str) -> str:
    """The lines of a fenced block as those of an indented one; deep indents in wide spaces."""
    lines = (
        _INDENT.sub(lambda m: "\u3000" * (len(m[0]) // 2) + " " * (len(m[0]) % 2), line)
        for line in block.rstrip().split("\n")
    )
    return "\n" + "".join(f"    {line}\n" if line else "\n" for line in lines) + "\n"


def _summarise(body: str) -> str:
    first = next((p for p in body.split("\n\n") if p[:1] not in {"#", "|", "-", "!", " "}), "")
    plain = re.sub(r"[`*\\]|\]\([^)]*\)|\[", "", first)
    return "".join(plain.split("\n"))[:_LONGEST_SUMMARY]


def make_repository(folder: Path) -> None:
    """Writes the handbook as a sealed repository in which everything is signed."""
    shutil.copytree(CATALOG, folder / "catalog")
    shutil.copytree(ROOT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(_name_site(config), "utf-8")
    for serial, (column, file) in enumerate(list_pages(), 1):
        made = make_document(column, file, serial)
        (folder / made.path).parent.mkdir(parents=True, exist_ok=True)
        write_file(folder, made.path, made.text)
        for picture in made.pictures:
            target = folder / f"{made.path.removesuffix('.md')}.files"
            target.mkdir(exist_ok=True)
            shutil.copy(picture, target)
    space = open_workspace(folder)
    levels = len(space.catalog.policy.levels)
    for draft in space.drafts:
        text = sign_all(space.catalog, draft, [space.now] * levels)
        write_file(folder, draft.source.path, text)
    demo_seal(open_workspace(folder))


def _name_site(config: str) -> str:
    named = re.sub(r"^site_name: .*$", "site_name: 公开软件手册编写组", config, flags=re.MULTILINE)
    return re.sub(r"^site_url: .*$", "site_url: https://shouce.example/", named, flags=re.MULTILINE)


def build_handbook(target: Path) -> int:
    """Builds the handbook to a folder; gives the exit code of the build."""
    with tempfile.TemporaryDirectory(prefix="gongkai-handbook-") as name:
        folder = Path(name) / "handbook"
        folder.mkdir()
        make_repository(folder)
        command = [sys.executable, "-m", "gongkai", "build", "-C", str(folder)]
        code = subprocess.run([*command, "--site", str(target)], check=False).returncode
        if code:
            subprocess.run(
                [sys.executable, "-m", "gongkai", "check", "-C", str(folder)], check=False
            )
        return code
