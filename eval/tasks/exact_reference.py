"""Is a provision called by its number found, in the text that held on the day, word for word?

References are made from the packaged laws as `law_texts` reads them, apart from the knowledge base that is judged.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from knowledge import Wire

from ..exchange import Question, Reply, question
from ..law_texts import LawText, law_texts, paragraphs, versions_of
from ..places import Place, han
from ..scorers.refusals import refuses
from ..scorers.wording import plain
from ..task import Case, Making, Score, Scorer, Task, Unparsed
from .reading import given_places

_COUNTS = {"条": 560, "款": 190, "项": 50, "新旧文本": 150, "没有的条": 50}
"""Cases by group: 1,000."""
_FORM = "请写出这一条的原文，并写明法律名称、条号；没有这一条就说没有。"
_SHORTEST = 8
"""Characters of a text worth asking for."""


class Sought(Wire):
    law: str
    version: str
    article: str
    paragraph: int | None = None
    item: int | None = None
    text: str | None
    """None: the law has no such article."""

    @property
    def place(self) -> Place:
        return Place(self.law, self.article, self.paragraph, self.item, self.version)


class Given(Wire):
    place: Place | None
    texts: tuple[str, ...]
    """What is put forward as its words."""
    declined: bool


ThisCase = Case[Question, Sought]


def _cases(making: Making) -> Sequence[ThisCase]:
    chance = random.Random(making.seed)
    newest = [law for law in law_texts() if len(law.articles) >= 10 and len(versions_of(law.title)) == 1]
    made = [*_articles(newest, chance), *_parts(newest, chance), *_editions(chance), *_absent(newest, chance)]
    return [
        Case(f"r{n:04d}", question(_spelt(sought, chance), as_of=day, form=_FORM), sought, sought.law, group)
        for n, (group, sought, day) in enumerate(made, 1)
    ]


Made = tuple[str, Sought, date | None]


def _articles(laws: Sequence[LawText], chance: random.Random) -> Iterator[Made]:
    pool = [(law, key, text) for law in laws for key, text in law.articles.items() if len(text) >= _SHORTEST]
    for law, key, text in chance.sample(pool, _COUNTS["条"]):
        yield "条", _sought(law, key, text), None


def _parts(laws: Sequence[LawText], chance: random.Random) -> Iterator[Made]:
    """Only articles whose lines leave no doubt which paragraph is which."""
    split = [(law, key, paragraphs(text)) for law in laws for key, text in law.articles.items()]
    several = [(law, key, parts) for law, key, parts in split if parts and len(parts) > 1]
    for law, key, parts in chance.sample(several, _COUNTS["款"]):
        n = chance.randrange(len(parts))
        yield "款", _sought(law, key, "\n".join(parts[n]), n + 1), None
    listed = [(law, key, parts, n) for law, key, parts in several for n, part in enumerate(parts) if len(part) > 2]
    for law, key, parts, n in chance.sample(listed, _COUNTS["项"]):
        item = chance.randrange(1, len(parts[n]))
        yield "项", _sought(law, key, parts[n][item], n + 1, item), None


def _editions(chance: random.Random) -> Iterator[Made]:
    """Articles that read otherwise in the two texts of a law, asked for days on either side of the change."""
    pool: list[Made] = []
    for new in law_texts():
        old = versions_of(new.title)[0]
        if old is new or new.starts is None:
            continue
        first = max(old.version + timedelta(days=366), new.starts - timedelta(days=200))
        for key in sorted(old.articles.keys() & new.articles.keys()):
            if plain(old.articles[key]) != plain(new.articles[key]):
                before = first + timedelta(days=chance.randrange((new.starts - first).days))
                after = new.starts + timedelta(days=chance.randrange(200))
                pool.append(("新旧文本", _sought(old, key, old.articles[key]), before))
                pool.append(("新旧文本", _sought(new, key, new.articles[key]), after))
    yield from chance.sample(pool, _COUNTS["新旧文本"])


def _absent(laws: Sequence[LawText], chance: random.Random) -> Iterator[Made]:
    """A number beyond the law's last, or an inserted article that it does not have."""
    for law in chance.sample(list(laws), _COUNTS["没有的条"]):
        last = max(int(key) for key in law.articles if key.isdigit())
        key = f"{chance.randrange(1, last)}之九" if chance.random() < 0.2 else str(last + chance.randrange(2, 90))
        number, _, inserted = key.partition("之")
        yield (
            "没有的条",
            Sought(law=law.title, version="", article=f"{number}之9" if inserted else key, text=None),
            None,
        )


def _sought(law: LawText, key: str, text: str, paragraph: int | None = None, item: int | None = None) -> Sought:
    version = law.version.isoformat()
    return Sought(law=law.title, version=version, article=key, paragraph=paragraph, item=item, text=text)


def _spelt(sought: Sought, chance: random.Random) -> str:
    number, _, inserted = sought.article.partition("之")
    tail = f"之{han(int(inserted))}" if inserted else ""
    words, digits = f"第{han(int(number))}条{tail}", f"第{number}条{tail}"
    part = f"第{han(sought.paragraph)}款" if sought.paragraph else ""
    part += f"第{han(sought.item)}项" if sought.item else ""
    full = versions_of(sought.law)[-1].full_title
    wide = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return chance.choice(
        (
            f"{sought.law}{words}{part}",
            f"《{sought.law}》{words}{part}",
            f"《{full}》{digits}{part}",
            f"{sought.law}{digits}{part}的内容是什么",
            f"请给出{full}{words}{part}原文",
            f"{sought.law} {wide}{part}",
            f"帮我查一下《{sought.law}》的{words}{part}",
        )
    )


def _read(_: ThisCase, reply: Reply) -> Given:
    declined = bool(reply.refused) or bool(reply.fault)
    shown = reply.cited or (() if reply.text else reply.retrieved)
    if not (declined or shown or reply.text.strip()):
        raise Unparsed("没有回答")
    places = given_places(reply)
    texts = tuple(one.quote for one in shown[:1] if one.quote) or ((reply.text,) if reply.text else ())
    return Given(place=places[0] if places else None, texts=texts, declined=declined or refuses(reply))


def _right(case: ThisCase, given: Given) -> Score:
    """The provision itself in the text of the day; where there is none, that it is said so."""
    if case.expected.text is None:
        return Score(1.0) if given.declined else Score(0.0, f"没有这一条，却给出{given.place}")
    if given.place is None:
        return Score(0.0, "没有给出条文")
    right = given.place.fits(case.expected.place) and given.place.paragraph in (None, case.expected.paragraph)
    return Score(1.0) if right else Score(0.0, f"应为{case.expected.place}，给出{given.place}")


def _own_words(case: ThisCase, given: Given) -> Score:
    """What is put forward stands in the provision, or has the whole of it."""
    wanted, said = plain(case.expected.text or ""), [plain(text) for text in given.texts if text]
    kept = bool(said) and all(text in wanted or wanted in text for text in said)
    return Score(1.0) if kept else Score(0.0, "给出的文字不是这一条的原文" if said else "没有给出文字")


def _whole(case: ThisCase, given: Given) -> Score:
    wanted = plain(case.expected.text or "")
    return Score(1.0) if any(wanted in plain(text) for text in given.texts) else Score(0.0, "原文不全")


def _there(case: ThisCase) -> bool:
    return case.expected.text is not None


EXACT_REFERENCE = Task(
    name="exact_reference",
    title="精确引用",
    claim="按条号调取条文：找得到，文本是当日有效的那一个，字句与原文一致；没有的条说没有",
    version=1,
    cases=_cases,
    read=_read,
    scorers=(
        Scorer("right", "条文正确", _right),
        Scorer("own_words", "文字出自该条", _own_words, applies=_there),
        Scorer("whole", "原文完整", _whole, applies=_there),
    ),
)
