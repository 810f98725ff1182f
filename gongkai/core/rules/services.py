"""Rules of services: lost property, channels of complaint, new media, open data."""

from __future__ import annotations

from gongkai.core.rules.rule import BLOCK, WARN, Rule

_MEDIA = "《国务院办公厅关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）"

SERVICE_RULES = (
    Rule(
        "lost-number-unmasked",
        BLOCK,
        "失物的号牌、序列号等没有隐去中间部分，会泄露个人信息，也会被人冒领。",
        "改为如 示A***16 的写法：至少隐去连续三位，露出的不超过七位",
        "《个人信息保护法》第六条、第二十五条",
    ),
    Rule(
        "lost-place-too-exact",
        BLOCK,
        "拾得地点写到了门牌，会暴露失主或者拾得人的住处。",
        "只写到街道、道路或者公共场所",
        "《个人信息保护法》第六条",
    ),
    Rule(
        "channel-unreachable",
        BLOCK,
        "监督投诉渠道没有电话、地址和网址，公众无法使用。",
        "补充电话、地址或者网址",
        "《政府信息公开条例》第四十七条、第五十一条",
    ),
    Rule(
        "channel-kind-missing",
        WARN,
        "监督投诉渠道没有把举报、投诉、行政复议、行政诉讼写全，公众不知道还有哪些救济途径。",
        "补充缺少的类别",
        "《政府信息公开条例》第五十一条",
    ),
    Rule(
        "media-owner-missing",
        WARN,
        "政务新媒体账号没有写明责任单位或者管理部门，无人对其内容负责。",
        "写明责任单位（部门和岗位，不写姓名）和管理部门",
        _MEDIA,
    ),
    Rule(
        "media-inactive",
        WARN,
        "正常运行的政务新媒体账号十四日内没有更新，检查时按“僵尸”“睡眠”账号通报。",
        "更新内容，或者关停注销并改写状态；核实后运行 gongkai revise <文件>",
        "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
    ),
    Rule(
        "dataset-mismatch",
        BLOCK,
        "数据文件与字段说明、记录数不一致，使用数据的人会读错。",
        "核对 csv 文件的表头、行数与 fields、records 后重新送审",
    ),
)
