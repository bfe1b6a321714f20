"""The likeliest split, on vocabularies small enough to check by hand."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from knowledge.passages.unigram import Unigram

PIECES = ["<unk>", "</s>", "▁", "耕", "地", "耕地", "地保", "保", "护", "保护", "▁a", "b", "ab", "▁ab"]
SCORES = [0.0, 0.0, -2.0, -5.0, -5.0, -6.0, -4.0, -5.0, -5.0, -6.5, -3.0, -3.0, -9.0, -7.0]
UNIGRAM = Unigram(PIECES, SCORES, 0, {ord("ａ"): "a", ord("\n"): " ", ord("\u200b"): ""})


def split(text: str) -> list[str]:
    return [PIECES[n] for n in UNIGRAM.ids(text)]


def test_the_likeliest_pieces_are_taken_not_the_longest_first() -> None:
    assert split("耕地保护") == ["▁", "耕地", "保护"]
    assert split("地保护") == ["▁", "地保", "护"]


def test_every_text_begins_with_a_space() -> None:
    assert split("ab") == split(" ab") == ["▁a", "b"]
    assert split("") == ["▁"]


def test_code_points_are_replaced_and_spaces_joined() -> None:
    assert split("ａ\u200bb") == ["▁a", "b"]
    assert split("耕 \n 地") == ["▁", "耕", "▁", "地"]


def test_an_unknown_character_is_one_unknown_piece() -> None:
    assert split("耕𨭎地") == ["▁", "耕", "<unk>", "地"]


def test_a_control_piece_in_the_text_is_only_text() -> None:
    assert "</s>" not in split("</s>")


@given(st.text(alphabet="耕地保护ab", max_size=7))
def test_no_other_split_is_likelier(text: str) -> None:
    score = dict(zip(PIECES, SCORES, strict=True))
    score["<unk>"] = min(SCORES) - 10
    written = f"▁{text}"

    def every_split(rest: str) -> itertools.chain[float]:
        if not rest:
            return itertools.chain([0.0])
        heads = [(rest[:n], score.get(rest[:n])) for n in range(1, len(rest) + 1)]
        known = [(head, s) for head, s in heads if s is not None and s != 0.0]
        options = known or [(rest[0], score["<unk>"])]
        return itertools.chain.from_iterable((s + t for t in every_split(rest[len(head) :])) for head, s in options)

    taken = sum(score[piece] for piece in split(text))
    assert taken >= max(every_split(written)) - 1e-9
