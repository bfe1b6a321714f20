"""A follow-up that code cannot complete is rewritten by the model, and taken only if it invents no law."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge import KnowledgeBase
from knowledge.retrieve.bigrams import terms

from .law_names import named_laws
from .models import ChatModel, ModelUnavailable
from .state import Turn

_WORDS_OF_ASKING = re.compile(r"那么?|呢|如果|要是|换成|还有|具体|为什么|怎么样|怎么|什么|如何|[？?。，,！!\s]")
_PROMPT = (Path(__file__).parent / "prompts" / "rewrite.md").read_text(encoding="utf-8")


class Rewritten(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=2, max_length=200)


def _about(made: str, question: str, earlier: Sequence[str]) -> bool:
    """It speaks of what the follow-up speaks of, and of what was spoken of before."""
    said, there = set(terms(_WORDS_OF_ASKING.sub(" ", question))), set(terms(made))
    before = {term for text in earlier for term in terms(text)}
    return len(said & there) >= len(said) / 2 and bool(there & before)


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
    if not _about(made, question, earlier):
        return None
    invented = [law for law in named_laws(made, base) if not law.ids or not known.issuperset(law.ids)]
    return None if invented else made
