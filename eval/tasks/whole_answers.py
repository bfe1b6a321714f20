"""Do whole answers rest on the right provisions, quote them word for word, and carry their numbers and facts?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge import Wire

from ..banks import places_on
from ..exchange import ANSWERING, Question, question
from ..law_texts import text_at
from ..places import Place, place_of_reference
from ..runs.sample import Sample
from ..scorers.citations import citation_precision, citation_recall, quote_fidelity
from ..scorers.classes import counted, micro, precision
from ..scorers.numbers import key_fact_recall, number_fidelity
from ..scorers.overlap import bleu, rouge_l
from ..task import Case, Figure, Making, Score, Scorer, Task
from .as_of import as_of_rows, gold_of
from .provision_retrieval import FORM, WRITTEN_FOR, retrieval_rows
from .reading import Answered, answered


class RightAnswer(Wire):
    gold: tuple[Place, ...]
    also: tuple[Place, ...]
    """Acceptable beside them."""
    facts: tuple[str, ...]


ThisCase = Case[Question, RightAnswer]


def _cases(_: Making) -> Sequence[ThisCase]:
    """Both banks, without the questions to refuse: those are another task's."""
    today = [
        Case(
            row.id,
            question(row.question, as_of=WRITTEN_FOR, form=FORM),
            RightAnswer(gold=places_on(row.gold, WRITTEN_FOR), also=places_on(row.also, WRITTEN_FOR), facts=row.facts),
            row.document,
            "检索题库",
        )
        for row in retrieval_rows()
    ]
    dated = [
        Case(
            row.id,
            question(row.question, as_of=row.as_of, form=FORM),
            RightAnswer(gold=gold_of(row), also=(), facts=row.must_say),
            place_of_reference(row.gold[0]).law,
            "日期题库",
        )
        for row in as_of_rows()
        if row.gold and not row.refused
    ]
    return [*today, *dated]


def _precision(case: ThisCase, said: Answered) -> Score:
    return citation_precision(said.named, case.expected.gold, case.expected.also)


def _recall(case: ThisCase, said: Answered) -> Score:
    return citation_recall(said.named, case.expected.gold)


def _quotes(_: ThisCase, said: Answered) -> Score:
    return quote_fidelity(said.quotes)


def _numbers(case: ThisCase, said: Answered) -> Score:
    """Numbers said against the provisions cited, as the packaged laws have them, and against the question."""
    if said.refused:
        return Score(None, "拒答")
    articles = (text_at(Place(p.law, p.article, version=p.version)) for p in said.named if p.article)
    return number_fidelity(said.text, [case.asked.text, *(text for text in articles if text)])


def _facts(case: ThisCase, said: Answered) -> Score:
    return key_fact_recall(said.text, case.expected.facts)


def _like(measure: Callable[[str, Sequence[str]], float]) -> Callable[[ThisCase, Answered], Score]:
    """Likeness of the answer's words to those of the right provisions, the best of them."""

    def judge(case: ThisCase, said: Answered) -> Score:
        texts = [text for place in case.expected.gold if (text := text_at(place)) is not None]
        return Score(0.0 if said.refused else measure(said.text, texts)) if texts else Score(None, "没有原文可比")

    return judge


def _micro_precision(samples: Sequence[Sample]) -> float | None:
    counts = counted(samples, "citation_precision")
    return precision(micro(counts)) if counts else None


WHOLE_ANSWERS = Task(
    name="whole_answers",
    title="整段答案的引证",
    claim="答案引的条文对题，引文与原文一字不差，数字都有出处，要点说全",
    version=1,
    cases=_cases,
    read=answered,
    scorers=(
        Scorer("citation_precision", "引用精确率", _precision),
        Scorer("citation_recall", "引用召回率", _recall),
        Scorer("quote_fidelity", "引文忠实", _quotes),
        Scorer("number_fidelity", "数字忠实", _numbers),
        Scorer("key_facts", "要点召回", _facts, applies=lambda case: bool(case.expected.facts)),
        Scorer("rouge_l", "与应引条文的 ROUGE-L", _like(rouge_l)),
        Scorer("bleu", "与应引条文的 BLEU", _like(bleu)),
    ),
    figures=(Figure("micro_precision", "引用精确率（按条计）", _micro_precision),),
    published=("citation_precision", "citation_recall", "quote_fidelity", "number_fidelity", "key_facts"),
    kinds=ANSWERING,
)
