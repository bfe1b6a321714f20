"""Questions for a law's facts, told from those for content."""

from __future__ import annotations

from datetime import date

import pytest

from agents.law_names import named_laws
from agents.question_kind import fact_kind
from agents.references import named_provisions
from knowledge import KnowledgeBase

TODAY = date(2026, 11, 24)


def kind(question: str, base: KnowledgeBase) -> str | None:
    laws = named_laws(question, base)
    return fact_kind(question, laws, named_provisions(question, laws, base), TODAY)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("土地管理法什么时候施行的？", "when"),
        ("土地管理法的施行日期是哪天", "when"),
        ("耕地保护和质量提升法什么时候开始实施", "when"),
        ("环境影响评价法还有效吗", "status"),
        ("环评法被哪部法律废止了", "status"),
        ("环境保护法被什么取代了", "status"),
        ("环境保护法是2026年8月15日废止的吗", "status"),
        ("2026年8月14日和2026年8月15日，环境影响评价法分别是什么状态", "status"),
        ("土地管理法第三十五条还有效吗", "status"),
        ("土地管理法一共有多少条", "count"),
        ("生态环境法典有几编几章", "count"),
        ("城乡规划法最后一条是第几条", "count"),
        ("土地管理法实施条例的文号是什么", "number"),
        ("土地管理法实施条例是国务院令第几号", "number"),
        ("土地管理法由谁制定", "issuer"),
        ("土地管理法有哪些版本", "versions"),
        ("生态环境法典废止了哪些法律", "repeals"),
        ("哪些条文引用了土地管理法第三十五条", "cites"),
        ("农业法新旧版本有什么区别", "compare"),
        ("渔业法修改了哪些内容", "compare"),
    ],
)
def test_a_question_for_a_fact_is_told_by_its_words(knowledge_base: KnowledgeBase, question: str, wanted: str) -> None:
    assert kind(question, knowledge_base) == wanted


@pytest.mark.parametrize(
    "question",
    [
        "土地管理法第三十五条规定了什么",
        "土地管理法规定农用地转用批准后什么时候实施征收",
        "征收土地公告什么时候发布",
        "建设项目环评文件有效期多久",
        "规划许可有效吗",
        "农村村民一户可以有几处宅基地",
    ],
)
def test_a_question_for_content_is_none(knowledge_base: KnowledgeBase, question: str) -> None:
    assert kind(question, knowledge_base) is None
