"""Small attachments of every type, made part by part."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SLIDE = "application/vnd.openxmlformats-officedocument.presentationml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = f'xmlns:r="{OFFICE}/relationships"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
Parts = dict[str, bytes]


def pack(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of the parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", method) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, method)
    return data.getvalue()


def relate(*targets: str) -> bytes:
    """A relationship part; each target is `kind=path`, an outside address after `!`."""
    items = []
    for number, target in enumerate(targets, 1):
        kind, _, path = target.partition("=")
        mode = ' TargetMode="External"' if path.startswith("!") else ""
        base = f"{OFFICE}/relationships"
        if kind == "core-properties":
            base = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
        items.append(
            f'<Relationship Id="rId{number}" Type="{base}/{kind}" '
            f'Target="{path.removeprefix("!")}"{mode}/>'
        )
    return f'<Relationships xmlns="{RELATIONS}">{"".join(items)}</Relationships>'.encode()


def list_types(**overrides: str) -> bytes:
    """The part of content types: all XML parts by their extension, the main part by its name."""
    items = "".join(f'<Override PartName="{p}" ContentType="{t}"/>' for p, t in overrides.items())
    defaults = "".join(
        f'<Default Extension="{e}" ContentType="application/{e}"/>'
        for e in ("rels", "xml", "png", "jpeg", "bin", "vml", "emf", "xlsx", "svg")
    )
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{space}">{defaults}{items}</Types>'.encode()


def word(body: str = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>", *targets: str, **parts: str) -> Parts:
    """A Word document with this body; parts by name, `__` for the slash, `_` for the dot."""
    return {
        "[Content_Types].xml": list_types(**{"/word/document.xml": f"{WORD}.document.main+xml"}),
        "_rels/.rels": relate("officeDocument=word/document.xml", *_roots(parts)),
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": relate(*targets),
    } | _named(parts)


def _named(parts: dict[str, str]) -> Parts:
    return {n.replace("__", "/").replace("_", "."): c.encode() for n, c in parts.items()}


def _roots(parts: dict[str, str]) -> list[str]:
    kinds = {
        "docProps__core_xml": "core-properties=docProps/core.xml",
        "docProps__app_xml": "extended-properties=docProps/app.xml",
        "docProps__custom_xml": "custom-properties=docProps/custom.xml",
    }
    return [kind for name, kind in kinds.items() if name in parts]


def workbook(
    sheet: str = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
    *,
    attributes: str = "",
    book: str = "",
    columns: str = "",
    strings: str = "<si><t>甲</t></si>",
    after: str = "",
    targets: tuple[str, ...] = (),
    sheet_targets: tuple[str, ...] = (),
    **parts: str,
) -> Parts:
    """A workbook with one sheet of these rows."""
    return {
        "[Content_Types].xml": list_types(**{"/xl/workbook.xml": f"{SHEET}.sheet.main+xml"}),
        "_rels/.rels": relate("officeDocument=xl/workbook.xml", *_roots(parts)),
        "xl/workbook.xml": (
            f"<workbook {S} {R}><sheets>"
            f'<sheet name="表" sheetId="1" r:id="rId1" {attributes}/></sheets>{book}</workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": relate(
            "worksheet=worksheets/sheet1.xml", "sharedStrings=sharedStrings.xml", *targets
        ),
        "xl/worksheets/sheet1.xml": (
            f"<worksheet {S} {R}>{columns}<sheetData>{sheet}</sheetData>{after}</worksheet>"
        ).encode(),
        "xl/worksheets/_rels/sheet1.xml.rels": relate(*sheet_targets),
        "xl/sharedStrings.xml": f"<sst {S}>{strings}</sst>".encode(),
    } | _named(parts)


def slides(
    shapes: str = "", *, attributes: str = "", targets: tuple[str, ...] = (), **parts: str
) -> Parts:
    """A presentation with one slide of these shapes."""
    return {
        "[Content_Types].xml": list_types(
            **{"/ppt/presentation.xml": f"{SLIDE}.presentation.main+xml"}
        ),
        "_rels/.rels": relate("officeDocument=ppt/presentation.xml"),
        "ppt/presentation.xml": (
            f'<p:presentation {P} {R}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst>'
            '<p:sldSz cx="9000" cy="6000"/></p:presentation>'
        ).encode(),
        "ppt/_rels/presentation.xml.rels": relate("slide=slides/slide1.xml"),
        "ppt/slides/slide1.xml": (
            f"<p:sld {P} {R} {attributes}><p:cSld><p:spTree>{shape()}{shapes}</p:spTree></p:cSld>"
            "</p:sld>"
        ).encode(),
        "ppt/slides/_rels/slide1.xml.rels": relate(*targets),
    } | _named(parts)


def shape(left: int = 0, text: str = "甲", label: str = "") -> str:
    """A shape with text, 100 wide, so far from the left edge."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="框" {label}/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{left}" y="0"/><a:ext cx="100" cy="100"/></a:xfrm></p:spPr>'
        f"<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def layout(
    page: str = '<ofd:TextObject ID="3"><ofd:TextCode>甲</ofd:TextCode></ofd:TextObject>',
    *,
    info: str = "",
    body: str = "",
    document: str = "",
    layer: str = "",
    **parts: str,
) -> Parts:
    """An OFD document with one page."""
    return {
        "OFD.xml": (
            f'<ofd:OFD {OFD} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
            f"<ofd:DocID>1</ofd:DocID>{info}</ofd:DocInfo>"
            f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>"
        ).encode(),
        "Doc_0/Document.xml": (
            f'<ofd:Document {OFD}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
            f"</ofd:Pages>{document}</ofd:Document>"
        ).encode(),
        "Doc_0/Pages/Page_0/Content.xml": (
            f'<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="2" {layer}>{page}</ofd:Layer>'
            "</ofd:Content></ofd:Page>"
        ).encode(),
    } | _named(parts)


TEXT = b"BT /F1 12 Tf 20 50 Td (public text) Tj ET"


def pdf(
    content: bytes = TEXT,
    *,
    catalog: bytes = b"",
    page: bytes = b"",
    info: bytes = b"",
    more: tuple[bytes, ...] = (),
) -> bytes:
    """A PDF document of one page; `more` are objects from number 7 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<</Im 7 0 R>>>>" + page + b">>",
        b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<<" + info + b">>",
        *(more or (stream(b""),)),
    ]
    data = b"%PDF-1.7\n"
    offsets = []
    for number, item in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj" % number + item + b"endobj\n"
    return data + _table(offsets, len(data), b"/Info 6 0 R")


def _table(offsets: list[int], start: int, more: bytes, first: int = 1) -> bytes:
    lines = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"0 1\n0000000000 65535 f \n" if first > 1 else b""
    zero = b"" if first > 1 else b"0000000000 65535 f \n"
    at = 0 if first == 1 else first
    count = len(offsets) + (first == 1)
    return (
        b"xref\n" + head + b"%d %d\n" % (at, count) + zero + lines + b"trailer<</Size 99/Root 1 0 R"
        + more + b">>\nstartxref\n%d\n%%%%EOF\n" % start
    )  # fmt: skip


def update(data: bytes, number: int, item: bytes) -> bytes:
    """The document with one object replaced by an incremental update."""
    before = int(data[data.rfind(b"startxref") + 9 :].split()[0])
    offset = len(data)
    data += b"%d 0 obj" % number + item + b"endobj\n"
    return data + _table([offset], len(data), b"/Prev %d" % before, number)


def stream(content: bytes, head: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<" + head + b"/Length %d>>stream\n" % len(content) + content + b"\nendstream"


def image(width: int, content: bytes, head: bytes = b"") -> bytes:
    """An image object, one row of grey pixels."""
    start = b"/Type/XObject/Subtype/Image/Width %d/Height 1/ColorSpace/DeviceGray" % width
    return stream(content, start + b"/BitsPerComponent 8" + head)


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG image."""
    check = zlib.crc32(kind + content)
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", check)


def png(*chunks: bytes, width: int = 1, height: int = 1) -> bytes:
    """A grey PNG image with further chunks before its pixels."""
    head = struct.pack(">2L5B", width, height, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0\x80"))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(chunks)
        + pixels
        + chunk(b"IEND", b"")
    )


def segment(marker: int, content: bytes) -> bytes:
    """A segment of a JPEG image."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def exif(*entries: tuple[int, int, int]) -> bytes:
    """The content of an EXIF segment: tag, type and value of each entry."""
    lines = b"".join(struct.pack("<2HLL", tag, kind, 1, value) for tag, kind, value in entries)
    head = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(entries))
    return head + lines + b"\0\0\0\0"


def jpeg(*segments: bytes, end: bytes = b"") -> bytes:
    """A grey JPEG image of one pixel with further segments."""
    from PIL import Image  # noqa: PLC0415 - slow to load, and few tests want it

    target = BytesIO()
    Image.new("L", (8, 8), 128).save(target, "JPEG")
    data = target.getvalue()
    return data[:2] + b"".join(segments) + data[2:] + end
