"""What is embedded for an article."""

from __future__ import annotations

from knowledge.passages.passage_text import passage_text


def test_the_short_title_stands_before_the_text() -> None:
    passage = passage_text("中华人民共和国湿地保护法", ("第一章 总则",), "第一条", "为了加强湿地保护")
    assert passage == "湿地保护法 为了加强湿地保护"
