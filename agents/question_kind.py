"""Does a question ask for a law's own facts (施行日期, 效力, 条数, 文号 …) or for what it says?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from .dates import without_days
from .law_names import NamedLaw
from .references import Named

FactKind = Literal["when", "status", "count", "number", "issuer", "versions", "repeals", "cites", "compare"]

_POLITE = re.compile(
    r"(?P<kept>什么时候|什么|怎么|一共|版本|那些|从哪)"
    r"|请问|我想知道|想知道|想问|请教|告诉我|帮我|查询|查一下|查查|查|一下|请|这部法律|那部法律|该法|本法|这部|那部"
    r"|法律|法规|文件|规章|到底|究竟|具体|大概|它|其|该|最新|在|当时|那时|那|于|从|自|起|开始|正式|和|与|跟|以及|一部|中|里"
    r"|我国|国家|分别|各|都|[是的了呢吗么啊呀吧一]|[，,。；;：:、？?！!《》“”\"（）()\s]"
)
_DATE = re.compile(r"\d{4}[年\-/.]\d{1,2}[月\-/.]\d{1,2}日?")
_DO = "施行|实施|生效|执行|起效|适用"
_MAKE = "通过|公布|颁布|发布|印发|出台|制定|修订|修正|修改"
_END = "废止|失效|作废"
_GIVE_WAY = "取代|替代|代替|接替"
_WHEN = "什么时候|何时|哪天|哪日|哪年哪月|哪年|几时|什么时间|何年何月何日|何年何月|何年|几月几日|多会儿"
_WHAT = "什么|哪些|哪几|哪部|哪个|哪条|哪|谁|何|几部|几个|多少部|多少"
_STILL = "还|仍然|仍|依然|是否|否|有没有|没有|不|已经|已|目前|现在|现行|如今|会|继续|能否|能|可以|可否|被"
_HOW_MANY = "(?:多少|几)(?:条文|条|章节|章|节|编)"
# Of a question without names, days and polite words: all of it must fit.
_FIT: dict[FactKind, tuple[str, ...]] = {
    "when": (
        rf"(?:会|将|要|已经|已)?(?:{_WHEN})(?:才|就|被|会|将|要)?(?:{_DO}|{_MAKE}|{_END})+",
        rf"(?:{_DO}|{_MAKE}|{_END})(?:日期|时间|日子|日|年份)(?:{_WHEN}|多少|什么)?",
        rf"(?:已|已经|会|将)?(?:{_DO}|{_MAKE}|{_END})(?:{_WHEN})",
    ),
    "repeals": (
        rf"(?:废止|{_GIVE_WAY})(?:{_WHAT})(?:法|文件)?",
        rf"(?:{_WHAT})(?:法|文件)?(?:被|由)(?:{_END}|{_GIVE_WAY})",
    ),
    "cites": (
        rf"有?(?:{_WHAT})(?:条文|条款|条|法|规定|地方)?(?:引用|援引|提到|提及|参照)(?:过|到)?",
        rf"被(?:{_WHAT})?(?:条文|条款|条|法|规定)?(?:引用|援引)(?:过|情况|哪些地方|多少次|几次)?",
    ),
    "status": (
        rf"(?:(?:{_STILL})*(?:有效力|有效|现行|{_DO}|{_END}|{_GIVE_WAY}|能用|可用|使用|在用|用))+(?:没有|没|与否|不|状态)?",
        r"(?:法律)?效力(?:状态|情况)?(?:如何|怎么样|怎样|什么样|什么)?",
        r"(?:现在|目前)?(?:什么|何种|哪种)(?:状态|效力)|状态",
        rf"(?:已经|已|后来)?(?:被|由)(?:{_WHAT})(?:法|文件)?(?:{_END}|{_GIVE_WAY})",
    ),
    "count": (
        rf"(?:现在|目前)?(?:一共|总共|共有|共|有|全文|总计|包括|包含)*(?:{_HOW_MANY})+",
        r"(?:条文|条|章)总?(?:数量|数目|数)(?:多少)?",
        r"最后(?:条文|条款|条)?(?:第几条|几条|哪条|多少条)",
    ),
    "number": (
        r"(?:发文)?(?:文号|令号|编号|标准号)(?:什么|多少)?",
        r"(?:国务院令|主席令|部令|令)?第?(?:几|多少)号(?:主席令|国务院令|令|文)?",
    ),
    "issuer": (
        rf"(?:由|被)?(?:谁|(?:{_WHAT})(?:机关|部门|单位|机构|部委))(?:{_MAKE})",
        rf"(?:{_MAKE})(?:机关|单位|部门|主体|机构)(?:谁|什么|哪个)?",
    ),
    "versions": (
        rf"(?:有|收入|收录)*(?:{_WHAT})(?:版本|文本|版)",
        rf"(?:{_MAKE})过?(?:几|多少)次",
        rf"(?:历次|历史|历年)(?:版本|文本|{_MAKE})",
    ),
    "compare": (
        r"(?:这次|此次|新)?(?:修订|修改|修正|改)(?:什么|哪些)(?:内容|地方|条文|条)?",
        r"(?:新旧|新老|前后|修改前后|修订前后|修正前后|两个|两|新|旧|老|文本|版本|版|修订|修改|修正|比较|对比|对照|相比)*"
        r"(?:有|做|作|什么|哪些|哪|地方|内容|主要|条文)*"
        r"(?:区别|变化|不同|差异|变动|改动|比较|对比|对照)(?:什么|哪些)?",
    ),
}
_KINDS: tuple[tuple[FactKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(f"(?:{text})" for text in texts))) for kind, texts in _FIT.items()
)


def fact_kind(question: str, laws: Sequence[NamedLaw], provisions: Sequence[Named], today: date) -> FactKind | None:
    """None when it asks for content."""
    rest = question
    for named in sorted(provisions, key=lambda p: -p.end):
        rest = rest[: named.start] + rest[named.end :]
    for law in sorted(laws, key=lambda law: -len(law.name)):
        rest = rest.replace(f"《{law.name}》", "").replace(law.name, "")
    rest = _DATE.sub("", without_days(rest, today))
    rest = _POLITE.sub(lambda polite: polite["kept"] or "", rest)
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(rest)), None)
