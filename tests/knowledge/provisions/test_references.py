"""Citations inside law text, and what a text repeals."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from knowledge.corpus.national_laws import read_national_laws
from knowledge.provisions.address import Address
from knowledge.provisions.references import find_references, find_repeals, resolve_reference

AT = Address("甲法", "2020-01-01", "10", 3)


def resolved(text):
    return [str(a) for r in find_references(text) for a in resolve_reference(r, AT)]


def test_articles_of_this_law_are_listed_and_ranged():
    assert resolved("违反本法第三十五条、第三十七条第二款") == ["甲法@2020-01-01/35", "甲法@2020-01-01/37/2"]
    assert resolved("本法第十条至第十二条") == [f"甲法@2020-01-01/{n}" for n in (10, 11, 12)]


def test_the_paragraph_and_the_article_before_are_counted_back():
    assert resolved("依照前款规定") == ["甲法@2020-01-01/10/2"]
    assert resolved("前两款规定") == ["甲法@2020-01-01/10/1", "甲法@2020-01-01/10/2"]
    assert resolved("前条规定") == ["甲法@2020-01-01/9"]


def test_a_part_of_the_same_article_is_addressed():
    assert resolved("本条第一款第二项") == ["甲法@2020-01-01/10/1/2"]


def test_another_law_is_named_with_its_article_and_part():
    (reference,) = find_references("依照《城乡规划法》第三十七条第一款第二项的规定")
    assert (reference.relation, reference.title) == ("named", "城乡规划法")
    assert (reference.articles, reference.paragraph, reference.item) == (("37",), 1, 2)


def test_a_law_named_without_an_article_is_a_citation_too():
    (reference,) = find_references("依照《行政处罚法》的规定")
    assert (reference.title, reference.articles) == ("行政处罚法", ())


def test_the_code_says_which_ten_laws_it_ends_and_when():
    code = next(d for d in read_national_laws() if d.instrument.id == "生态环境法典")
    (statement,) = find_repeals(code.articles[-1].text)
    assert statement.on == date(2026, 8, 15)
    assert len(statement.titles) == 10
    assert "中华人民共和国环境影响评价法" in statement.titles


@given(st.text(alphabet="本法第前两款条项一二三十至、《》和之规定 \n", max_size=60))
def test_any_text_is_read_within_its_bounds(text):
    for reference in find_references(text):
        assert 0 <= reference.start < reference.end <= len(text)
        resolve_reference(reference, AT)
