"""主题分类: the classes that the State Council's catalogue of documents uses.

Bodies divide them further (`公安、安全、司法/公安`) and rename some, so any text may stand; these
are what an editor is offered.
"""

from __future__ import annotations

SUBJECTS = (
    "国务院组织机构",
    "综合政务",
    "综合政务/政务公开",
    "综合政务/政务督查",
    "综合政务/其他",
    "国民经济管理、国有资产监管",
    "财政、金融、审计",
    "财政、金融、审计/财政",
    "国土资源、能源",
    "农业、林业、水利",
    "工业、交通",
    "商贸、海关、旅游",
    "市场监管、安全生产监管",
    "城乡建设、环境保护",
    "科技、教育",
    "文化、广电、新闻出版",
    "卫生、体育",
    "人口与计划生育、妇女儿童工作",
    "劳动、人事、监察",
    "公安、安全、司法",
    "公安、安全、司法/公安",
    "公安、安全、司法/国家安全",
    "公安、安全、司法/司法",
    "民政、扶贫、救灾",
    "民族、宗教",
    "对外事务",
    "港澳台侨工作",
    "国防",
    "其他",
)
