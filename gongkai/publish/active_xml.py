"""What an XML file that is no picture may hold: feeds, sitemaps, the description of the search.

Such files must name addresses, also the site's own with scheme and host. No reader runs them as
long as they are of known vocabularies, ask for no style sheet and declare no entity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_XHTML = "http://www.w3.org/1999/xhtml"
_VOCABULARIES = frozenset(
    {
        "",
        "http://a9.com/-/spec/opensearch/1.1/",
        "http://www.sitemaps.org/schemas/sitemap/0.9",
        "http://www.w3.org/2005/Atom",
    }
)
_ALTERNATE = f"{{{_XHTML}}}link"
"""The one element of XHTML: other versions of a page, in a sitemap."""
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TOLD = (
    "domain href hreflang isPermaLink length method rel scheme template term title type url version"
)
_ATTRIBUTES = frozenset(_TOLD.split())
_ADDRESSES = ("href", "template", "url")
_FAULT = "文件含有脚本或外部资源"


def check_xml(data: bytes) -> Iterator[str]:
    """What is wrong with an XML file: one sentence at most."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        yield "文件不是规范的 XML"
        return
    tree = root.getroottree()
    plain = not tree.docinfo.doctype and root.getprevious() is None and root.getnext() is None
    if not (plain and all(_is_plain(element) for element in root.iter())):
        yield _FAULT


def _is_plain(element: etree._Element) -> bool:
    """Whether it is an element of a known vocabulary that only says something."""
    name = element.tag
    if not isinstance(name, str):
        return False
    space = etree.QName(element).namespace or ""
    if space not in _VOCABULARIES and name != _ALTERNATE:
        return False
    named = all(key in _ATTRIBUTES or key == _LANGUAGE for key in element.attrib)
    addresses = (element.get(key, "https://") for key in _ADDRESSES)
    return named and all(address.startswith(("https://", "http://")) for address in addresses)
