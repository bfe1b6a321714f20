"""Is a question about law and planning at all? Words of other trades decide before any search."""

from __future__ import annotations

import re

_OTHER = re.compile(
    r"天气|气温|下雨吗|菜谱|怎么做菜|红烧|食谱|减肥|感冒|发烧|吃什么药|头疼|症状|处方|星座|运势|风水|算命|彩票|"
    r"股票|股价|基金|比特币|炒股|涨停|写(?:一)?首|写(?:一)?篇(?:作文|小说|散文)|作诗|诗歌|笑话|讲个故事|歌词|翻译成|"
    r"电影|电视剧|明星|演员|歌手|足球|篮球|世界杯|比分|游戏|攻略|女朋友|男朋友|恋爱|旅游攻略|机票|酒店预订|"
    r"python|java\b|javascript|代码|编程|写个?程序|算法题|excel公式|等于几|平方根|解方程|求导|微积分|化学方程式|"
    r"美国|日本的?法|英国|德国法|法国法|加州|欧盟|你是谁|你叫什么|你好吗|早上好|几点了|今天星期几",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"法律|法规|条例|规定|办法|条文|第.{1,6}条|规划|用地|土地|耕地|农田|宅基地|征收|征地|审批|许可|处罚|罚款|行政|政府|主管部门|"
    r"建设|红线|保护区|林地|草原|湿地|海域|海岛|矿|环评|环境影响|排污|污染|文物|拆迁|补偿|不动产|登记|承包|农村|村民|拆除|违法|违建"
)


def is_other_field(question: str) -> bool:
    """True for weather, cooking, code, foreign law and the like, unless it also speaks of our matters."""
    return bool(_OTHER.search(question)) and not _OURS.search(_OTHER.sub("", question))
