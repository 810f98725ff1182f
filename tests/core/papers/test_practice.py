from __future__ import annotations

from gongkai.core.importing.proposals import Confidence
from gongkai.core.importing.recognise import recognise
from gongkai.core.papers.practice import make_practice_paper
from gongkai.publish.importing.docx_file import read_docx
from gongkai.publish.papers.docx_paper import render_docx


def test_the_practice_file_tells_its_fields() -> None:
    read = read_docx(render_docx(make_practice_paper()), "助餐通知.docx")
    certain = {p.field: p.value for p in recognise(read) if p.confidence is Confidence.CERTAIN}
    assert certain == {
        "title": "示例市新城区民政局关于做好2026年冬季老年助餐服务工作的通知",
        "document_number": "新民发〔2026〕31号",
        "disclosure": "主动公开",
        "issuer": "示例市新城区民政局",
        "made": "2026-11-13",
        "genre": "通知",
    }
    assert read.losses == ()
