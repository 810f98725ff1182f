"""What breaks a rule and what keeps it, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How the two halves of an example are to be read."""

    FIELDS = "fields"
    """Lines of front-matter, in YAML."""
    BODY = "body"
    """Lines of a document's body, in Markdown."""
    PATHS = "paths"
    """Files of the repository, one path a line."""
    TOLD = "told"
    """A sentence without full stop that tells the situation."""


@dataclass(frozen=True, slots=True)
class Example:
    """Two made-up snippets, alike but for what the rule is about."""

    form: Form
    wrong: str
    """What the rule finds."""
    right: str
    """What it lets pass."""


def fields(wrong: str, right: str) -> Example:
    """An example in front-matter; a `type` other than a document's may stand in both."""
    return Example(Form.FIELDS, wrong, right)


def body(wrong: str, right: str) -> Example:
    """An example in a document's body."""
    return Example(Form.BODY, wrong, right)


def paths(wrong: str, right: str) -> Example:
    """An example of files."""
    return Example(Form.PATHS, wrong, right)


def told(wrong: str, right: str) -> Example:
    """An example of what happens outside a text: keys, seals, attachments, histories."""
    return Example(Form.TOLD, wrong, right)
