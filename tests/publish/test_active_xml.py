from __future__ import annotations

import pytest

from gongkai.publish.active_xml import check_xml

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
FAULT = ["文件含有脚本或外部资源"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<urlset><url><loc>https://a.example/</loc></url></urlset>", []),
        (f'<feed xmlns="{ATOM}"><link rel="self" href="https://a.example/a.xml"/></feed>', []),
        ('<rss version="2.0"><guid isPermaLink="false">a data: javascript: x</guid></rss>', []),
        (f'<a xmlns:x="{XHTML}"><x:link rel="alternate" href="https://a.example/"/></a>', []),
        (f'<feed xmlns="{ATOM}" xml:lang="zh-CN"><!-- a --></feed>', FAULT),
        (f'<a xmlns:x="{XHTML}"><x:script/></a>', FAULT),
        (f'<html xmlns="{XHTML}"></html>', FAULT),
        ('<svg xmlns="http://www.w3.org/2000/svg"></svg>', FAULT),
        ('<a href="javascript:alert(1)"/>', FAULT),
        ('<a href="//evil.example/"/>', FAULT),
        ('<a onload="x"/>', FAULT),
        ('<a src="https://a.example/x.js"/>', FAULT),
        (f'<a xmlns:x="{XHTML}" x:href="https://a.example/"/>', FAULT),
        ('<?xml-stylesheet href="a.xsl"?><a/>', FAULT),
        ("<a/><?xml-stylesheet href='a.xsl'?>", FAULT),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', FAULT),
        ("<!DOCTYPE a><a/>", FAULT),
        ("<a>", ["文件不是规范的 XML"]),
        ("", ["文件不是规范的 XML"]),
    ],
)
def test_xml_only_says_something(text: str, expected: list[str]) -> None:
    assert list(check_xml(text.encode())) == expected
