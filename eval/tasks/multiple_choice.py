"""Multiple-choice questions of an examination file: C-Eval style CSV or EvalScope's `general_mcq`; none is shipped.

The letters are read out of what was written: a JSON value, 答案是…, letters alone, or letters at the beginning or end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from ..evalscope.datasets import McqRow, read_rows
from ..exchange import Question, Reply, Turn
from ..task import Case, Making, Score, Scorer, Task, Unparsed

_LETTERS = r"[A-J](?:\s*[,，、和及与;；]?\s*[A-J])*"
_SAID = (
    re.compile(rf'"answer"\s*:\s*\[?\s*"?({_LETTERS}(?:"\s*,\s*"[A-J])*)'),
    re.compile(
        rf"(?:正确)?(?:答案|选项|应选|故选|选择|选)\s*(?:是|为|应为|应是)?\s*[:：]?\s*[（(\[【「“\"*]*\s*({_LETTERS})(?![A-Za-z])"
    ),
    re.compile(rf"^[\s（(\[【*]*({_LETTERS})[\s）)\]】*]*(?:[.．。、:：,，]|$|\s)"),
    re.compile(rf"(?<![A-Za-z0-9/.])({_LETTERS})[）)\s。.]*$"),
)
_FORM_ONE = "这是一道单项选择题，只有一个正确选项。只写正确选项的字母，不要解释。"
_FORM_SEVERAL = "这是一道多项选择题，可能有多个正确选项。写出全部正确选项的字母，不要解释。"


def multiple_choice(path: Path) -> Task[Question, tuple[str, ...], tuple[str, ...]]:
    def cases(_: Making) -> Sequence[Case[Question, tuple[str, ...]]]:
        rows = read_rows(path, McqRow)
        several = {len(row.answer) > 1 for row in rows}
        # A file of the multiple-answer kind may hold questions with one right letter: the form must not tell.
        return [_case(row, several=True in several) for row in rows]

    return Task(
        name=f"general_mcq:{path.resolve()}",
        title=f"选择题（{path.name}）",
        claim="选出全部正确选项、不多选，才算对",
        version=2,
        cases=cases,
        read=_read,
        scorers=(Scorer("accuracy", "正确率", _accuracy),),
    )


def _case(row: McqRow, *, several: bool) -> Case[Question, tuple[str, ...]]:
    options = "\n".join(f"{letter}. {text}" for letter, text in row.options.items())
    asked = Question(
        messages=(Turn(role="user", content=f"{row.question}\n{options}"),),
        form=_FORM_SEVERAL if several else _FORM_ONE,
        choices=_answers(tuple(row.options), len(row.options) if several else 1),
    )
    return Case(row.id, asked, row.answer, group=row.category)


def _answers(letters: tuple[str, ...], most: int) -> tuple[str, ...]:
    return tuple("".join(chosen) for count in range(1, most + 1) for chosen in combinations(letters, count))


def letters_in(text: str, choices: Sequence[str]) -> tuple[str, ...]:
    """The letters an answer settles on, sorted; Unparsed when it settles on none."""
    said = unicodedata.normalize("NFKC", text).strip()
    for pattern in _SAID:
        found = pattern.findall(said)
        if found:
            # A model that thinks aloud settles on the last one it names.
            letters = {c for c in found[-1] if c in choices}
            if letters:
                return tuple(sorted(letters))
    raise Unparsed(f"读不出选了哪一项：“{text[:40]}”")


def _read(case: Case[Question, tuple[str, ...]], reply: Reply) -> tuple[str, ...]:
    return letters_in(reply.text, case.asked.choices)


def _accuracy(case: Case[Question, tuple[str, ...]], said: tuple[str, ...]) -> Score:
    right = said == case.expected
    return Score(
        float(right), "" if right else f"应选{''.join(case.expected)}，选了{''.join(said)}", mark="".join(said)
    )
