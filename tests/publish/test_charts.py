from __future__ import annotations

from gongkai.publish.charts import Bar, Drawing, Text, draw_bars, draw_columns


def test_columns_stand_on_the_base_line() -> None:
    drawn = draw_columns([("1月", 2, "2"), ("", 0, "0"), ("3月", 4, "4")], "柱形图")
    assert drawn == Drawing(
        title="柱形图",
        width=640,
        height=200,
        bars=(
            Bar("78.7", "98", "56", "76"),
            Bar("292", "174", "56", "0"),
            Bar("505.3", "22", "56", "152"),
        ),
        texts=(
            Text("106.7", "92", "middle", "value", "2"),
            Text("106.7", "192", "middle", "label", "1月"),
            Text("533.3", "16", "middle", "value", "4"),
            Text("533.3", "192", "middle", "label", "3月"),
        ),
        base="174",
    )


def test_bars_run_from_their_labels() -> None:
    long = "一二三四五六七八九十一二三四五六"
    drawn = draw_bars([(long, 4, "4"), ("乙", 1, "1")], "条形图")
    assert drawn.height == 56
    assert drawn.bars == (Bar("210", "4.8", "366", "18.5"), Bar("210", "32.8", "91.5", "18.5"))
    assert [text.text for text in drawn.texts] == ["一二三四五六七八九十一二三四…", "4", "乙", "1"]
    assert [text.x for text in drawn.texts] == ["200", "584", "200", "309.5"]


def test_nothing_to_draw_is_no_error() -> None:
    assert draw_columns([], "空").bars == ()
    assert draw_bars([], "空") == Drawing("空", 640, 28, (), ())
    assert draw_bars([("甲", 0, "0")], "零").bars == (Bar("210", "4.8", "0", "18.5"),)
