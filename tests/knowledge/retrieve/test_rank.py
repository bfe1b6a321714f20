"""Words, meaning and the company an article keeps, fused: over real indexes of a few passages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.passages.e5_conversion import converted_model
from knowledge.passages.onnx_embedder import OnnxEmbedder
from knowledge.retrieve.passage_index import Passage, PassageIndex

PASSAGES = [
    Passage("farm/1", "土地管理法", "永久基本农田经依法划定后，任何单位和个人不得擅自占用或者改变其用途。"),
    Passage("farm/2", "土地管理法", "农村村民一户只能拥有一处宅基地，其宅基地的面积不得超过规定的标准。"),
    Passage(
        "farm/3",
        "土地管理法",
        "非农业建设经批准占用耕地的，由占用耕地的单位负责开垦与所占用耕地的数量和质量相当的耕地。",
    ),
    Passage("bank/1", "商业银行法", "商业银行应当按照规定的存款利率上下限，确定存款利率，并予以公告。"),
    Passage(
        "bank/2",
        "商业银行法",
        "商业银行办理个人储蓄存款业务，应当遵循存款自愿、取款自由、存款有息、为存款人保密的原则。",
    ),
    Passage("school/1", "义务教育法", "适龄儿童、少年因身体状况需要延缓入学或者休学的，其父母应当提出申请。"),
    Passage("school/2", "义务教育法", "学校不得分设重点班和非重点班。"),
]


@pytest.fixture(scope="module")
def index(built_knowledge: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageIndex]:
    embedder = OnnxEmbedder(converted_model(built_knowledge / "embedding"))
    index = PassageIndex(tmp_path_factory.mktemp("passages"), embedder)
    index.add(PASSAGES)
    yield index
    index.close()


def found(index: PassageIndex, question: str) -> list[str]:
    return [id_ for id_, _ in index.search(question, 10)]


def test_a_pasted_sentence_comes_first(index: PassageIndex) -> None:
    assert found(index, "商业银行应当按照规定的存款利率上下限，确定存款利率")[0] == "bank/1"


def test_a_lay_question_is_answered_by_its_meaning(index: PassageIndex) -> None:
    assert found(index, "农民盖房子的地可以有几块")[0] == "farm/2"


def test_scores_lie_between_0_and_1_and_fall(index: PassageIndex) -> None:
    scores = [score for _, score in index.search("占用耕地要怎么补", 10)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_fitting_question_scores_higher_than_a_stray_one(index: PassageIndex) -> None:
    fitting, stray = (index.search(question, 1)[0][1] for question in ("永久基本农田能占用吗", "火星上有水吗"))
    assert fitting > 1.5 * stray


def test_the_best_of_an_instrument_lift_the_rest_of_it(index: PassageIndex) -> None:
    places = {id_: place for place, id_ in enumerate(found(index, "银行存款利率和储蓄存款有什么规定"))}
    assert {places["bank/1"], places["bank/2"]} == {0, 1}
