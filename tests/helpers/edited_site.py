"""The sample site under random edits that stand for any that reviewers could sign."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from gongkai.core.site import build_site
from gongkai.core.tree import SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from gongkai.core.gate import ClearedDocument, Verdict
    from gongkai.core.site import SiteModel
    from gongkai.core.tree import Tree


class EditedSite:
    """A verdict and its tree, in which documents change, go and come back."""

    def __init__(self, verdict: Verdict, tree: Tree, random: Random) -> None:
        self._verdict = verdict
        self._tree = tree
        self._random = random
        self._shown = {document.id: document for document in verdict.cleared}
        self._gone: dict[str, ClearedDocument] = {}
        self._suspended: dict[str, ClearedDocument] = {}

    def edit(self) -> str:
        """One random edit; tells which."""
        how = self._random.choice((*_CHANGES, self._remove, self._restore, self._suspend))
        if how in _CHANGES:
            name = self._pick()
            self._shown[name] = how(self._shown[name], self._pick(), self._random)
        else:
            name = how()
        return f"{how.__name__} {name}"

    def build(self) -> tuple[SiteModel, Tree]:
        """The site as it now is, and the tree that it would have been built from."""
        files = dict(self._tree.files)
        for document in self._shown.values():
            path = document.draft.source.path
            files[path] = SourceFile(path, _spell(document))
        verdict = replace(
            self._verdict,
            cleared=tuple(self._shown[name] for name in sorted(self._shown)),
            suspended=tuple(document.draft for document in self._suspended.values()),
        )
        return build_site(verdict), replace(self._tree, files=files)

    def _pick(self) -> str:
        return self._random.choice(sorted(self._shown))

    def _remove(self) -> str:
        name = self._pick()
        self._gone[name] = self._shown.pop(name)
        return name

    def _suspend(self) -> str:
        name = self._pick()
        self._suspended[name] = self._shown.pop(name)
        return name

    def _restore(self) -> str:
        for absent in (self._gone, self._suspended):
            if absent:
                name = self._random.choice(sorted(absent))
                self._shown[name] = absent.pop(name)
                return name
        return ""


def _spell(document: ClearedDocument) -> bytes:
    """Bytes that tell all that an edit changes, as a source file does."""
    html = document.rendered.html if document.rendered else ""
    files = [hashlib.sha256(file.data).hexdigest() for file in document.attachments]
    return repr((document.record, document.published, html, files)).encode()


def _set(document: ClearedDocument, **fields: object) -> ClearedDocument:
    record = document.record.model_copy(update=fields)
    return replace(document, draft=replace(document.draft, record=record))


def _retitle(document: ClearedDocument, _other: str, random: Random) -> ClearedDocument:
    return _set(document, title=f"第{random.randrange(99)}号文件 & “甲”")


def _summarize(document: ClearedDocument, _other: str, random: Random) -> ClearedDocument:
    return _set(document, summary=f"概述{random.randrange(99)}。")


def _renumber(document: ClearedDocument, _other: str, _random: Random) -> ClearedDocument:
    return _set(document, document_number=None)


def _expire(document: ClearedDocument, _other: str, random: Random) -> ClearedDocument:
    made = document.record.made
    return _set(document, expiry=made + timedelta(days=random.randrange(1, 3000)))


def _republish(document: ClearedDocument, _other: str, random: Random) -> ClearedDocument:
    return replace(document, published=document.published - timedelta(days=random.randrange(900)))


def _relate(document: ClearedDocument, other: str, random: Random) -> ClearedDocument:
    kind = random.choice(("see_also", "repeals", "amends", "interprets", "consults"))
    return document if other == document.id else _set(document, **{kind: (other,)})


def _list_twice(document: ClearedDocument, other: str, _random: Random) -> ClearedDocument:
    column = other.partition("/")[0]
    return _set(document, also_in=() if column == document.record.category else (column,))


def _rewrite(document: ClearedDocument, _other: str, random: Random) -> ClearedDocument:
    if document.rendered is None:
        return document
    html = f"<h2>办理期限{random.randrange(9)}</h2>\n{document.rendered.html}"
    return replace(document, rendered=replace(document.rendered, html=html))


def _reissue(document: ClearedDocument, _other: str, random: Random) -> ClearedDocument:
    return _set(document, issuer=f"示例市第{random.randrange(3)}局", channels=("公告栏",))


_CHANGES: tuple[Callable[[Any, str, Any], ClearedDocument], ...] = (
    _retitle,
    _summarize,
    _renumber,
    _expire,
    _republish,
    _relate,
    _list_twice,
    _rewrite,
    _reissue,
)
