"""Statements about resources as JSON-LD 1.1 and as Turtle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGE = "zh-CN"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(frozen=True, slots=True)
class Uri:
    """A resource by its address, which holds none of `<>"{}|^` and no blank."""

    address: str


@dataclass(frozen=True, slots=True)
class Text:
    """Chinese text."""

    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A value with its type, as `xsd:date`."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Node:
    """What is said about one resource."""

    subject: Uri
    kind: str
    values: tuple[tuple[str, Uri | Text | Typed], ...]


def to_json_ld(nodes: Sequence[Node]) -> dict[str, Any]:
    """The statements as one JSON-LD document that needs no context from elsewhere."""
    return {"@context": PREFIXES, "@graph": [_to_object(node) for node in nodes]}


def _to_object(node: Node) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for name, value in node.values:
        found.setdefault(name, []).append(_to_value(value))
    single = {name: values[0] if len(values) == 1 else values for name, values in found.items()}
    return {"@id": node.subject.address, "@type": node.kind} | single


def _to_value(value: Uri | Text | Typed) -> dict[str, str]:
    if isinstance(value, Uri):
        return {"@id": value.address}
    if isinstance(value, Text):
        return {"@value": value.text, "@language": LANGUAGE}
    return {"@value": value.text, "@type": value.kind}


def format_turtle(nodes: Sequence[Node]) -> str:
    """The statements as Turtle, a paragraph for each resource."""
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    return head + "".join(f"\n{_format_node(node)}" for node in nodes)


def _format_node(node: Node) -> str:
    lines = [f"<{node.subject.address}> a {node.kind}"]
    lines += [f"  {name} {_format_value(value)}" for name, value in node.values]
    return " ;\n".join(lines) + " .\n"


def _format_value(value: Uri | Text | Typed) -> str:
    if isinstance(value, Uri):
        return f"<{value.address}>"
    text = f'"{value.text.translate(_ESCAPES)}"'
    return f"{text}@{LANGUAGE}" if isinstance(value, Text) else f"{text}^^{value.kind}"
