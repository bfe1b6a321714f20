"""Is a question that nothing held supports about law and planning at all, or of another trade?"""

from __future__ import annotations

import re

_OTHER = re.compile(
    r"天气|气温|会下雨|下雨吗|下雪吗|菜谱|怎么做菜|红烧|清蒸|炒菜|食谱|好吃|减肥|健身|感冒|发烧|咳嗽|吃什么药|头疼|头痛|症状|处方|"
    r"星座|运势|算命|彩票|生肖|起名|股票|股价|炒股|涨停|大盘|比特币|基金定投|理财产品|汇率|金价|"
    r"(?:写|作|来|编)(?:一|几)?(?:首|篇|段|个|封|副)?[^，。？]{0,12}(?:诗|词|作文|小说|散文|歌词|情书|对联|笑话|故事|文案|祝福语|检讨书)|"
    r"作诗|诗歌|笑话|讲个故事|绕口令|猜谜|脑筋急转弯|翻译(?:成|为|一下)|英语怎么说|用英文|"
    r"电影|电视剧|综艺|明星|演员|歌手|演唱会|足球|篮球|乒乓球|世界杯|欧冠|奥运|比分|比赛结果|冠军是谁|游戏|攻略|皮肤|副本|"
    r"女朋友|男朋友|恋爱|表白|分手|失眠|穿搭|化妆|护肤|旅游|景点推荐|机票|酒店预订|外卖|"
    r"python|java\b|javascript|typescript|golang|c\+\+|html|css|sql|docker|linux|git\b|代码|编程|写个?程序|算法题|快速排序|正则表达式|"
    r"excel|ppt|photoshop|手机|电脑|路由器|wifi|等于几|等于多少|平方根|解方程|求导|积分|化学方程式|相对论|量子|黑洞|恐龙|"
    r"你是谁|你叫什么|你好吗|早上好|晚上好|几点了|星期几|你会什么|谢谢你|再见|首都是|总统是谁|人口是多少|历史上的今天|怎么养|怎么学",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"(?:美国|英国|德国|法国|日本|韩国|俄罗斯|印度|加拿大|澳大利亚|新加坡|意大利|欧盟|加州|纽约|东京|伦敦)"
    r"(?:的|现行|最新)*[^，。？]{0,12}(?:法|条例|区划|规划|土地|zoning|许可|税|征收|law)"
)
_FORECAST = re.compile(
    r"(?:会|还会|能|要)(?:不会)?(?:大)?[涨跌](?!价)|[涨跌](?:不[涨跌]|停吗|到多少)|哪(?:只|支|个)(?:股票|基金|股|币|彩票)|"
    r"(?:股票|基金|定投|彩票|比特币)[^，。？]{0,6}(?:哪|推荐|值得|该买|买什么|怎么选)|推荐[^，。？]{0,8}(?:股|基金|彩票)|谁会?赢"
)
_OURS = re.compile(
    r"法律|法规|条例|规定|办法|条文|第.{1,6}条|规划|用地|用海|土地|耕地|农田|宅基地|征收|征地|审批|许可|处罚|罚款|行政|政府|主管部门|"
    r"建设|红线|保护区|林地|森林|草原|湿地|海域|海岛|矿|环评|环境影响|排污|污染|文物|拆迁|补偿|不动产|登记|承包|农村|村民|拆除|违法|"
    r"粮|果树|种植|养殖|鱼塘|大棚|坟|墓|盖房|建房|房屋|小区|物业|车位|车库|道路|桥梁|河流|湖泊|田|山林|"
    r"违建|开发|水源|河道|测绘|地图|地质|公园|历史文化|容积率|权利|义务|责任|合同|赔偿|诉讼|复议|犯罪|判刑|继承|婚姻|劳动|合法|有权"
)


OUT_OF_FIELD = "这个问题不属于法律法规和国土空间规划的范围，本系统不作回答"


def is_foreign(question: str) -> bool:
    return bool(_FOREIGN.search(question))


def is_other_field(question: str) -> bool:
    """True for weather, cooking, code and the like."""
    return bool(_OTHER.search(question)) and not _OURS.search(_OTHER.sub("", question))


def asks_for_a_forecast(question: str) -> bool:
    """True where prices to come, a tip or a winner is asked for: no provision answers that, however near it lies."""
    return bool(_FORECAST.search(question)) and not _OURS.search(_OTHER.sub("", question))


def speaks_of_ours(question: str) -> bool:
    return bool(_OURS.search(question))
