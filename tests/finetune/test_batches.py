"""The order and the packing of a training run."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from finetune.batches import Encoded, encoded, passes, steps
from finetune.example import Example
from finetune.recipe import read_recipe

RECIPE = read_recipe("gemma-3-270m-cpu")


class Letters:
    """A tokenizer of one letter each."""

    bos_token_id, eos_token_id = 1, 2

    def encode(self, text: str, *, add_special_tokens: bool) -> list[int]:
        assert not add_special_tokens
        return [ord(letter) for letter in text]


def _of_length(*lengths: int) -> list[Encoded]:
    return [Encoded("word", tuple(range(length)), 1) for length in lengths]


def test_every_example_is_seen_once_an_epoch_and_the_order_is_the_recipe_s() -> None:
    examples = _of_length(*range(10, 60))
    planned = steps(examples, RECIPE)
    assert planned == steps(examples, RECIPE)
    assert planned != steps(examples, RECIPE.model_copy(update={"seed": 1}))
    seen = Counter(index for step in planned for index in step)
    assert set(seen) == set(range(50))
    assert set(seen.values()) == {RECIPE.schedule.epochs}
    assert all(len(step) <= RECIPE.schedule.batch for step in planned)


@given(st.lists(st.integers(1, 700), min_size=1, max_size=40))
def test_no_pass_is_larger_than_it_may_be_and_none_is_lost(lengths: list[int]) -> None:
    groups = list(passes(_of_length(*lengths), 1536))
    assert sorted(len(one.tokens) for group in groups for one in group) == sorted(lengths)
    assert all(len(group) * max(len(one.tokens) for one in group) <= 1536 for group in groups if len(group) > 1)


def test_a_prompt_that_is_too_long_loses_its_beginning_and_keeps_its_answer() -> None:
    made = encoded(Example("x", "word", "abcdefghij", "yz", "x"), Letters(), 8)
    assert made.tokens == (1, *map(ord, "ghij"), *map(ord, "yz"), 2)
    assert made.tokens[made.answer_from :] == (*map(ord, "yz"), 2)
