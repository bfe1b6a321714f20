"""What of a question is worth matching: its words without the scaffolding of asking, and the laws it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from knowledge.provisions.measures import amounts_in_words
from knowledge.provisions.plain_writing import plainly_written
from knowledge.provisions.titles import QuestionReference, TitleIndex, parse_question_reference

from .bigrams import terms

_SCAFFOLD = re.compile(
    "|".join(
        sorted(
            [
                "请问",
                "我想知道",
                "想问一下",
                "麻烦",
                "下列",
                "以下",
                "下面",
                "上述",
                "关于",
                "有关",
                "哪些",
                "哪项",
                "哪个",
                "哪一项",
                "哪种",
                "说法",
                "表述",
                "叙述",
                "描述",
                "论述",
                "选项",
                "错误的是",
                "正确的是",
                "不正确的是",
                "不正确的有",
                "正确的有",
                "错误的有",
                "不符合",
                "不属于",
                "属于",
                "的是",
                "的有",
                "是否",
                "是不是",
                "什么",
                "怎么办",
                "怎么",
                "如何",
                "怎样",
                "为什么",
                "多少",
                "哪里",
                "哪儿",
                "能不能",
                "可不可以",
                "可以吗",
                "行不行",
                "有没有",
                "对吗",
                "吗",
                "呢",
                "应该",
                "规定",
                "根据",
                "依据",
                "按照",
                "我国",
                "中华人民共和国",
                "其中",
                "需要",
            ],
            key=len,
            reverse=True,
        )
    )
)


@dataclass(frozen=True)
class Question:
    text: str
    references: tuple[QuestionReference, ...]
    named: tuple[str, ...]
    """Ids of instruments it names, in order."""
    spelt: str
    """With amounts in words, as laws write them."""
    core: str
    """`spelt` without the names of laws and without the scaffolding."""

    @property
    def words(self) -> str:
        """For the word index: amounts as spelt and as written."""
        return self.spelt if self.spelt == self.text else f"{self.spelt} {self.text}"

    @cached_property
    def core_terms(self) -> frozenset[str]:
        """Pairs of the core; of a question that is all scaffolding, every pair."""
        return frozenset(terms(self.core) or terms(self.text))


def read_question(text: str, titles: TitleIndex) -> Question:
    text = plainly_written(text)
    references = tuple(parse_question_reference(text, titles))
    mentions = titles.mentions(text)
    named = dict.fromkeys(id_ for mention in mentions for id_ in mention.ids)
    named.update(dict.fromkeys(id_ for reference in references for id_ in reference.ids))
    core = text
    for start, end in sorted(((m.start, m.end) for m in mentions), reverse=True):
        core = f"{core[:start]} {core[end:]}"
    core = _SCAFFOLD.sub(" ", amounts_in_words(core))
    return Question(text, references, tuple(named), amounts_in_words(text), core)
