"""A recipe says everything of a training run; what it cannot say is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from finetune.recipe import FOLDER, RecipeFault, read_recipe


def test_every_recipe_is_read_and_only_the_small_one_is_run_here() -> None:
    recipes = {path.stem: read_recipe(path.stem) for path in FOLDER.glob("*.toml")}
    assert set(recipes) >= {"gemma-3-270m-cpu", "qwen3-8b", "qwen3-32b"}
    assert [name for name, recipe in recipes.items() if recipe.run_here] == ["gemma-3-270m-cpu"]
    assert all(name == recipe.name for name, recipe in recipes.items())


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    text = (FOLDER / "gemma-3-270m-cpu.toml").read_text(encoding="utf-8")
    own.write_text(text.replace("rank = 16", "rank = 16\nrang = 8"), encoding="utf-8")
    with pytest.raises(RecipeFault, match=r"own\.toml 的 lora\.rang：没有这个键"):
        read_recipe(str(own))


def test_a_recipe_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(RecipeFault, match=r"没有训练配方 gemma；有：gemma-3-270m-cpu"):
        read_recipe("gemma")


def test_what_is_no_toml_is_said(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b"name = \xff")
    with pytest.raises(RecipeFault, match=r"训练配方 own\.toml 读不懂"):
        read_recipe(str(tmp_path / "own.toml"))
