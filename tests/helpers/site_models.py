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
    return _build(files)


def build_documents(documents: dict[str, str]) -> SiteModel:
    """These documents by their paths."""
    files = tree.make_files(*documents.items())
    for path in documents:
        tree.sign(files, path)
    return _build(files)


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


def build_many() -> SiteModel:
    """Documents of two columns and a key area, with one repealed, one withdrawn, two not public."""

    def number(serial: int, **more: object) -> str:
        return tree.write_document(index_number=f"{tree.CODE}/2026-{serial:05}", **more)

    secret = {**tree.ENTRY, "index_number": f"{tree.CODE}/2026-00006"}
    asked = {
        **tree.ENTRY,
        "index_number": f"{tree.CODE}/2026-00007",
        "disclosure": "依申请公开",
        "reason": "\n  code: A27\n  text: 依申请提供\n  next_review: 2027-11-02",
    }
    news = {"category": "dongtai", "source": "办公室", "event_date": "2026-11-01", "unit": "yewu"}
    files = tree.make_files(
        ("content/tonggao/a.md", number(1)),
        ("content/tonggao/b.md", number(2, repeals=("tonggao/a",))),
        ("content/tonggao/c.md", number(3)),
        ("content/tonggao/d.md", tree.write_document("", **secret)),
        ("content/tonggao/e.md", tree.write_document("", **asked)),
        ("content/dongtai/f.md", number(1001, **news, also_in=("tonggao",))),
        key_areas="key_areas:\n- {id: zd, name: 甲, columns: [tonggao, dongtai]}\n",
    )
    times = {"a": "2026-11-06", "b": "2026-11-08", "c": "2026-11-07", "d": "2026-11-06"}
    for name, day in {**times, "e": "2026-11-06"}.items():
        tree.sign(files, f"content/tonggao/{name}.md", published=tiny_site.at(day, "09:30"))
    tree.sign(files, "content/dongtai/f.md", published=tiny_site.at("2026-11-08", "09:30"))
    tiny_site.withdraw(files, "content/tonggao/c.md")
    return _build(files)


def _build(files: dict[str, bytes]) -> SiteModel:
    verdict = tree.judge(files)
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    return build_site(verdict)
