"""What counts as the name of a person: a surname, one or two given characters, an end."""

from __future__ import annotations

import re
from typing import Final

from gongkai.core.patterns import compile_later

_SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹"
    "关苗凌费纪靳盛童欧甄项曲成游裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁"
    "瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢"
    "冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼衣楚佟栗匡宗巫鞠桑荆谌银扬沙岑习胥蔺"
)
_COMPOUND = (
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔"
    "|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|令狐|呼延"
)
# Characters of function words; hardly any given name has one, and ordinary words have many.
_NOT_GIVEN = (
    "某自的了在是和与或及等其该各本人员者应当有无不未为被由由对向从到给以将把时日月年期内外前后间之于若如因即则"
    "也都还就才又再可能会须必依法规定条款项第一二三四五六七八九十百千万亿个名位次件种类别方面款理部局厅院所会"
    "委办公司厂店社团校处科室组县市省区乡镇村街路号单位机构责任收送达知受处罚款拘行政治违犯罪案"
    "×xX*○〇"
)
_GIVEN = f"(?:(?![{_NOT_GIVEN}])[\u4e00-\u9fff])"
_FOLLOWERS = (
    "实报已诉述说因于对在被将以经向驾持系犯殴吸盗寻扰赌称反证到当未无有不由拒的和及与等二三四五女男就处作予给行治罚警依抓"
    "该同偷诈伤嫖卖酒醉无违非患为确长诊住曾"
)
NAME: Final = f"(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}|[{_SINGLE}]{_GIVEN}{{1,2}})"
"""Pattern of a name; what may follow it is up to the place."""
ENDED: Final = f"(?=$|[^\u4e00-\u9fff]|[{_FOLLOWERS}])"
"""What follows a name in a sentence."""
CLOSED: Final = "(?=$|[^\u4e00-\u9fff])"
"""What follows a name in a field of a form."""

_COMPOUND_FORM = compile_later(_COMPOUND)
_ONLY_NAME = compile_later(NAME)


def is_name(text: str) -> bool:
    """Whether the text is a name and nothing else."""
    return _ONLY_NAME.fullmatch(text) is not None and text[:2] not in _WORDS


def mask_name(name: str) -> str:
    """The surname and 某, as penalty notices print a person."""
    compound = _COMPOUND_FORM.match(name)
    return f"{compound.group() if compound else name[0]}某"


_WORDS: Final = frozenset(
    re.findall(
        "..",
        "万余万元严格严重乐器乐意云南仲裁任何任免任意伏法住址何种保全保存保密保护保持保管保证保险"
        "保障党员党政全体全国全权全程全覆全部关于关注关爱关系关联关键关闭农民冷静包含包容包括包装"
        "华侨单据单方单独单项卫星卫生原则原告原因史料向上向作向导和平和解商业商品商家商户姓名季度"
        "宁夏安全安排安置安装宗教官方家庭家长封存封闭居民左右常住常年常用常见平台年龄广东庄严应对"
        "应急应用应诉康健康复强制强奸强行强迫性别成员成年成果成立房主房产房地房屋文书文化文明方位"
        "方便方可方式方案施工施行时间明显明知明确易制束缚来信来源来电来访查处查封查扣查找查明查询"
        "查阅查验梅毒武器武装武警毕业毛重水平江苏江西温室温度温馨游客甘愿申报申诉申请申购申辩申述"
        "申领电话白血白酒盖章相应石化石头石材石油祝愿程序程度符合简历简易管制管护管控管理管辖米面"
        "纪律纪检经营职务花费范围范本解决解聘解释解除计划计算许可谈话谢绝贵州费用贺词路口路径路线"
        "路面车主车号车站车辆车间边境边防连同连带连续连锁通知都市都是金属金融金额钱款钱财陈述项下"
        "项内项目项链顾客马上马路高中高度高校高空高等高级高风高龄黄金",
    )
)
"""Beginnings of words that look like names, two characters each."""
