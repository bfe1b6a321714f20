"""A law's own facts from its record, never from a text search: 施行日期, 效力, 条数, 文号, 废止了什么."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge import Instrument, KnowledgeBase, Notice, Version
from knowledge.document import Article
from knowledge.time_notices import STATUS_WORDS, chinese_date, start_words

from .grounds import Ground, Grounds, ground_of_view
from .question_kind import FactKind

_STARTS = re.compile(r"[^。；\n]*(?:自[^。；]{2,20}起|自公布之日起)(?:施行|实施|生效)[^。；\n]*。?")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_LAST = 6
"""Where a law says when it starts and what it repeals: among its last articles."""


@dataclass(frozen=True)
class Asked:
    base: KnowledgeBase
    grounds: Grounds
    days: tuple[date, ...]
    grade: int

    @property
    def day(self) -> date:
        return self.days[-1]


class NotRecorded(Exception):
    """The record does not say. The message is the sentence for the planner; `notices` say more."""

    def __init__(self, text: str, notices: Sequence[Notice] = ()) -> None:
        super().__init__(text)
        self.notices = tuple(notices)


def tell(kind: FactKind, instrument: Instrument, asked: Asked) -> list[str]:
    """Sentences, cited where a held text says it; NotRecorded when nothing is known."""
    if kind == "when":
        return list(_when(instrument, asked))
    if kind == "status":
        return [sentence for day in asked.days for sentence in _status(instrument, day, asked)]
    if kind == "count":
        return [_count(instrument, asked)]
    if kind == "number":
        return [_recorded(instrument, "文号", instrument.number)]
    if kind == "issuer":
        return [_recorded(instrument, "制定机关", instrument.issuer)]
    if kind == "versions":
        return [_versions(instrument, asked)]
    return [_repeals(instrument, asked)]


def name_of(instrument: Instrument) -> str:
    return f"《{instrument.id.partition('#')[0]}》"


def standing(instrument: Instrument, day: date, asked: Asked) -> str:
    """自…起由《…》废止[n], with the provision that says so; empty while it is in force."""
    version = instrument.version_on(day)
    if version is None or version.effective_to is None or version.status_on(day) not in ("repealed", "superseded"):
        return ""
    return _end(instrument, version, day, asked)


def taken_over(instrument: Instrument, version: Version, asked: Asked) -> str:
    """自…起由…通过的文本取代[n], of a text that ended before the day or ends later; empty when it has no end."""
    return "" if version.effective_to is None else _end(instrument, version, asked.day, asked)


def coming(version: Version, asked: Asked) -> str:
    """在…尚未施行，自…起施行[n], with the provision that says so."""
    ground, _ = _own_start(version, asked)
    return f"在{chinese_date(asked.day)}尚未施行，{start_words(version)}{asked.grounds.cite(ground)}"


def _when(instrument: Instrument, asked: Asked) -> Iterator[str]:
    version = _version(instrument, asked.day)
    name = name_of(instrument)
    unsure = "" if version.text_held or instrument.confirmed else "（登记信息，未经核实）"
    ground, words = _own_start(version, asked)
    made = "" if version.effective_confirmed and version.effective_from == version.version_date else (
        f"{chinese_date(version.version_date)}通过或公布的文本，"
    )  # fmt: skip
    yield f"{name}{made}{start_words(version)}{unsure}{asked.grounds.cite(ground)}。"
    if ground is not None and not version.effective_confirmed:
        first = _DAY.search(words)
        earlier = first is not None and date(int(first[1]), int(first[2]), int(first[3])) < version.version_date
        why = "，这是最初施行的日子，现行文本的施行日以修改决定为准" if earlier else ""
        yield f"{name}{ground.article}写明“{words}”{why}{asked.grounds.cite(ground)}。"
    for later in instrument.versions:
        if later.version_date > version.version_date:
            ground, _ = _own_start(later, asked)
            later_start = f"{chinese_date(later.version_date)}通过的新文本{start_words(later)}"
            yield f"{name}{later_start}{asked.grounds.cite(ground)}。"
    if version.effective_to is not None and version.ends_by == "repealed":
        yield f"{name}{_end(instrument, version, asked.day, asked)}。"


def _status(instrument: Instrument, day: date, asked: Asked) -> Iterator[str]:
    version = instrument.version_on(day)
    name = name_of(instrument)
    if version is None or day < version.version_date:
        view = asked.base.provision(instrument.id, as_of=day, grade=asked.grade)
        notices = [n for n in view.notices if n.kind in ("before_earliest_text", "text_not_held")]
        text = notices[0].text if notices else f"本库没有登记{name}的日期，不能判断{chinese_date(day)}的效力"
        raise NotRecorded(text, view.notices)
    status = version.status_on(day)
    edition = f"{name}（{chinese_date(version.version_date)}文本）"
    at = f"在{chinese_date(day)}"
    unsure = "" if version.text_held or instrument.confirmed else "（登记信息，未经核实）"
    if status in ("repealed", "superseded"):
        yield f"{edition}{at}{STATUS_WORDS[status]}：{_end(instrument, version, day, asked)}{unsure}。"
    elif status == "unknown":
        yield f"{edition}来源标为已废止，但没有载明日期的废止文本，{chinese_date(day)}的效力无法判定。"
    else:
        ground, _ = _own_start(version, asked)
        cited = asked.grounds.cite(ground if status == "not_yet_in_force" or version.effective_confirmed else None)
        ends = f"；{_end(instrument, version, day, asked)}" if version.effective_to is not None else ""
        yield f"{edition}{at}{STATUS_WORDS[status]}，{start_words(version)}{unsure}{cited}{ends}。"


def _count(instrument: Instrument, asked: Asked) -> str:
    version = _version(instrument, asked.day)
    name = name_of(instrument)
    if not version.text_held:
        return _recorded(instrument, "条数", f"{instrument.articles}条" if instrument.articles else None)
    articles = asked.base.articles(version.id)
    numbered = [a for a in articles if a.label.startswith("第")]
    if not numbered:
        raise NotRecorded(f"{name}的文本不分条")
    parts = "".join(f"{count}{unit}" for unit in "编章" if (count := _headed(numbered, unit)))
    ground = _ground(f"{version.id}/{numbered[-1].number}", asked)
    cited = asked.grounds.cite(ground)
    edition = f"{name}（{chinese_date(version.version_date)}文本）"
    return f"{edition}共{parts}{len(numbered)}条，最后一条是{numbered[-1].label}{cited}。"


def _headed(articles: Sequence[Article], unit: str) -> int:
    """How many 编 or 章: chapters begin anew in each 编, so one counts with what stands above it."""
    begins = re.compile(rf"第[一二三四五六七八九十百]+{unit}")
    paths = {a.headings[: n + 1] for a in articles for n, heading in enumerate(a.headings) if begins.match(heading)}
    return len(paths)


def _recorded(instrument: Instrument, what: str, value: str | None) -> str:
    name = name_of(instrument)
    if not value:
        raise NotRecorded(f"本库没有登记{name}的{what}")
    return f"{name}的{what}是{value}{'' if instrument.confirmed else '（登记信息，未经核实）'}。"


def _versions(instrument: Instrument, asked: Asked) -> str:
    held = [v for v in instrument.versions if v.text_held]
    name = name_of(instrument)
    if not held:
        raise NotRecorded(f"本库登记了{name}，但没有收入其正文")
    told = "；".join(
        f"{chinese_date(v.version_date)}文本（{start_words(v)}，{STATUS_WORDS[v.status_on(asked.day)]}）" for v in held
    )
    return f"本库收入{name}的{len(held)}个文本：{told}。"


def _repeals(instrument: Instrument, asked: Asked) -> str:
    ended = [
        (other, version)
        for other in asked.base.instruments()
        for version in other.versions
        if version.repealed_by in (instrument.id, instrument.title) and other.grade <= asked.grade
    ]
    if not ended:
        raise NotRecorded(f"本库没有{name_of(instrument)}废止其他文件的记载")
    ground = _repealing_article(instrument, [other for other, _ in ended], asked)
    names = "、".join(name_of(other) for other in dict.fromkeys(other for other, _ in ended))
    days = dict.fromkeys(v.effective_to for _, v in ended if v.effective_to)
    since = f"，自{'、'.join(chinese_date(day) for day in days)}起" if days else ""
    count = len({other.id for other, _ in ended})
    return f"{name_of(instrument)}废止了{count}部本库所知的文件{since}：{names}{asked.grounds.cite(ground)}。"


def _end(instrument: Instrument, version: Version, day: date, asked: Asked) -> str:
    """自2026年8月15日起由《生态环境法典》废止[1]."""
    assert version.effective_to is not None
    future = "将" if day < version.effective_to else ""
    since = f"自{chinese_date(version.effective_to)}起{future}"
    if version.ends_by == "superseded":
        later = next((v for v in instrument.versions if v.version_date > version.version_date), None)
        ground, _ = _own_start(later, asked) if later else (None, "")
        text = f"{chinese_date(later.version_date)}通过的文本" if later else "新文本"
        return f"{since}由{text}取代{asked.grounds.cite(ground)}"
    if not version.repealed_by:
        return f"{since}废止"
    repealers = asked.base.resolve(version.repealed_by)
    ground = _repealing_article(repealers[0], [instrument], asked) if len(repealers) == 1 else None
    return f"{since}由《{version.repealed_by}》废止{asked.grounds.cite(ground)}"


def _repealing_article(repealer: Instrument, repealed: Sequence[Instrument], asked: Asked) -> Ground | None:
    """The article that says 同时废止 and names one of them."""
    for version in reversed(repealer.versions):
        if not version.text_held:
            continue
        for article in reversed(asked.base.articles(version.id)[-_LAST:]):
            named = any(i.id.partition("#")[0] in article.text for i in repealed)
            if named and re.search(r"废止|失效|停止执行", article.text):
                return _ground(f"{version.id}/{article.number}", asked)
    return None


def _own_start(version: Version, asked: Asked) -> tuple[Ground | None, str]:
    """The article in which the text says when it starts, and its words."""
    if not version.text_held:
        return None, ""
    for article in reversed(asked.base.articles(version.id)[-_LAST:]):
        words = _STARTS.search(article.text)
        if words:
            return _ground(f"{version.id}/{article.number}", asked), words[0].strip().rstrip("。")
    return None, ""


def _ground(address: str, asked: Asked) -> Ground | None:
    view = asked.base.provision(address, as_of=asked.day, grade=asked.grade)
    return ground_of_view(view, asked.base, asked.day, asked.grade)


def _version(instrument: Instrument, day: date) -> Version:
    version = instrument.version_on(day)
    if version is None:
        raise NotRecorded(f"本库登记了{name_of(instrument)}，但没有它的日期")
    return version
