"""What the small site to be attacked consists of, before anybody signs: all of it made up."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

from gongkai.core.demo_keys import demo_public_key

SITE = "mh.shili.example"
CODE = "11990000MB9900013U"
TODAY = "2026-11-20"
NOTICE = "content/tongzhi/mutou-jianxiu.md"
"""Published, with four attachments."""
WAIVED = "content/guifan/dengji-shuoming.md"
"""Published; a finding of the scanner is waived."""
LENT = "content/tongzhi/yingye-shijian.md"
"""Published; the last level was signed by somebody to whom it had been lent."""
STOCK = "content/guifan/chuandan-banfa.md"
"""Existing stock (存量)."""
GONE = "content/tongzhi/linshi-guanbi.md"
"""Withdrawn."""
ENTRY = "content/tongzhi/bangong-jiyao.md"
"""Not disclosed, registered."""
OVER = "content/guifan/tuzhuang-gongshi.md"
"""Was to be public until yesterday."""
HELD = "content/guifan/jintie-koujing.md"
"""Complete, waits for review."""
ATTACHED = {
    "shijian-biao.docx": "检修时间表.docx",
    "weizhi-tu.png": "码头位置图.png",
    "dianhua.csv": "咨询电话.csv",
    "tongzhi-dan.pdf": "停航通知单.pdf",
}
_PEOPLE = (("r01", "l1"), ("r02", "l2"), ("r03", "l3"), ("r04", "l2"), ("r05", "l1"))


def _person(name: str, role: str) -> str:
    return f"""- id: {name}
  unit: bangongshi
  keys:
  - key: {demo_public_key(name).line}
    start: 2024-01-01
  grants:
  - role: {role}
    start: 2024-01-01
"""


def _column(name: str, title: str, types: str) -> str:
    return f"""- id: {name}
  name: {title}
  block: fdzdgk
  basis: [《政府信息公开条例》第二十条]
  art20: 1
  unit: bangongshi
  required: 是
  types: {types}
  intro: 公布本单位的{title}。
  keywords: [{title}]
"""


CATALOG = {
    "site": f"""id: {SITE}
name: 示例市渡口管理站
domain: {SITE}
url: https://{SITE}/
body: 示例市渡口管理站
undertaker: 示例市渡口管理站办公室
body_type: department
body_code: {CODE}
document_prefixes: [示渡通]
id_code: "9900000097"
icp: 示ICP备09900097号
police_filing: 示公网安备 99000002000097号
ipv6: 是
security_level: 第二级
contact:
  address: 示例市望湖区渡口路1号
  postcode: "099000"
  hours: 工作日 9:00—17:00
  phone: 0999-5550970
  fax: 0999-5550971
  email: gongkai@{SITE}
supervision: 监督电话 0999-5550979
fault_report: https://www.shili.example/zhaocuo/
superior_name: 示例市人民政府
superior_url: https://www.shili.example/
today: {TODAY}
""",
    "units": """units:
- {id: bangongshi, name: 办公室, phone: 0999-5550970, index_first: 1, index_last: 999}
""",
    "columns": "columns:\n"
    + _column("tongzhi", "通知", "[gongwen, dengji]")
    + _column("guifan", "规范管理", "[gongwen]"),
    "key-areas": "key_areas:\n- {id: zd-guifan, name: 规范管理, columns: [guifan]}\n",
    "policy": """version: 1
levels:
- {role: l1, name: 信息员初审}
- {role: l2, name: 科室负责人复审（保密审查）}
- {role: l3, name: 分管领导终审}
rules:
- levels: [l1, l2, l3]
drafter_may_sign: [l1]
withdrawal_roles: [l2, l3]
waiver_roles: [l2]
show_on_request: 是
publish_report: 否
""",
    "reviewers": f"""version: 1
threshold: 1
roots:
- id: root1
  holder: 示例市国家保密局
  key: {demo_public_key("root1").line}
builders:
- {demo_public_key("builder").line}
reviewers:
{"".join(_person(*row) for row in _PEOPLE)}""",
    "holidays": "years: []\n",
}


def _document(path: str, number: tuple[int, int], title: str, body: str, more: str = "") -> str:
    serial, year = number
    return f"""---
title: {title}
category: {path.split("/")[1]}
disclosure: 主动公开
made: {year}-04-02
issuer: 示例市渡口管理站
document_number: 示渡通〔{year}〕{serial}号
index_number: {CODE}/{year}-{serial:05}
subject: 综合政务/其他
genre: 通知
summary: 本件说明{title}的要点。
unit: bangongshi
drafter: r01
revision: 1
{more}---

{body}
"""


_LIST = "".join(f"- file: {file}\n  title: {title}\n" for file, title in ATTACHED.items())
DOCUMENTS = {
    NOTICE: _document(
        NOTICE,
        (1, 2026),
        "关于东码头检修停航的通知",
        "东码头自每月首个周一起检修两日，渡船改由西码头靠泊。\n\n## 附件说明\n\n- 时间表\n- 位置图",
        f"attachments:\n{_LIST}",
    ),
    WAIVED: _document(
        WAIVED,
        (2, 2026),
        "乘船实名登记填写说明",
        "样本身份证号码为11010519491231002X，供乘客对照填写登记表。",
    ),
    LENT: _document(
        LENT,
        (3, 2026),
        "关于售票窗口冬季时间的通知",
        "冬季售票窗口每日九时开窗，十六时三十分停售。",
    ),
    STOCK: _document(
        STOCK, (4, 2020), "渡船乘船单据管理办法", "乘船单据由站务员逐班清点，按月装订保存五年。"
    ),
    GONE: _document(
        GONE, (5, 2026), "关于候船棚临时封闭的通知", "候船棚因更换顶板封闭三日，旅客在售票厅候船。"
    ),
    ENTRY: f"""---
type: dengji
title: 站务会议纪要第三期
category: tongzhi
disclosure: 不予公开
made: 2026-11-02
issuer: 示例市渡口管理站
index_number: {CODE}/2026-00006
unit: bangongshi
drafter: r01
revision: 1
reason:
  code: A16-1
  text: 内部事务信息
  next_review: 2027-11-02
---
""",
    OVER: _document(
        OVER,
        (8, 2026),
        "关于渡船涂装方案的公示",
        "渡船涂装采用蓝白两色方案，公示期内可以到站提出意见。",
        "show_until: 2026-11-19\n",
    ),
    HELD: _document(
        HELD,
        (7, 2026),
        "关于夜班值守补贴口径的通知",
        "夜班值守补贴依照到岗时数核算，跨过零点的班次折作一个半班次发放。",
    ),
}
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_DOCX = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="{_RELATIONS}"/>
<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>""",
    "word/document.xml": f"""<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r>
<w:t>东码头检修时间为每月首个周一。</w:t></w:r></w:p></w:body></w:document>""",
}


def make_word() -> bytes:
    """A Word document with one sentence, the same bytes each time."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _DOCX.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, text)
    return data.getvalue()


def make_picture() -> bytes:
    """A small picture."""
    data = io.BytesIO()
    Image.linear_gradient("L").resize((16, 16)).save(data, "PNG")
    return data.getvalue()


def make_pdf() -> bytes:
    """A page with one line of text."""
    content = b"BT /F1 12 Tf 20 100 Td (Ferry notice 7) Tj ET"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font,
    )
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    )


def make_attachments() -> dict[str, bytes]:
    """The attachments of the notice by their names."""
    table = "窗口,电话\n东码头,0999-5550972\n西码头,0999-5550973\n"
    made = (make_word(), make_picture(), table.encode(), make_pdf())
    return dict(zip(ATTACHED, made, strict=True))
