"""A follow-up that code cannot complete is rewritten by the model, and taken only if it invents no law."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge import KnowledgeBase

from .law_names import named_laws
from .models import ChatModel, ModelUnavailable
from .state import Turn

_PROMPT = (Path(__file__).parent / "prompts" / "rewrite.md").read_text(encoding="utf-8")


class Rewritten(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=2, max_length=200)


def rewritten(question: str, turns: Sequence[Turn], base: KnowledgeBase, model: ChatModel) -> str | None:
    """None when the model does not answer, or names a law that nobody spoke of."""
    earlier = [turn["question"] for turn in turns[-4:]]
    asked = json.dumps({"earlier": earlier, "question": question}, ensure_ascii=False)
    try:
        said = model.complete(
            [{"role": "system", "content": _PROMPT}, {"role": "user", "content": asked}],
            schema=Rewritten.model_json_schema(),
            max_tokens=160,
        )
        made = Rewritten.model_validate_json(said).question.strip()
    except (ModelUnavailable, ValidationError):
        return None
    known = {id_ for text in (*earlier, question) for law in named_laws(text, base) for id_ in law.ids}
    known |= {turn["law"] for turn in turns if turn["law"]}
    invented = [law for law in named_laws(made, base) if not law.ids or not known.issuperset(law.ids)]
    return None if invented else made
