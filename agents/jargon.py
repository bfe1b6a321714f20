"""Planners' short words as the law writes them: 控规 is 控制性详细规划. A search for the short word finds nothing."""

from __future__ import annotations

import re

WORDS = {
    "控规": "控制性详细规划",
    "控详规": "控制性详细规划",
    "修规": "修建性详细规划",
    "修详规": "修建性详细规划",
    "详规": "详细规划",
    "总规": "总体规划",
    "城规": "城乡规划",
    "农转用": "农用地转为建设用地",
    "招拍挂": "招标、拍卖、挂牌出让",
    "占补平衡": "占用耕地补偿，开垦与所占用耕地的数量和质量相当的耕地",
    "增减挂钩": "城乡建设用地增减挂钩",
    "农保田": "永久基本农田",
    "基本农田": "永久基本农田",
    "永农": "永久基本农田",
    "生态红线": "生态保护红线",
    "开发边界": "城镇开发边界",
    "三线": "永久基本农田、生态保护红线、城镇开发边界",
    "三区三线": "永久基本农田、生态保护红线、城镇开发边界的划定",
    "环评": "环境影响评价",
    "规评": "规划环境影响评价",
    "未批先建": "未依法报批环境影响评价文件或者未取得建设工程规划许可证擅自开工建设",
    "违建": "违法建设的建筑物",
    "强拆": "强制拆除房屋",
    "拆迁": "房屋征收与补偿",
    "小产权房": "农民集体所有土地上建设的住宅向城镇居民出售",
    "一户一宅": "农村村民一户只能拥有一处宅基地",
    "村规": "村庄规划",
    "乡规": "乡规划",
    "工规证": "建设工程规划许可证",
    "地规证": "建设用地规划许可证",
    "乡规证": "乡村建设规划许可证",
    "宅改": "宅基地制度改革",
    "闲置地": "闲置土地",
}
# A short word inside its own long form stays: 永久基本农田, 生态环境影响评价法.
_INSIDE = {"基本农田": "(?<!永久)", "总规": "", "环评": "", "三线": "(?<!三区)", "开发边界": "(?<!城镇)", "拆迁": ""}
_WORD = re.compile("|".join(_INSIDE.get(w, "") + re.escape(w) for w in sorted(WORDS, key=len, reverse=True)))


def written_out(question: str) -> str:
    """With every short word replaced; a law's own short title (环评法) is left to the knowledge base."""
    return re.sub(rf"(?:{_WORD.pattern})(?!法)", lambda match: WORDS[match[0]], question)
