"""Chinese text is read in the encoding it is in, whatever is declared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.layers.sources.encodings import GBK, UTF_8, decoded, encoding_of, named_encoding

GB2312_PLANE = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)]
WORDS = st.text(st.sampled_from(GB2312_PLANE), min_size=2, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=20), st.sampled_from(["utf-8", "gbk", None]))
def test_utf8_is_known_whatever_is_declared(words: list[str], declared: str | None) -> None:
    assert encoding_of([word.encode("utf-8") for word in words], declared) == UTF_8


@given(st.lists(WORDS, min_size=1, max_size=20), st.sampled_from([GBK, None]))
def test_gbk_is_known_when_nothing_else_is_declared(words: list[str], declared: str | None) -> None:
    assert encoding_of([word.encode("gbk") for word in words], declared) == GBK


def test_gbk_declared_as_utf8_is_known() -> None:
    assert encoding_of([word.encode("gbk") for word in ("永久基本农田", "水田")], "utf-8") == GBK


def test_a_sign_that_both_encodings_know_is_what_is_declared() -> None:
    assert encoding_of(["面积 m²".encode()[7:]], "utf-8") == UTF_8


@given(st.lists(WORDS, min_size=5), st.integers(1, 2))
def test_a_character_cut_off_by_the_field_does_not_mislead(words: list[str], cut: int) -> None:
    assert encoding_of([word.encode("utf-8")[:-cut] for word in words if len(word) > 2] or [b"x"]) == UTF_8
    assert encoding_of([word.encode("gbk")[:-1] for word in words]) == GBK


def test_the_word_that_notepad_mistook_is_gbk() -> None:
    assert encoding_of(["联通".encode("gbk")]) == GBK


def test_plain_letters_are_what_is_declared() -> None:
    assert encoding_of([b"0101", b"DLBM"], "big5") == "big5"
    assert encoding_of([b"0101"]) == UTF_8


def test_bytes_of_neither_are_of_none() -> None:
    assert encoding_of([b"\xff\xff\xff\xff"]) is None
    assert decoded(b"\xff\xff", GBK) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [("UTF-8", UTF_8), ("utf8\r\n", UTF_8), ("65001", UTF_8), ("GBK", GBK), ("936", GBK), ("ANSI 936", GBK),
     ("cp936", GBK), ("GB2312", GBK), ("GB18030", GBK), ("BIG5", "big5"), ("什么", None), ("", None)],
)  # fmt: skip
def test_names_of_encodings_are_known_as_software_writes_them(written: str, meant: str | None) -> None:
    assert named_encoding(written) == meant
