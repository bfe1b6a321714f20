"""Laws a question names, and names written like a law's that nothing here bears: 杭州市城乡规划条例, GB 50137-2011."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge import KnowledgeBase

_STRONG = "实施条例|实施细则|实施办法|条例|细则|法典|法"
_WEAK = "管理办法|办法|管理规定|技术规定|规定|规则|规程|规范|导则|准则|标准|指南|通则|通知|意见|决定"
_ARTICLE = r"\s*(?:的|中|里)?\s*第\s*[〇零一二三四五六七八九十百千\d]+\s*条"
_NAME_END = re.compile(
    rf"(?P<suffix>{_STRONG}|{_WEAK})(?=$|{_ARTICLE}|[》，。；：？?!！、\s]|的?规定|里|中|对|是|有|何时|什么|怎么|如何|还|现|已|"
    r"于|被|施行|实施|生效|废止|一共|总共|共|要求|关于|和|与|以及|及|最新|全文|谁|由)"
)
# What is asked of an instrument itself: with it, 节约集约利用土地规定 is a name.
_ASKED_ABOUT = re.compile(
    r"(?:是否|还|现在|仍)*(?:有效|失效|废止)|(?:是|自|从)?(?:什么时候|何时|哪天|哪年)|的?(?:文号|施行|发文)|被什么|共有?多少条"
)
_RUN = re.compile(r"[一-鿿（）()]{0,30}$")
# A name begins behind the last of these.
_OPENS = re.compile(
    r".*(?:根据|依据|按照|依照|违反|请问|关于|适用|执行|遵守|制定|修改|修订|废止|公布|颁布|出台|起草|查一下|查询|看看|说说|介绍|解释|"
    r"理解|解读|说明|讲解|分析|学习|援引|引用|参照|参考|结合|针对|涉及|属于|违背|触犯|遵循|贯彻|落实|查阅|背诵|默写|概括|总结|"
    r"列出|给出|比较|对比|区分|知道|了解|熟悉|记得|规定|明确|确定|认为|听说|"
    r"为什么|什么|哪些|哪部|哪个|多少|如何|怎么|怎样|这部|那部|一部|两部|新的|旧的|现行|最新|我国|国家|中国的?|各地|当地|外国|"
    r"的|了|在|引(?!渡)|拿|套用|翻|(?<=[新旧老年])版|(?<!反)对|是|(?<![国所])有|(?<![审检勘调普稽核])查|问|看(?!守)|和|与|及|或|据|按|比|从|到|把|被|(?<![出转])让|给|就|也|都|还|又|"
    r"该|本|其|此|(?<![更高创])新|旧|原)",
    re.DOTALL,
)
_NO_LAW_END = re.compile(r"[办方司执违合依立看说想做无用手非书语算魔兵疗守犯枉不设变公私]$")
_NO_LAW_NAME = re.compile(
    "税|加|减|乘|除|宪|国际|国内|经济|行政|社会|程序|实体|部门|基本|普通|特别|单行|自治|地方|地方性|有关|相关|配套|专门|法律|这些|那些|"
    "上述|以下|其他|各项|所有|任何|民事|商事|环境|诉讼|一般|具体|强制性|禁止性|技术|行业|国家|管理|处罚|补偿|赔偿|收费"
)
_PLACES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    "甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|深圳|杭州|广州|南京|成都|武汉|西安|苏州|宁波|厦门|青岛|大连|雄安"
)
_LOCAL = re.compile(rf"(?:{_PLACES}|[一-鿿]{{2,7}}(?:省|市|自治区|自治州|自治县|县|区|州|盟|旗)|省|市)的?$")
_MINISTRIES = (
    "国务院|自然资源部|生态环境部|农业农村部|住房和?城乡建设部|住建部|国土资源部|水利部|"
    "国家林业和?草原局|国家发展改革委|最高人民法院"
)
_ISSUED = re.compile(rf"(?:{_MINISTRIES}|{_PLACES}|[一-鿿]{{2,4}}(?:省|市|县|区|部))")
_INSTRUMENT = re.compile(
    r"(?:法典?|条例|办法|规定|细则|规则|标准|规范|规程|指南|导则|准则|通则|通知|意见|决定|决议|公告|批复|函|公约|协定|规划|纲要|"
    r"方案|目录|名录|解释)(?:[（(].*[)）])?$|〔\d{4}〕"
)
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:GB|TD|CJJ|CJ|HJ|DB\d{2}|CH|LY|SL|JTG|JGJ|NY)\s?(?:/\s?[TZ])?\s?[A-Z]?\d+(?:\.\d+)?(?:\s?[-—–]\s?\d{4})?",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"[一-鿿]{2,8}[〔\[（(]\d{4}[〕\]）)]\d+号")


@dataclass(frozen=True)
class NamedLaw:
    """A name as written; `ids` empty when nothing here bears it, several when it fits several."""

    name: str
    ids: tuple[str, ...]


def named_laws(question: str, base: KnowledgeBase, grade: int = 0) -> list[NamedLaw]:
    """Every instrument the question names, known or not; one above the caller's `grade` is not known."""
    found: dict[str, NamedLaw] = {}
    plain = question
    for mention in base.mentions(question):
        if question[mention.start] == "《":
            plain = plain[: mention.start] + "》" * (mention.end - mention.start) + plain[mention.end :]
            ids = mention.ids or _ids(mention.name, base)
            if ids or _INSTRUMENT.search(mention.name):
                found[mention.name] = NamedLaw(mention.name, ids)
    for pattern in (_DOCUMENT, _STANDARD):
        for match in pattern.finditer(plain):
            found[match[0]] = NamedLaw(match[0], _ids(match[0], base))
    for law in _bare_names(plain, base):
        found[law.name] = law
    return [NamedLaw(law.name, tuple(readable(law.ids, base, grade))) for law in found.values()]


def readable(ids: Iterable[str], base: KnowledgeBase, grade: int) -> list[str]:
    """Those that the caller may read."""
    return [id_ for id_ in ids if all(i.grade <= grade for i in base.resolve(id_) if i.id == id_)]


def without_names(question: str, laws: Sequence[NamedLaw]) -> str:
    for law in laws:
        question = question.replace(f"《{law.name}》", "").replace(law.name, "")
    return question


def _bare_names(text: str, base: KnowledgeBase) -> Iterator[NamedLaw]:
    """Names without 《》; a known law's name inside an unknown one (上海市实施土地管理法办法) does not count."""
    known = base.mentions(text)
    for start, end, suffix in _candidates(text):
        name = text[start:end]
        ends_here = next((m for m in known if m.end == end), None)
        if ends_here is not None:
            place = _LOCAL.search(text[start : max(start, ends_here.start)])
            if place:
                known.remove(ends_here)
                yield NamedLaw(place[0] + ends_here.name, ())
        elif any(m.start < end < m.end for m in known):
            continue
        elif any(m.name == name for m in base.mentions(name)) or _is_name(name, suffix, text[end:]):
            known = [m for m in known if not start <= m.start < end]
            yield NamedLaw(name, _ids(name, base))
    for mention in known:
        yield NamedLaw(mention.name, mention.ids)


def _candidates(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _NAME_END.finditer(text):
        run = _RUN.search(text, 0, match.start())
        head = run[0] if run else ""
        opened = _OPENS.match(head)
        yield match.start() - len(head) + (opened.end() if opened else 0), match.end(), match["suffix"]


def _is_name(name: str, suffix: str, after: str) -> bool:
    head = name[: -len(suffix)]
    if len(head) < 2 or _NO_LAW_NAME.fullmatch(head) or (suffix == "法" and _NO_LAW_END.search(head)):
        return False
    if re.match(_ARTICLE, after):
        return True
    if re.fullmatch(_WEAK, suffix):
        if _ASKED_ABOUT.match(after) and suffix not in ("标准", "意见", "决定", "通知"):
            return len(head) >= 4
        return bool(_ISSUED.match(name)) and len(head) >= 6
    return suffix != "法" or len(head) >= 3


def _ids(name: str, base: KnowledgeBase) -> tuple[str, ...]:
    return tuple(instrument.id for instrument in base.resolve(name))
