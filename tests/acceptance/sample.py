"""A small made-up bureau: its catalogue, its documents and their signatures."""

from __future__ import annotations

import io
import shutil
from datetime import datetime
from typing import TYPE_CHECKING

from docx import Document as WordDocument

from gongkai.cli.demo import demo_seal, sign_all
from gongkai.cli.init import Preset, find_preset
from gongkai.core.attachments.cleaning import clean_attachment
from gongkai.core.demo_keys import demo_private_key
from gongkai.core.models.entries import WithdrawalReason
from gongkai.core.models.fields import BEIJING
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.tombstones import propose_withdrawal
from tests.acceptance.project import Project
from tests.acceptance.sample_catalog import CATALOG, CODE

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = "content/tongzhi/nianjian-anpai.md"
"""Published, with two attachments."""
TABLE = "content/tongzhi/nianjian-anpai.files/nianjian-biao.docx"
PHONES = "content/tongzhi/nianjian-anpai.files/zixun-dianhua.txt"
RULE = "content/guifan/tingche-banfa.md"
"""Published in its second revision."""
NEWS = "content/dongtai/kaifang-ri.md"
"""Published, refers to the held document."""
GONE = "content/tongzhi/shigong-weidang.md"
"""Withdrawn."""
ENTRY = "content/tongzhi/neibu-jiyao.md"
"""不予公开, registered."""
HELD = "content/tongzhi/jiaban-butie.md"
"""Complete and not yet reviewed."""
ROUGH = "content/dongtai/xiezuo-caogao.md"
"""Not even complete."""
LATER = "content/dongtai/yejian-yanlian.md"
"""Signed, for a later day."""
PUBLIC = (NOTICE, RULE, NEWS)
SECRET = (HELD, ROUGH, LATER)


def write_head(serial: int, title: str, path: str, more: str) -> str:
    """A document's front-matter without tail, fences included."""
    return f"""---
title: {title}
category: {path.split("/")[1]}
disclosure: 主动公开
made: 2026-11-02
issuer: 示例市望湖管理处
index_number: {CODE}/2026-{serial:05}
subject: 综合政务/其他
genre: 通知
unit: bangongshi
drafter: r01
revision: 1
{more}---
"""


def write_notice(serial: int, title: str, path: str, body: str, more: str = "") -> str:
    """An official document, complete and unsigned."""
    fields = f"document_number: 示湖通〔2026〕{serial}号\nsummary: 本件说明{title}的要点。\n{more}"
    return f"{write_head(serial, title, path, fields)}\n{body}\n"


def write_news(serial: int, title: str, path: str, body: str, more: str = "") -> str:
    """A news item, complete and unsigned."""
    fields = f"summary: 本件报道{title}的经过。\nsource: 管理处办公室\n{more}"
    return f"{write_head(serial, title, path, fields)}\n{body}\n"


def write_entry(serial: int, title: str, path: str, more: str = "") -> str:
    """A register entry of what is not disclosed, unsigned."""
    fields = """type: dengji
reason:
  code: A16-1
  text: 内部事务信息
  next_review: 2027-11-02
"""
    head = write_head(serial, title, path, fields + more).replace("主动公开", "不予公开")
    return "".join(
        line
        for line in head.splitlines(keepends=True)
        if not line.startswith(("subject:", "genre:"))
    )


_ATTACHED = """attachments:
- file: nianjian-biao.docx
  title: 年检时间表.docx
- file: zixun-dianhua.txt
  title: 咨询电话.txt
"""
INERT = '--8<-- "catalog/site.yml" {{ config.site_dir }} {% include "main.html" %}'
"""What other generators would run; to us it is text."""
DOCUMENTS = {
    NOTICE: write_notice(
        1,
        "关于游船年度检验时间安排的通知",
        NOTICE,
        "各游船经营户请按附件所列时间驾船到东码头接受检验。",
        _ATTACHED,
    ),
    RULE: write_notice(
        2,
        "环湖路临时停车管理办法",
        RULE,
        "## 第一条\n\n节假日环湖路单侧允许临时停放小型客车，每次不超过两小时。",
    ),
    NEWS: write_news(
        3,
        "观鸟平台举行公众开放日",
        NEWS,
        f"市民在讲解员带领下辨认了十二种水鸟。\n\n排版示例：`{INERT}`",
        "see_also: [tongzhi/jiaban-butie]\n",
    ),
    GONE: write_notice(
        4,
        "关于西堤施工围挡的通知",
        GONE,
        "西堤步道因护坡修补设置围挡，行人请由北侧便道绕行。",
    ),
    ENTRY: write_entry(5, "处务会议纪要第九期", ENTRY),
    HELD: write_notice(
        6,
        "关于值守津贴发放口径的通知",
        HELD,
        "夜间值守人员按照实际到岗时数计发津贴，跨零点班次折算为一点五班。",
    ),
    ROUGH: write_news(
        7, "湖区救生演练侧记初稿", ROUGH, "救生队员分成蓝黄两组轮流下水拖带假人。"
    ).replace("source: 管理处办公室", "source: 待填写"),
    LATER: write_news(
        8, "冬季夜航灯光调试即将开始", LATER, "调试期间航标灯将在二十二时以后分段熄灭。"
    ),
}
NEW = "content/tongzhi/fangxun-diaodu.md"
"""A path that the sample does not use: attacks bring their own document."""
NEW_TEXT = write_notice(
    20,
    "关于调度闸门开度指令的通知",
    NEW,
    "值班长接到口令后将二号闸门提升至八十厘米并回报水位。",
)


TODAY, FOUNDED = "2026-11-20", "2026-11-19"
"""The day of the second build and of the attacks, and of the first build before it."""


def moment(text: str) -> datetime:
    """A Beijing time from `2026-11-20 09:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def make_word(sentence: str) -> bytes:
    """A Word document with one sentence, clean of what the program that makes it adds."""
    document = WordDocument()
    document.add_paragraph(sentence)
    data = io.BytesIO()
    document.save(data)
    return clean_attachment("a.docx", data.getvalue()).data


def sign_document(project: Project, path: str, published: str = "2026-11-19 09:30") -> None:
    """Adds all levels through the project's own function."""
    space = project.open()
    days = [moment(f"2026-11-{day} 08:00") for day in (16, 17, 18)]
    text = sign_all(space.catalog, space.find_draft(path), days, release=moment(published))
    project.write(path, text)


def bury_document(project: Project, path: str) -> None:
    """Puts a signed tombstone in the place of a published document."""
    space = project.open()
    proposal = propose_withdrawal(
        space.catalog,
        space.find_draft(path),
        "r02",
        reason=WithdrawalReason.EXPIRED,
        notice="公示期满，按规定撤下。",
        basis="公示期满",
        now=space.now,
    )
    signature = encode_ed25519(demo_private_key("r02"), proposal.statement, proposal.namespace)
    project.write(path, proposal.complete(signature))


def write_repository(root: Path) -> Project:
    """The repository as it stands before its first build."""
    files = find_preset(Preset.PSB)
    shutil.copytree(files.hooks, root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("empty", "theme"):
        (root / "hooks" / name).mkdir(exist_ok=True)
    shutil.copyfile(files.config, root / "mkdocs.yml")
    project = Project(root, root.with_name("history"))
    for name, text in CATALOG.items():
        project.write(f"catalog/{name}.yml", text)
    project.edit("catalog/site.yml", TODAY, FOUNDED)
    for path, text in DOCUMENTS.items():
        project.write(path, text)
    project.write(TABLE, make_word("东码头检验时间为每周二上午。"))
    project.write(PHONES, "检验咨询请拨总机转八号分机\n")
    for path in (NOTICE, RULE, NEWS, GONE, ENTRY):
        sign_document(project, path)
    sign_document(project, LATER, "2026-12-01 09:00")
    demo_seal(project.open())
    return project


def make_sample(root: Path) -> Project:
    """The repository after its second build: one document revised, one withdrawn, sealed anew."""
    project = write_repository(root)
    project.build()
    shutil.copytree(root / "content", project.history / "content")
    shutil.copytree(root / "catalog", project.history / "catalog")
    assert project.run("revise", RULE, "--note", "延长停车时间").code == 0
    project.edit(RULE, "每次不超过两小时", "每次不超过三小时")
    sign_document(project, RULE)
    bury_document(project, GONE)
    project.edit("catalog/site.yml", FOUNDED, TODAY)
    project.edit("catalog/columns.yml", "公布本单位的规范管理。", "公布本单位的管理规范。")
    demo_seal(project.open())
    project.build()
    return project
