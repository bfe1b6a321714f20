"""Names people give laws, and exact references in their questions."""

import pytest

from knowledge.corpus.national_laws import instrument_id, read_national_laws
from knowledge.provisions.numerals import article_label
from knowledge.provisions.titles import TitleIndex, parse_question_reference


@pytest.fixture(scope="module")
def documents():
    return list(read_national_laws())


@pytest.fixture(scope="module")
def titles(documents):
    named = {d.instrument.id: d.instrument.title for d in documents} | {"土地管理法实施条例": "土地管理法实施条例"}
    return TitleIndex((id_, title, ()) for id_, title in named.items())


def first(text, titles):
    (reference,) = parse_question_reference(text, titles)
    return reference.ids, reference.article, reference.paragraph, reference.item


@pytest.mark.parametrize(
    "text",
    [
        "土地管理法第三十五条",
        "土管法35条",
        "《土地管理法》（2019年修正）第 35 条",
        "新土地管理法第３５條",
        "中华人民共和国土地管理法第35条怎么规定的",
    ],
)
def test_one_article_is_found_however_it_is_written(text, titles):
    assert first(text, titles) == (("土地管理法",), "35", None, None)


def test_paragraph_and_item_are_read(titles):
    assert first("土地管理法第四十五条第一款第（二）项", titles) == (("土地管理法",), "45", 1, 2)
    assert first("土地管理法35条2款", titles) == (("土地管理法",), "35", 2, None)


def test_an_inserted_article_keeps_its_number(titles):
    assert first("刑法第一百二十条之一", titles) == (("刑法",), "120之1", None, None)


def test_a_following_article_belongs_to_the_same_law(titles):
    found = parse_question_reference("土地管理法第三十五条和第四十四条", titles)
    assert [(r.ids, r.article) for r in found] == [(("土地管理法",), "35"), (("土地管理法",), "44")]


def test_a_bare_number_without_a_law_is_no_reference(titles):
    assert parse_question_reference("这部法律共35条吗", titles) == []


def test_an_article_without_a_law_names_none(titles):
    assert first("第三十五条第二款", titles) == ((), "35", 2, None)


def test_a_longer_title_is_not_taken_for_the_shorter_one_in_it(titles):
    assert first("土地管理法实施条例第三条", titles)[0] == ("土地管理法实施条例",)
    assert titles.mentions("浙江省土地管理法实施办法") == []


def test_a_short_title_inside_another_word_does_not_count(titles):
    assert titles.mentions("供水法规与森林法规") == []


def test_an_unknown_bracketed_title_is_a_mention_of_nothing(titles):
    (mention,) = titles.mentions("《浙江省土地管理条例》第三条")
    assert mention.ids == ()
    assert mention.name == "浙江省土地管理条例"


def test_a_name_shared_by_several_resolves_to_all(titles):
    assert titles.resolve("基本法") == ["澳门特别行政区基本法", "香港特别行政区基本法"]


def test_a_name_nobody_bears_resolves_to_nothing_but_has_neighbours(titles):
    assert titles.resolve("城市规划建设法") == []
    assert "城乡规划法" in titles.near("城市规划法")


def test_every_article_of_the_corpus_is_found_in_four_spellings(documents, titles):
    missed = []
    for document in documents:
        title = document.instrument.title
        short = instrument_id(title)
        for article in document.articles:
            if not article.label.startswith("第"):
                continue
            number = article.number.split("·")[0]
            digits = article_label(number).replace(article_label(number.split("之")[0]), f"第{number.split('之')[0]}条")
            for text in (
                f"{short}{article.label}",
                f"《{title}》{digits}",
                f"请问{short} {article.label}是怎么规定的",
                f"{short}{digits[1:]}",
            ):
                found = parse_question_reference(text, titles)
                if len(found) != 1 or found[0].ids != (short,) or found[0].article != number:
                    missed.append(text)
    assert missed == []


@pytest.mark.parametrize(
    "number",
    [
        "GB/T 45288.2—2025",
        "GB/T45288.2-2025",
        "gb/t 45288.2",
        "自然资发〔2022〕142号",
        "自然资发[2022]142号",
        "国务院令第743号",
    ],
)
def test_a_document_or_standard_is_known_by_its_number_however_punctuated(number):
    numbers = [
        ("GB/T 45288.2—2025", "甲"),
        ("自然资发〔2022〕142号", "甲"),
        ("国务院令第743号", "甲"),
        ("GB/T 4528—2025", "乙"),
    ]
    assert TitleIndex([("甲", "甲", ()), ("乙", "乙", ())], numbers).resolve(number) == ["甲"]


def test_every_registered_number_leads_to_its_instrument(knowledge_base):
    numbered = [i for i in knowledge_base.instruments() if i.number]
    assert len(numbered) > 100
    lost = [i.number for i in numbered if i.id not in {found.id for found in knowledge_base.resolve(i.number)}]
    assert lost == []
