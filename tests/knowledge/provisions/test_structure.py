"""An article's own structure, lossless and right."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.corpus.national_laws import read_national_laws
from knowledge.provisions.structure import split_article


def kinds(text):
    return [part.kind for part in split_article(text)]


def joined(text):
    return "".join(text[part.start : part.end] for part in split_article(text))


@given(st.text(alphabet="甲乙丙。；：，\n（一二）|+-附件第章 1.", max_size=80))
def test_parts_tile_any_text(text):
    assert joined(text) == text


def test_parts_tile_every_article_of_the_corpus():
    articles = [a.text for d in read_national_laws() for a in d.articles]
    assert len(articles) == 26196
    assert all(joined(text) == text for text in articles)


def test_each_sentence_on_a_line_of_its_own_is_a_paragraph():
    assert kinds("甲应当申请。\n乙可以受理。") == ["paragraph", "paragraph"]


def test_a_line_broken_in_mid_sentence_goes_on():
    text = "国家统筹\n有关部门采取措施，\n防治污染。\n第二款。"
    assert kinds(text) == ["paragraph", "paragraph"]
    assert text[split_article(text)[1].start :] == "第二款。"


def test_items_belong_to_the_paragraph_that_introduces_them():
    (first, second) = split_article("有下列情形之一的：\n（一）甲；\n（二）乙。\n前款规定的情形除外。")
    assert [part.number for part in first.parts] == [1, 2]
    assert second.parts == ()


def test_items_that_are_sentences_stay_items():
    (only,) = split_article("下列用语的含义：\n（一）甲，是指乙。\n（二）丙，是指丁。")
    assert [part.number for part in only.parts] == [1, 2]


def test_sub_items_lie_inside_their_item():
    (only,) = split_article("如下：\n（一）甲：\n1.子；\n2.丑；\n（二）乙。")
    assert [[sub.number for sub in item.parts] for item in only.parts] == [[1, 2], []]


def test_an_annex_is_its_own_part():
    assert kinds("本法自公布之日起施行。\n附件一\n目录甲\n目录乙\n附件二\n目录丙") == ["paragraph", "annex", "annex"]


def test_the_next_chapters_heading_is_no_paragraph():
    assert kinds("鼓励国际合作。\n第五编 法律责任") == ["paragraph", "heading"]
    assert kinds("适用本法。\n第二编 物 权\n第一分编 通 则") == ["paragraph", "heading", "heading"]
    assert kinds("依照其他法律的规定。\n附 则") == ["paragraph", "heading"]


def test_a_second_sentence_of_an_item_does_not_end_the_list():
    (only,) = split_article("金额依下列规定：\n（一）甲，按照修理费。\n全损的，按照估价。\n（二）乙，按照市价。")
    assert [part.number for part in only.parts] == [1, 2]
