"""Kinds of files by name and first bytes."""

from __future__ import annotations

import pytest

from gongkai.core.importing.site.kinds import Kind, find_kind


@pytest.mark.parametrize(
    ("path", "start", "kind"),
    [
        ("a/b.html", b"<html>", Kind.PAGE),
        ("a/B.HTM", b"", Kind.PAGE),
        ("show.jsp?id=5", b"<!DOCTYPE html>", Kind.PAGE),
        ("show.jsp?id=5.html", b"", Kind.PAGE),
        ("down.jsp?filename=a.doc", b"\xd0\xcf\x11\xe0", Kind.ATTACHMENT),
        ("down.jsp?id=7", b"%PDF-1.4", Kind.ATTACHMENT),
        ("art", b"<!doctype html>", Kind.PAGE),
        ("art", b"\x00\x01", Kind.OTHER),
        ("a.docx", b"PK", Kind.ATTACHMENT),
        ("a.zip", b"PK", Kind.ATTACHMENT),
        ("logo.GIF", b"GIF89a", Kind.PICTURE),
        ("style.css?v=3", b"", Kind.STYLE),
        ("jquery.min.js", b"", Kind.SCRIPT),
        ("feed.xml", b"<?xml", Kind.DATA),
        ("page.xml", b"<html>", Kind.PAGE),
        ("readme", b"", Kind.OTHER),
    ],
)
def test_kinds(path: str, start: bytes, kind: Kind) -> None:
    assert find_kind(path, start) is kind
