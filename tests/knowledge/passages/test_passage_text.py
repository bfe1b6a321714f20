"""What is embedded for an article."""

from __future__ import annotations

from knowledge.passages.passage_text import passage_text


def test_the_short_title_stands_before_the_text() -> None:
    assert passage_text("中华人民共和国湿地保护法", "为了加强湿地保护") == "湿地保护法 为了加强湿地保护"
