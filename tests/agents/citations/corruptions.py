"""Good sentences over real provisions, and the ways in which a model spoils them: both from one seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from agents.citations.evidence import Evidence
from agents.citations.quantities import number
from knowledge.corpus.national_laws import read_national_laws

_SENTENCE = re.compile(r"[^。\n]{18,140}。")
_NUMERAL = re.compile(
    r"(?<![第之])([一二三四五六七八九十百]{1,5})(?=(?:个工作日|日|年|个月|公顷|万元|倍|米|公里|人)(?!度|份|民))"
)
_AUTHORITIES = [
    "国务院",
    "省、自治区、直辖市人民政府",
    "县级以上地方人民政府",
    "县级人民政府",
    "乡镇人民政府",
    "村民委员会",
]


@dataclass(frozen=True)
class Sentence:
    kind: str
    text: str
    evidence: tuple[Evidence, ...]


def provisions(seed: int, count: int) -> list[Evidence]:
    chance = random.Random(seed)
    articles = [
        (d.version.id, d.instrument.id, a)
        for d in read_national_laws()
        for a in d.articles
        if a.label.startswith("第") and 40 <= len(a.text) <= 900
    ]
    return [
        Evidence(1, f"{version}/{a.number}", law, a.label, a.text, a.text, "in_force")
        for version, law, a in chance.sample(articles, count)
    ]


def good(seed: int, count: int) -> list[Sentence]:
    """Verbatim, framed, with Arabic numerals, in other words of the same meaning."""
    chance = random.Random(seed)
    made: list[Sentence] = []
    for evidence in provisions(seed, 4 * count):
        sentence = _sentence(evidence, chance)
        if sentence is None:
            continue
        rewording = chance.choice([_verbatim, _framed, _arabic, _quoted, _synonyms])
        made.append(Sentence(rewording.__name__.strip("_"), rewording(sentence, evidence), (evidence,)))
        if len(made) == count:
            break
    return made


def bad(seed: int, count: int) -> list[Sentence]:
    """As many of each kind as there are provisions for, `count` in all."""
    chance = random.Random(seed)
    pool = provisions(seed, 40 * count)
    made: list[Sentence] = []
    share = -(-count // len(KINDS))
    for kind, spoil in KINDS.items():
        found = 0
        for evidence in chance.sample(pool, len(pool)):
            sentence = _sentence(evidence, chance, wanted=_NEEDS.get(kind))
            spoiled = None if sentence is None else spoil(sentence, evidence, pool, chance)
            if spoiled is not None:
                made.append(replace(spoiled, kind=kind))
                found += 1
                if found == share:
                    break
    return made[:count] if len(made) > count else made


def _sentence(evidence: Evidence, chance: random.Random, wanted: str | None = None) -> str | None:
    found = [s for s in _SENTENCE.findall(evidence.text) if "：" not in s and (wanted is None or re.search(wanted, s))]
    return chance.choice(found).strip().rstrip("。") if found else None


def _verbatim(sentence: str, _: Evidence) -> str:
    return f"{sentence}。[1]"


def _framed(sentence: str, evidence: Evidence) -> str:
    return f"根据《{evidence.instrument}》{evidence.article}，{sentence}[1]。"


def _arabic(sentence: str, _: Evidence) -> str:
    return f"{_NUMERAL.sub(lambda m: str(int(number(m[1]) or 0)), sentence)}[1]。"


def _quoted(sentence: str, evidence: Evidence) -> str:
    return f"《{evidence.instrument}》{evidence.article}规定：“{sentence}。”[1]"


def _synonyms(sentence: str, _: Evidence) -> str:
    for word, other in (("应当", "必须"), ("不得", "禁止"), ("以及", "和"), ("有关", "相关"), ("依照", "按照")):
        if word in sentence and not (word == "不得" and "不得不" in sentence):
            sentence = sentence.replace(word, other, 1)
            break
    return f"{sentence}[1]。"


Spoil = Callable[[str, Evidence, list[Evidence], random.Random], Sentence | None]


def _said(text: str, *evidence: Evidence) -> Sentence:
    return Sentence("", f"{text}[1]。", evidence)


def _number_changed(sentence: str, evidence: Evidence, _: list[Evidence], chance: random.Random) -> Sentence | None:
    match = _NUMERAL.search(sentence)
    if match is None:
        return None
    other = chance.choice([n for n in "二三四五六七八九" if n != match[1]]) + chance.choice(["", "十"])
    if number(other) == number(match[1]) or other + sentence[match.end()] in evidence.text:
        return None
    return _said(sentence[: match.start()] + other + sentence[match.end() :], evidence)


def _unit_changed(sentence: str, evidence: Evidence, *_: object) -> Sentence | None:
    match = _NUMERAL.search(sentence)
    for unit, other in (("个月", "年"), ("公顷", "亩"), ("万元", "元"), ("年", "个月"), ("日", "个月"), ("公里", "米")):
        if match and sentence.startswith(unit, match.end()):
            changed = f"{match[1]}{other}"
            if changed in evidence.text:
                return None
            return _said(sentence[: match.end()] + other + sentence[match.end() + len(unit) :], evidence)
    return None


def _swap(pairs: list[tuple[str, str]]) -> Spoil:
    def spoil(sentence: str, evidence: Evidence, *_: object) -> Sentence | None:
        for word, other in pairs:
            if word in sentence:
                changed = sentence.replace(word, other, 1)
                return None if changed in evidence.text else _said(changed, evidence)
        return None

    return spoil


def _authority(sentence: str, evidence: Evidence, _: list[Evidence], chance: random.Random) -> Sentence | None:
    named = [a for a in _AUTHORITIES if a in sentence]
    others = [a for a in _AUTHORITIES if a not in evidence.text and not any(a in n or n in a for n in named)]
    if not named or not others:
        return None
    return _said(sentence.replace(named[0], chance.choice(others), 1), evidence)


def _other_number(sentence: str, evidence: Evidence, pool: list[Evidence], chance: random.Random) -> Sentence | None:
    other = replace(chance.choice(pool), n=2)
    if other.instrument == evidence.instrument:
        return None
    return Sentence("", f"{sentence}[2]。", (evidence, other))


def _no_number(sentence: str, evidence: Evidence, *_: object) -> Sentence | None:
    return Sentence("", f"{sentence}。", (evidence,))


def _unknown_number(sentence: str, evidence: Evidence, *_: object) -> Sentence | None:
    return Sentence("", f"{sentence}[7]。", (evidence,))


def _repealed(sentence: str, evidence: Evidence, *_: object) -> Sentence | None:
    return _said(sentence, replace(evidence, status="repealed"))


def _quote_altered(sentence: str, evidence: Evidence, _: list[Evidence], chance: random.Random) -> Sentence | None:
    place = chance.randrange(2, len(sentence) - 2)
    changed = sentence[:place] + ("甲" if sentence[place] != "甲" else "乙") + sentence[place + 1 :]
    return _said(f"《{evidence.instrument}》{evidence.article}规定“{changed}”", evidence)


def _fabricated(_: str, evidence: Evidence, pool: list[Evidence], chance: random.Random) -> Sentence | None:
    other = chance.choice(pool)
    words = _sentence(other, chance)
    if words is None or other.instrument == evidence.instrument:
        return None
    return _said(words, evidence)


def _wrong_article(sentence: str, evidence: Evidence, *_: object) -> Sentence | None:
    return _said(f"《{evidence.instrument}》第九百九十九条规定，{sentence}", evidence)


def _wrong_law(sentence: str, evidence: Evidence, *_: object) -> Sentence | None:
    other = "电影产业促进法" if evidence.instrument != "电影产业促进法" else "森林法"
    return None if other in evidence.text else _said(f"《{other}》规定，{sentence}", evidence)


KINDS: dict[str, Spoil] = {
    "数字改动": _number_changed,
    "单位改动": _unit_changed,
    "方向颠倒": _swap(
        [("以上", "以下"), ("不得超过", "不得少于"), ("不超过", "超过"), ("不得少于", "不得超过"), ("以内", "以外")]
    ),
    "应当变可以": _swap([("应当", "可以"), ("必须", "可以")]),
    "禁止变允许": _swap([("不得", "可以"), ("禁止", "允许"), ("严禁", "准许")]),
    "允许变禁止": _swap([("可以", "不得"), ("有权", "无权")]),
    "加上否定": _swap(
        [("应当", "不应当"), ("可以", "不可以"), ("适用本法", "不适用本法"), ("承担", "不承担"), ("负责", "不负责")]
    ),
    "机关掉包": _authority,
    "引到别条": _other_number,
    "没有编号": _no_number,
    "编号不存在": _unknown_number,
    "依据已废止": _repealed,
    "引文改字": _quote_altered,
    "凭空添句": _fabricated,
    "条号错误": _wrong_article,
    "法名错误": _wrong_law,
}
_NEEDS = {
    "数字改动": _NUMERAL.pattern,
    "单位改动": _NUMERAL.pattern,
    "方向颠倒": "以上|不得?超过|不得少于|以内",
    "应当变可以": "应当|必须",
    "禁止变允许": "不得|禁止|严禁",
    "允许变禁止": "可以|有权",
    "加上否定": "应当|可以|适用本法|承担|负责",
    "机关掉包": "国务院|人民政府|村民委员会",
}


def kinds() -> Iterator[str]:
    yield from KINDS
