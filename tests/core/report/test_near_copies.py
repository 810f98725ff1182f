from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.report.near_copies import Copy, Text, find_copies

OLD, NEW = date(2024, 3, 6), date(2026, 11, 19)
TITLE = "全市公安机关部署冬季道路交通安全整治"
NEWS = (
    "3月5日，市公安局召开全市公安机关冬季道路交通安全整治部署会，分析当前道路交通安全形势，安排下一步工作。",
    "会议指出，入冬以来，雨雪冰冻天气增多，农村地区婚丧嫁娶、赶集访友集中，面包车、三轮车违法载人风险上升。",
    "会议要求，各单位要紧盯国省道急弯陡坡、临水临崖路段和桥梁隧道，全面排查隐患，逐处落实整改责任人和时限。",
    "要加强高速公路巡逻管控，遇有团雾、结冰，及时采取限速、分流和间断放行措施，防止发生多车相撞事故。",
    "要会同交通运输、气象、应急管理部门建立信息互通机制，提前发布预警，备足融雪除冰物资。",
    "会议强调，要把宣传教育做到田间地头，通过大喇叭、流动宣传车和村级微信群提醒群众不乘坐超员车辆。",
    "各派出所要组织辅警、网格员上路劝导，对重点车辆驾驶人逐一见面提示。整治行动从即日起开始，到明年2月底结束。",
)
END = ("示例市公安局", "2024年3月5日")


def make(name: str, blocks: tuple[str, ...], day: date, title: str = TITLE) -> Text:
    return Text(name, title, blocks, day)


def find(blocks: tuple[str, ...], title: str = TITLE, day: date = NEW) -> tuple[Copy, ...]:
    return find_copies([make("new", blocks, day, title), make("old", (*NEWS, *END), OLD)])


def edit(*changes: tuple[str, str]) -> tuple[str, ...]:
    blocks = "\n".join(NEWS)
    for before, after in changes:
        assert before in blocks
        blocks = blocks.replace(before, after)
    return tuple(blocks.split("\n"))


REDATED = ("示例市公安局", "2026年11月18日")
COPIES = {
    "the whole text": (*NEWS, *END),
    "another date at the end": (*NEWS, *REDATED),
    "another dateline": (*edit(("3月5日", "11月18日")), *REDATED),
    "white space and punctuation": (
        *edit(("，", ","), ("会议要求", "会议　要求"), ("。", "。 ")),
        *REDATED,
    ),
    "one paragraph": ("".join(NEWS), *REDATED),
    "some words more, some less": (
        *edit(("3月5日", "11月18日"), ("入冬以来，", ""), ("全面排查", "进一步全面排查")),
        *REDATED,
    ),
    "other words": (*edit(("部署会", "推进会"), ("提前", "及早"), ("逐一", "挨个")), *REDATED),
    "a paragraph less": (*NEWS[:4], *NEWS[5:], *REDATED),
    "paragraphs in another order": (*NEWS[3:], *NEWS[:3], *REDATED),
}


@pytest.mark.parametrize("blocks", COPIES.values(), ids=COPIES)
def test_old_texts_with_new_dates_are_found(blocks: tuple[str, ...]) -> None:
    (copy,) = find(blocks)
    assert (copy.newer, copy.older) == ("new", "old")
    assert 0.95 <= copy.alike <= 1


def test_a_long_old_text_is_known_under_another_title() -> None:
    assert find((*NEWS, *REDATED), "市公安局：守护冬季平安路")
    assert find(edit(("入冬以来，", "")), "市公安局：守护冬季平安路")


OTHERS = {
    "another text": ("市公安局开展警营开放日活动，邀请市民代表参观指挥中心和训练基地。" * 4,),
    "an excerpt": NEWS[:3],
    "half of it new": (
        *NEWS[:3],
        *(f"第{n}项工作由责任单位另行制定方案并报备。" for n in range(9)),
    ),
    "other figures": edit(("各单位要", "第12号通报点名的36处"), ("及时采取", "已有58次")),
    "nothing": (),
}


@pytest.mark.parametrize("blocks", OTHERS.values(), ids=OTHERS)
def test_other_texts_are_not(blocks: tuple[str, ...]) -> None:
    assert find(blocks) == ()


def test_the_same_day_is_no_new_date() -> None:
    assert find((*NEWS, *END), day=OLD) == ()


def test_short_texts_say_too_little() -> None:
    blocks = ("现将有关情况予以公布，详见附件。", "示例市公安局")
    assert find_copies([make("a", blocks, OLD), make("b", blocks, NEW)]) == ()


# Each is one form, filled twice; nobody who fills in a form publishes an old text again.
FORMS = {
    "traffic": (
        (
            "为保障{}顺利举行，确保道路交通安全畅通，决定对部分道路采取临时交通管制措施。\n"
            "一、管制时间：{}7时至12时。\n二、管制路段：{}，禁止一切机动车通行，公交车、救护车除外。\n"
            "三、请过往车辆提前选择绕行路线，服从现场交警指挥。\n特此通告。\n示例市公安局\n{}"
        ),
        ("半程马拉松比赛", "2025年4月13日", "人民路至建设路段", "2025年4月8日"),
        ("龙舟邀请赛", "2026年6月19日", "滨江路至望湖路段", "2026年6月12日"),
    ),
    "posts": (
        (
            "各科室、各派出所：\n经研究决定：\n任命{}为示例市公安局{}，试用期一年；\n"
            "免去{}的示例市公安局{}职务。\n请按照有关规定办理交接手续，并做好相关工作的衔接。"
            "试用期自任职之日起计算，期满考核合格的，办理正式任职手续。\n示例市公安局\n{}"
        ),
        ("张立新", "户政科科长", "王小明", "户政科科长", "2025年3月2日"),
        ("李慧", "法制科副科长", "赵国庆", "宣传科科长", "2026年3月9日"),
    ),
    "lost and found": (
        (
            "近日，我局{0}派出所收到群众拾得{1}一件，经多方查找未能找到失主。请失主自公告之日起六个月内，"
            "持本人有效身份证件和能够证明物品归属的材料，到{0}派出所认领。逾期无人认领的，依照"
            "有关规定处理。联系电话：{2}。"
        ),
        ("望湖", "黑色双肩包", "0999-5550301"),
        ("新城", "银色手提箱", "0999-5550317"),
    ),
    "weather": (
        (
            "据气象部门预报，{}起我市将出现{}天气，最低气温{}℃，部分路段可能结冰。请广大驾驶人出行前检查"
            "车况，减速慢行，保持安全车距，不要急刹车、急打方向。桥梁、隧道口、背阴路段容易结冰，通过时"
            "要格外小心。遇到车辆故障，请立即开启危险报警闪光灯，在来车方向150米外设置警示标志。"
        ),
        ("12月3日", "大风降温", "-5"),
        ("1月16日", "雨夹雪", "-3"),
    ),
    "statistics": (
        (
            "{}，全市共受理道路交通事故警情{}起，同比下降{}%，其中简易程序处理{}起，一般程序处理{}起。"
            "事故主要原因为未按规定让行、跟车距离过近、违法变更车道。事故多发时段为7时至9时、17时至19时，"
            "多发路段为人民路、建设路和环城路。公安交管部门提示：遵守交通信号，文明礼让。"
        ),
        ("2026年3月份", "1203", "4.2", "1011", "192"),
        ("2026年4月份", "1187", "3.9", "1002", "185"),
    ),
    "opening hours": (
        (
            "为方便群众办理出入境证件，我局出入境接待大厅定于{}（星期六）8:30至12:00开放，办理普通护照、"
            "往来港澳通行证、往来台湾通行证的申请和领取。请需要办理的群众通过预约平台提前预约，带齐身份证"
            "和原有证件。咨询电话：0999-5550130。大厅停车位有限，建议乘坐公共交通前往。"
        ),
        ("4月11日",),
        ("5月16日",),
    ),
    "licences": (
        (
            "经审查，{}举办的{}符合安全许可条件，准予安全许可。活动时间为{}，地点为{}，核准人数{}人。"
            "承办者应当落实安全工作方案，配备相应的安全工作人员，不得超过核准的安全容量。公民、法人或者"
            "其他组织对本许可有异议的，可以依法申请行政复议或者提起行政诉讼。"
        ),
        ("示例市文化馆", "新春音乐会", "2026年2月10日", "市人民会堂", "800"),
        ("望湖区商会", "年货展销会", "2026年1月28日", "会展中心", "3000"),
    ),
    "replies": (
        (
            "{}委员：\n您提出的关于{}的提案收悉，经研究，现答复如下：\n感谢您对公安工作的关心和支持。{}。\n"
            "下一步，我们将继续加强与有关部门的协作，认真研究吸纳您的意见建议，不断改进工作。"
            "欢迎您今后继续对我们的工作提出宝贵意见。\n联系人：办公室，联系电话：0999-5550110。"
        ),
        ("周明", "增设学校周边护学岗", "我局已在34所学校设置护学岗，今年计划再增设6处"),
        ("吴兰", "整治渣土车噪声扰民", "我局联合城管部门开展夜间整治，查处渣土车212辆次"),
    ),
    "one name alone": (
        (
            "经查，{}在申请设立许可时隐瞒有关情况、提供虚假材料，以欺骗手段取得行政许可。根据有关法律的"
            "规定，决定撤销其《保安服务许可证》。该单位应当自公告之日起十日内将许可证正、副本交回我局治安"
            "支队；逾期不交回的，许可证自动失效，不得继续从事保安服务经营活动。如不服本决定，可以自公告"
            "之日起六十日内申请行政复议，也可以在六个月内依法提起行政诉讼。"
        ),
        ("示例安泰保安服务有限公司",),
        ("示例金盾保安服务有限公司",),
    ),
    "open days": (
        (
            "为增进警民互动，让群众了解公安工作，我局定于{}9时至11时30分在{}举办警营开放日活动。活动内容有"
            "警用装备展示、警犬技能表演、反诈知识宣传、模拟射击体验。欢迎市民报名参加，每批限{}人，"
            "未成年人须由监护人陪同。报名电话：0999-5550160，额满为止。"
        ),
        ("1月10日", "特警支队", "60"),
        ("5月20日", "交警支队", "80"),
    ),
}


@pytest.mark.parametrize(("form", "first", "second"), FORMS.values(), ids=FORMS)
def test_two_papers_of_one_form_are_not_taken_for_one(
    form: str, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    texts = [
        make(name, tuple(form.format(*words).split("\n")), day)
        for name, words, day in (("a", first, OLD), ("b", second, NEW))
    ]
    assert find_copies(texts) == ()


def test_many_papers_of_one_form_are_a_form_whatever_they_differ_in() -> None:
    texts = [
        make(f"t{n}", edit(("气象", name), ("大喇叭", f"{name}广播")), OLD + timedelta(days=n))
        for n, name in enumerate(("气象", "水利", "林业", "农业"))
    ]
    assert find_copies(texts[:2])
    assert find_copies(texts) == ()
    again = make("again", texts[2].blocks, NEW)
    assert find_copies([*texts, again]) == (Copy("again", "t2", 1.0),)


def test_every_later_copy_is_found_however_many_there_are() -> None:
    texts = [make(f"t{n:02}", NEWS, OLD + timedelta(days=n)) for n in range(20)]
    assert find_copies(texts) == tuple(Copy(f"t{n:02}", "t00", 1.0) for n in range(1, 20))


def test_the_older_text_that_is_most_alike_is_named() -> None:
    texts = [
        make("a", edit(("入冬以来，", "")), OLD),
        make("b", NEWS, OLD + timedelta(days=9)),
        make("c", (*NEWS, *REDATED), NEW),
    ]
    assert find_copies(texts)[-1].older == "b"


def test_what_is_excused_is_not_named() -> None:
    texts = [make("a", NEWS, OLD), make("b", NEWS, NEW)]
    assert find_copies(texts, lambda newer, older: (newer, older) == ("b", "a")) == ()
    assert find_copies(texts, lambda newer, older: (newer, older) == ("a", "b"))


BLOCKS = st.lists(st.sampled_from((*NEWS, *END, "", "。", "2026年")), max_size=12).map(tuple)


@given(st.lists(st.tuples(BLOCKS, st.integers(0, 9)), max_size=8))
def test_the_order_of_the_texts_does_not_matter(
    rows: list[tuple[tuple[str, ...], int]],
) -> None:
    texts = [make(f"t{n}", b, OLD + timedelta(days=d)) for n, (b, d) in enumerate(rows)]
    assert find_copies(texts) == find_copies(list(reversed(texts)))
