"""Site models of tiny repositories, each through the real gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.site import build_site
from tests.helpers import tiny_site, tree

if TYPE_CHECKING:
    from gongkai.core.site import SiteModel


def build_tiny() -> SiteModel:
    """Two notices and a withdrawn one."""
    files = tiny_site.make_files()
    tiny_site.withdraw(files, tiny_site.GONE)
    verdict = tree.judge(files)
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    return build_site(verdict)


def build_documents(documents: dict[str, str]) -> SiteModel:
    """These documents by their paths."""
    files = tree.make_files(*documents.items())
    for path in documents:
        tree.sign(files, path)
    verdict = tree.judge(files)
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    return build_site(verdict)


def build_related() -> SiteModel:
    """A notice that another repeals, one that has expired, one whose title needs escaping."""
    heads: dict[str, dict[str, object]] = {
        "tonggao/a": {"title": "第一号通告"},
        "tonggao/b": {"title": "第二号通告", "effective": "2026-11-03", "expiry": "2026-11-10"},
        "tonggao/c": {"title": "第三号通告", "effective": "2026-11-03", "repeals": "[tonggao/a]"},
        "tonggao/d": {"title": "第四号通告 & “乙”"},
    }
    return build_documents(
        {
            f"content/{name}.md": tree.write_document(
                document_number=f"示测通〔2026〕{number}号",
                index_number=f"{tree.CODE}/2026-{number:05}",
                **head,
            )
            for number, (name, head) in enumerate(heads.items(), 1)
        }
    )
