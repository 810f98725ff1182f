"""What a document's page has to jump to: headings of the text, and the parts around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.publish.pages.headings import Heading

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEVEL = 2
_FEWEST = 3
_BELOW = {
    "attachments": Heading(_LEVEL, "附件", "gk-files"),
    "downloads": Heading(_LEVEL, "报告下载", "gk-downloads"),
    "stages": Heading(_LEVEL, "政策沿革", "gk-life"),
    "changes": Heading(_LEVEL, "修改对照", "gk-changes"),
    "versions": Heading(_LEVEL, "版本", "gk-versions"),
    "relations": Heading(_LEVEL, "相关信息", "gk-relations"),
}
"""The parts below the text in their order, by what fills them."""
_PROOF = Heading(_LEVEL, "引用和核验", "gk-proof")


def list_contents(
    type_name: str, context: Mapping[str, Any], *, text_first: bool
) -> tuple[Heading, ...]:
    """The places of a page, of which `context` is what its template shows; none of a short page."""
    elements = (Heading(_LEVEL, f"{type_name}要素", "gk-elements"),) if context["elements"] else ()
    text = context["headings"]
    around = (*text, *elements) if text_first else (*elements, *text)
    found = (*around, *(heading for name, heading in _BELOW.items() if context[name]), _PROOF)
    return found if len(found) >= _FEWEST else ()
