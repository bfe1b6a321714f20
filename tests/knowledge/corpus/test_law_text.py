"""Law texts in files: titles, dates, headings and articles; what cannot be read says why."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.corpus.law_text import read_folder, read_law_text
from knowledge.document import Document
from knowledge.errors import UnreadableDocument

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "laws"

LAW = """# 某省试验条例

2020年5月1日某省人民代表大会常务委员会通过

## 第一章 总则

第一条 为了试验，制定本条例。

第二条 甲应当登记：

（一）姓名；

（二）住址。

第一条第二项规定的情形除外。

## 第二章 附则

**第三条**　本条例自2020年7月1日起施行。

附件一：表
甲 乙
"""


def read(tmp_path, text, name="某省试验条例.md", **options):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_law_text(path, **options)


def test_articles_headings_and_dates_are_read(tmp_path):
    document = read(tmp_path, LAW, region="330000")
    assert document.instrument.id == "某省试验条例#330000"
    assert document.version.version_date == date(2020, 5, 1)
    assert (document.version.effective_from, document.version.effective_confirmed) == (date(2020, 7, 1), True)
    assert [a.number for a in document.articles] == ["1", "2", "3", "附1"]
    assert document.articles[2].headings == ("第二章 附则",)
    assert document.instrument.kind == "地方性法规"


def test_a_sentence_that_begins_with_an_article_is_no_heading(tmp_path):
    assert read(tmp_path, LAW).articles[1].text.endswith("第一条第二项规定的情形除外。")


def test_a_gap_in_the_numbers_is_noticed(tmp_path):
    assert "缺第3条" in read(tmp_path, LAW.replace("**第三条**", "**第四条**")).notices


def test_a_text_that_stops_short_is_noticed(tmp_path):
    body = "\n\n".join(f"第{n}条 内容。" for n in "一二三四五六七八九十")
    document = read(tmp_path, f"# 甲办法\n\n{body}", "甲办法(2020-01-01).md")
    assert any("可能不完整" in notice for notice in document.notices)


def test_gb18030_is_read_too(tmp_path):
    assert read(tmp_path, LAW.encode("gb18030")).articles[0].text == "为了试验，制定本条例。"


def test_a_document_of_numbered_sections_becomes_articles(tmp_path):
    text = "# 某通知\n\n> 2019年5月29日\n\n一、总体要求\n要求如下。\n（一）定位。甲。\n二、任务\n（一）乙。"
    document = read(tmp_path, text, "某通知.md")
    assert [a.number for a in document.articles] == ["一", "一（一）", "二", "二（一）"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空文件"),
        (b"\x00\x01\x02" * 50, "不是文本"),
        ("# 甲法\n\n第一条 乙。\n第二条 丙。".encode(), "日期"),
        (b"\xff\xfe\xff" * 9, "编码|文本"),
    ],
)
def test_what_is_no_law_is_refused_by_name(tmp_path, content, why):
    with pytest.raises(UnreadableDocument, match=rf"坏\.md：.*({why})"):
        read(tmp_path, content, "坏.md")


def test_a_folder_gives_good_files_and_errors_side_by_side(tmp_path):
    (tmp_path / "好(2020-01-01).md").write_text(LAW, encoding="utf-8")
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    read_all = dict(read_folder(tmp_path))
    assert {path.name: isinstance(read, Document) for path, read in read_all.items()} == {
        "好(2020-01-01).md": True,
        "空.txt": False,
    }


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(UnreadableDocument, match="没有这个文件夹"):
        list(read_folder(tmp_path / "none"))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared law texts are not beside this checkout")
def test_the_207_core_texts_are_read_and_the_one_cut_short_is_noticed():
    read_all = [(path, read) for path, read in read_folder(SHARED / "core") if isinstance(read, Document)]
    assert len(read_all) == 207
    assert [path.name for path, document in read_all if document.notices] == ["长江保护法(2020-12-26).md"]
