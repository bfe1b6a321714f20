"""The citation check: a sentence stays only when the provision it cites says so, in force on the date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..answer import Dropped
from .evidence import Evidence
from .quantities import quantities
from .sentences import sentences
from .support import supported
from .turning_words import turned

_MARK = re.compile(r"\[(\d{1,3})\]")
_QUOTED = re.compile(r"[“「『]([^”」』]{2,})[”」』]")
_TITLE = re.compile(r"《([^》]+)》")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十])?")
_CONNECTIVE = re.compile(
    r"^(?:根据|依据|按照)?(?:现行|有关|相关|上述|以上|前述)?(?:法律|规定|条文|如下|综上|因此|具体)*(?:规定)?(?:如下)?[：:，,。]?$"
)
_STATES_STANDING = re.compile(r"已废止|已失效|尚未施行|未施行|被.{0,20}取代|已被废止|不再有效|效力不明")
_AUTHORITIES = (
    "国务院",
    "省级人民政府",
    "省、自治区、直辖市人民政府",
    "设区的市",
    "县级以上",
    "县级人民政府",
    "乡镇人民政府",
    "乡、镇人民政府",
    "乡级人民政府",
    "村民委员会",
    "村民会议",
    "人民法院",
    "全国人民代表大会常务委员会",
    "自然资源主管部门",
    "城乡规划主管部门",
    "生态环境主管部门",
    "农业农村主管部门",
    "林业主管部门",
    "水行政主管部门",
    "文物行政部门",
)


@dataclass(frozen=True)
class CheckedAnswer:
    text: str
    kept: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def check_answer(text: str, evidence: Sequence[Evidence], *, as_of: date) -> CheckedAnswer:  # noqa: ARG001
    """Keep the sentences that hold; `evidence` statuses are those on `as_of`."""
    by_n = {e.n: e for e in evidence}
    kept: list[str] = []
    dropped: list[Dropped] = []
    for sentence in sentences(text):
        why = next(_faults(sentence, by_n), None)
        if why is None:
            kept.append(sentence)
        else:
            dropped.append(Dropped(sentence=sentence, why=why))
    return CheckedAnswer("\n".join(kept), tuple(kept), tuple(dropped))


def _faults(sentence: str, by_n: dict[int, Evidence]) -> Iterator[str]:
    bare = _MARK.sub("", sentence).strip()
    if _CONNECTIVE.match(bare):
        return
    numbers = [int(n) for n in _MARK.findall(sentence)]
    if not numbers:
        yield "没有注明依据"
        return
    unknown = [n for n in numbers if n not in by_n]
    if unknown:
        yield f"[{unknown[0]}]不存在"
        return
    cited = [by_n[n] for n in dict.fromkeys(numbers)]
    yield from _standing(bare, cited)
    yield from _quotes(bare, cited)
    yield from _names(bare, cited)
    yield from _numbers(bare, cited)
    yield from _clauses(bare, cited)


def _standing(bare: str, cited: Sequence[Evidence]) -> Iterator[str]:
    for e in cited:
        if e.status not in ("in_force", "unknown") and not _STATES_STANDING.search(bare):
            yield f"[{e.n}]所引{e.instrument}{e.article}在该日并非现行有效"


def _quotes(bare: str, cited: Sequence[Evidence]) -> Iterator[str]:
    texts = [_plain(e.text) for e in cited]
    for quoted in _QUOTED.findall(bare):
        if not any(_plain(quoted) in text for text in texts):
            yield f"引文“{quoted[:20]}”不在所引条文中"


def _names(bare: str, cited: Sequence[Evidence]) -> Iterator[str]:
    said = {name for e in cited for name in (e.instrument, f"中华人民共和国{e.instrument}")}
    texts = "".join(e.text for e in cited)
    for title in _TITLE.findall(bare):
        if title not in said and title.partition("（")[0] not in said and title not in texts:
            yield f"所引条文不是也没有提到《{title}》"
    for article in _ARTICLE.findall(bare):
        if not any(article == e.article for e in cited) and article not in texts:
            yield f"{article}不是所引的条文"


def _numbers(bare: str, cited: Sequence[Evidence]) -> Iterator[str]:
    there = [q for e in cited for q in quantities(e.text)]
    for said in quantities(_without_names(bare)):
        if not any(said.same(q) for q in there):
            yield f"数字“{said.words}”与所引条文不符"


def _clauses(bare: str, cited: Sequence[Evidence]) -> Iterator[str]:
    said = _without_names(bare)
    if not supported(said, [e.text for e in cited]):
        yield "所引条文没有这样的内容"
        return
    word = turned(said, [e.text for e in cited])
    if word is not None:
        yield f"“{word}”与所引条文不符"
    for authority in _AUTHORITIES:
        if authority in said and authority not in "".join(e.text for e in cited):
            yield f"所引条文没有说到{authority}"


def _without_names(bare: str) -> str:
    return _ARTICLE.sub("", _TITLE.sub("", bare))


def _plain(text: str) -> str:
    return re.sub(r"[\s，。；：、,.;:“”\"'（）()]+", "", text)
