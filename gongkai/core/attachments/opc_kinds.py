"""Kinds of relationships between the parts of an office document."""

from __future__ import annotations

KNOWN_KINDS = frozenset(
    {"officeDocument", "core-properties", "extended-properties", "custom-properties", "image"}
    | {"styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "font", "theme"}
    | {"themeOverride", "numbering", "footnotes", "endnotes", "header", "footer", "hyperlink"}
    | {"worksheet", "chartsheet", "sharedStrings", "calcChain", "drawing", "vmlDrawing", "table"}
    | {"chart", "chartEx", "chartStyle", "chartColorStyle", "chartUserShapes", "ctrlProp"}
    | {"tableStyles", "presProps", "viewProps", "slide", "slideLayout", "slideMaster"}
    | {"notesMaster", "notesSlide", "handoutMaster", "sheetMetadata", "pivotTable"}
    | {"diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"}
)
"""What pages are made of."""

EXPLICIT = frozenset({"image", "header", "footer", "chart", "slide", "worksheet", "diagramData"})
"""Kinds that are seen only where the part names the relationship."""

_COMMENT = ("attachment-comment", "批注")
_MACRO = ("attachment-macro", "宏或控件")
_EMBEDDED = ("attachment-embedded", "嵌入的对象")
_METADATA = ("attachment-metadata", "程序附带的数据")
_EXTERNAL = ("attachment-external-link", "外部数据源")
_HIDDEN = ("attachment-hidden", "看不见的数据缓存")

FAULTY_KINDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "threadedComment"),
        _COMMENT,
    ),
    **dict.fromkeys(("people", "person", "commentAuthors", "authors"), _COMMENT),
    **dict.fromkeys(("vbaProject", "wordVbaData", "keyMapCustomizations"), _MACRO),
    **dict.fromkeys(("attachedToolbars", "control", "activeXControlBinary"), _MACRO),
    **dict.fromkeys(("xlMacrosheet", "xlIntlMacrosheet", "dialogsheet", "extensibility"), _MACRO),
    **dict.fromkeys(
        ("oleObject", "package", "aFChunk", "subDocument", "attachedTemplate"), _EMBEDDED
    ),
    **dict.fromkeys(("audio", "video", "media", "webextension", "powerPivotData"), _EMBEDDED),
    **dict.fromkeys(
        ("customXml", "customXmlProps", "customProperty", "tags", "xmlMaps"), _METADATA
    ),
    **dict.fromkeys(("printerSettings", "thumbnail", "recipientData", "origin"), _METADATA),
    **dict.fromkeys(("externalLink", "connections", "queryTable", "mailMergeSource"), _EXTERNAL),
    **dict.fromkeys(("pivotCacheDefinition", "pivotCacheRecords", "slicerCache"), _HIDDEN),
    **dict.fromkeys(("timelineCache", "volatileDependencies", "glossaryDocument"), _HIDDEN),
    **dict.fromkeys(
        ("revisionHeaders", "revisionLog", "usernames"),
        ("attachment-tracked-change", "共享工作簿的修订记录"),
    ),
}
"""Kinds that are never published: rule and what they are."""
