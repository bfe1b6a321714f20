"""Lines into articles: the numbering decides, nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.corpus.article_lines import articles_of
from knowledge.provisions.numerals import int_to_chinese


def numbers(text):
    articles, notices = articles_of(text.split("\n"))
    return [a.number for a in articles], notices


def law(*numbered):
    return "\n".join(f"第{int_to_chinese(n)}条 内容{n}。" for n in numbered)


@pytest.mark.parametrize(
    "sentence",
    [
        "第二条第一款规定的情形，从其规定。",
        "第一条规定的期限不变。",
        "第十条、第十一条的规定适用于乙。",
        "第三条所称的乙，是指丙。",
        "第九条和第十条另有规定的除外。",
    ],
)
def test_a_sentence_that_begins_with_an_article_is_no_heading(sentence):
    articles, notices = articles_of([*law(1, 2).split("\n"), sentence, *law(3, 4).split("\n")])
    assert [a.number for a in articles] == ["1", "2", "3", "4"]
    assert articles[1].text.endswith(sentence)
    assert notices == []


def test_inserted_articles_stand_between():
    text = "第十七条 甲。\n第十七条之一 乙。\n第十七条之二 丙。\n第十八条 丁。"
    assert numbers(text) == (["17", "17之1", "17之2", "18"], ["缺第一条至第十六条"])


def test_texts_without_a_space_behind_the_number_are_read():
    text = "第一条为了甲，制定本法。\n第二条中华人民共和国境内适用。\n第二条第一款除外。\n第三条所有单位应当遵守。"
    assert numbers(text)[0] == ["1", "2", "3"]


def test_one_missing_space_loses_no_article():
    assert numbers(law(1, 2).replace("条 ", "条　") + "\n第三条应当登记。\n" + law(4))[0] == ["1", "2", "3", "4"]


def test_articles_before_the_first_stay_where_they_are():
    articles, notices = articles_of(["# 附则", *law(5, 6).split("\n"), "# 第一章 总则", *law(1, 2, 3, 4).split("\n")])
    assert [a.number for a in articles] == ["5", "6", "1", "2", "3", "4"]
    assert [a.headings for a in articles[::2]] == [("附则",), ("第一章 总则",), ("第一章 总则",)]
    assert notices == ["第五条、第六条排在第一条之前，按原处收入"]


def test_a_number_that_stands_twice_is_noticed_and_its_words_kept():
    articles, notices = articles_of([*law(1, 2).split("\n"), "第二条 又一个。", *law(3).split("\n")])
    assert [a.number for a in articles] == ["1", "2", "3"]
    assert articles[1].text == "内容2。\n第二条 又一个。"
    assert notices == ["第二条又出现一次，未另立条，文字留在前一条里"]


def test_gaps_are_noticed():
    assert numbers(law(1, 2, 4, 8))[1] == ["缺第三条", "缺第五条至第七条"]


def test_headings_nest_and_a_wrapped_one_is_joined():
    lines = [
        "## 第一编 总则",
        "### 第一章 甲",
        *law(1).split("\n"),
        "## 第二编 分则",
        "### 第一章 军事区以外",
        "的保护",
    ]
    articles, _ = articles_of([*lines, *law(2).split("\n")])
    assert [a.headings for a in articles] == [("第一编 总则", "第一章 甲"), ("第二编 分则", "第一章 军事区以外的保护")]


def test_a_table_of_contents_is_no_text():
    articles, notices = articles_of(["目　录", "第一章 总则", "第二章 附则", "第一章 总则", *law(1, 2).split("\n")])
    assert [(a.number, a.headings) for a in articles] == [("1", ("第一章 总则",)), ("2", ("第一章 总则",))]
    assert notices == []


def test_a_preamble_is_kept_and_one_not_so_named_is_noticed():
    assert numbers("序言\n各族人民。\n" + law(1, 2)) == (["0", "1", "2"], [])
    assert numbers("奇怪的一行\n" + law(1, 2)) == (
        ["0", "1", "2"],
        ["第一条之前有5字不是标题，作为序言收入：奇怪的一行"],
    )


def test_annexes_come_last_and_may_have_articles_of_their_own():
    text = law(1, 2, 3) + "\n附件一：办法\n第一条 甲。\n第二条 乙。\n附件二\n表"
    articles, _ = articles_of(text.split("\n"))
    assert [(a.number, a.label) for a in articles[3:]] == [("附1", "附件一"), ("附2", "附件二")]
    assert articles[3].text == "办法\n第一条 甲。\n第二条 乙。"


def test_a_paragraph_about_an_annex_is_no_annex():
    articles, _ = articles_of([*law(1, 2).split("\n"), "附件和图纸应当一并报送。"])
    assert articles[-1].text == "内容2。\n附件和图纸应当一并报送。"


def test_numbered_sections_become_articles():
    text = "各单位：\n一、总体要求\n要求如下。\n（一）定位。甲。\n二、任务\n（一）乙。\n附件：图"
    articles, _ = articles_of(text.split("\n"))
    assert [a.number for a in articles] == ["0", "一", "一（一）", "二", "二（一）", "附1"]
    assert articles[2].headings == ("一、总体要求",)


def test_guides_are_split_at_their_decimal_numbers_not_at_their_contents():
    contents = "1 总则 1\n1.1 范围 1\n1.2 依据 2"
    text = "1 总则\n1.1 范围\n甲。\n1.2 依据\n乙。\n2 方法\n2.1 步骤\n2.1.1 准备\n丙。\n附录A 术语\n丁。"
    articles, notices = articles_of(f"{contents}\n{text}".split("\n"))
    assert [a.number for a in articles] == ["0", "1", "1.1", "1.2", "2", "2.1", "2.1.1", "附1"]
    assert articles[6].headings == ("2 方法", "2.1 步骤")
    assert notices == []


def test_a_document_without_numbers_is_kept_by_paragraph():
    articles, notices = articles_of(["甲应当", "登记。", "乙可以备案。"])
    assert [(a.number, a.text) for a in articles] == [("p1", "甲应当\n登记。"), ("p2", "乙可以备案。")]
    assert notices == ["没有条款标号，按自然段收入"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.lists(st.text("甲乙丙应当，。；（一）第二条款项规定", min_size=1, max_size=30), max_size=3),
        min_size=2,
        max_size=40,
    )
)
def test_whatever_stands_in_the_paragraphs_every_article_and_every_word_comes_out(bodies):
    lines = []
    for n, body in enumerate(bodies, start=1):
        lines += [f"第{int_to_chinese(n)}条　内容。", *body]
    articles, _ = articles_of(lines)
    said = "".join("".join((a.label, *a.headings, a.text)) for a in articles)
    assert [a.number for a in articles if not a.number.startswith(("0", "附"))] == [
        str(n) for n in range(1, len(bodies) + 1)
    ]
    assert all("".join(line.split()) in "".join(said.split()) for line in lines)
