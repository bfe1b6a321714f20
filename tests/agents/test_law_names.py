"""Names of laws in questions, known and unknown."""

from __future__ import annotations

import pytest

from agents.law_names import named_laws
from agents.references import named_provisions
from knowledge import KnowledgeBase


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("杭州市城乡规划条例第五条怎么规定", "杭州市城乡规划条例"),
        ("浙江省土地管理条例对宅基地有什么规定", "浙江省土地管理条例"),
        ("上海市城市更新条例有哪些要求", "上海市城市更新条例"),
        ("上海市实施土地管理法办法第三条", "上海市实施土地管理法办法"),
        ("国土空间规划法第十条", "国土空间规划法"),
        ("节约集约利用土地规定还有效吗", "节约集约利用土地规定"),
        ("《杭州市国土空间总体规划（2021—2035年）》的目标", "杭州市国土空间总体规划（2021—2035年）"),
        ("GB 50137-2011怎么分类", "GB 50137-2011"),
        ("《个人贷款管理暂行办法》的效力", "个人贷款管理暂行办法"),
    ],
)
def test_a_name_that_nothing_here_bears_is_found(knowledge_base: KnowledgeBase, question: str, name: str) -> None:
    assert [law.name for law in named_laws(question, knowledge_base) if not law.ids] == [name]


@pytest.mark.parametrize(
    ("question", "id_"),
    [
        ("新修订的土地管理法第三十五条", "土地管理法"),
        ("如何理解劳动法第二十四条", "劳动法"),
        ("规划法第三十条", "城乡规划法"),
        ("违反城乡规划法的规定", "城乡规划法"),
        ("土地管理法实施条例第三条", "土地管理法实施条例"),
        ("批复还引渔业法第三十二条", "渔业法"),
        ("能引民法典第三百五十九条吗", "民法典"),
        ("能不能拿森林法来罚", "森林法"),
        ("引渡法第八条怎么规定", "引渡法"),
        ("1999年的旧档，当时宪法条文怎么写", "宪法"),
        ("2013年渔业法第十一条", "渔业法"),
        ("自然资发〔2023〕234号讲了什么", "国土空间调查、规划、用途管制用地用海分类指南"),
    ],
)
def test_a_known_name_is_known_by_its_words(knowledge_base: KnowledgeBase, question: str, id_: str) -> None:
    assert [law.ids for law in named_laws(question, knowledge_base)] == [(id_,)]


@pytest.mark.parametrize(
    "question",
    [
        "违法建设怎么处罚",
        "行政执法程序有什么要求",
        "有什么办法解决停车问题",
        "自治条例和单行条例由谁批准",
        "结果被判定程序违法",
        "税法怎么规定",
        "《红楼梦》是谁写的",
    ],
)
def test_common_words_are_no_names(knowledge_base: KnowledgeBase, question: str) -> None:
    assert named_laws(question, knowledge_base) == []


def provisions(question: str, base: KnowledgeBase) -> list[tuple[str, str]]:
    return [(p.law, p.article) for p in named_provisions(question, named_laws(question, base), base)]


def test_a_range_of_articles_is_each_of_them(knowledge_base: KnowledgeBase) -> None:
    found = provisions("土地管理法第三十条至第三十二条", knowledge_base)
    assert found == [("土地管理法", "30"), ("土地管理法", "31"), ("土地管理法", "32")]


def test_an_article_of_a_provinces_rules_is_not_taken_for_the_nations(knowledge_base: KnowledgeBase) -> None:
    (named,) = named_provisions(
        "浙江省土地管理条例第三条", named_laws("浙江省土地管理条例第三条", knowledge_base), knowledge_base
    )
    assert (named.law, named.ids) == ("浙江省土地管理条例", ())


def test_two_articles_to_choose_from_are_both_of_the_law_named(knowledge_base: KnowledgeBase) -> None:
    question = "发函引监狱法第十三条还是第九条"
    named = named_provisions(question, named_laws(question, knowledge_base), knowledge_base)
    assert [(one.ids, one.article) for one in named] == [(("监狱法",), "13"), (("监狱法",), "9")]
