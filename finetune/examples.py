"""Records into what the model reads and what it is to write."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knowledge.skills.choose import Choice, choose_code, choose_prompt
from knowledge.skills.rewrite import rewrite_prompt
from knowledge.skills.tell import tell_prompt
from knowledge.skills.word import NO_GROUND, word_prompt

from .collection import source_of
from .evidence import EvidenceMaker
from .example import Example
from .record import AbstainRecord, Record, RewriteRecord, ToolResultRecord, UnderstandRecord, WordRecord
from .shortlists import Shortlists

_CITED = re.compile(r"\{([^{}]+)\}")
_TAKEN_AWAY = 0.2
"""Share of worded records that are shown once more without what answers them."""


class ExampleMaker:
    """`seed` decides what is drawn: the evidence beside, and what is taken away."""

    def __init__(self, shortlists: Shortlists, evidence: EvidenceMaker, seed: int) -> None:
        self._shortlists = shortlists
        self._evidence = evidence
        self._seed = seed

    def of(self, records: Sequence[Record]) -> Iterator[Example]:
        for record in records:
            match record:
                case UnderstandRecord():
                    yield from self._understand(record)
                case RewriteRecord():
                    prompt = rewrite_prompt(record.turns())
                    yield Example(record.id, "rewrite", prompt, record.standalone, record.id)
                case WordRecord():
                    yield from self._word(record)
                case AbstainRecord():
                    yield self._abstain(record)
                case ToolResultRecord():
                    prompt = tell_prompt(record.question, record.result)
                    yield Example(record.id, "word", prompt, record.answer, record.id)

    def _understand(self, record: UnderstandRecord) -> Iterator[Example]:
        without = None if record.intent == "tool" else record.intent
        wanted = Choice(record.tool, without, _as_written(record.arguments))
        for n, seen in enumerate(self._shortlists.of(record), 1):
            prompt = choose_prompt(record.turns(), seen.cards, seen.guess)
            yield Example(f"{record.id}-{n}", "understand", prompt, choose_code(wanted, seen.cards), record.id)

    def _word(self, record: WordRecord) -> Iterator[Example]:
        held = self._evidence.of(record.gold, record.as_of)
        draw = random.Random(f"{self._seed}:{record.id}:count")
        others = self._evidence.like(record.question, held, record.as_of, max(0, draw.randint(2, 4) - len(held)))
        listed = self._evidence.mixed(record.id, held, others)
        number = {one.reference: n for n, one in enumerate(listed, 1)}
        answer = _CITED.sub(lambda match: f"[{number[match[1]]}]", record.answer)
        prompt = word_prompt(record.question, [one.numbered for one in listed])
        yield Example(record.id, "word", prompt, answer, source_of(record))
        if others and draw.random() < _TAKEN_AWAY:
            prompt = word_prompt(record.question, [one.numbered for one in listed if one in others])
            said = f"{NO_GROUND}所给条文没有回答这个问题。"
            yield Example(f"{record.id}-without", "abstain", prompt, said, source_of(record))

    def _abstain(self, record: AbstainRecord) -> Example:
        listed = self._evidence.mixed(record.id, self._evidence.of(record.near, None), [])
        prompt = word_prompt(record.question, [one.numbered for one in listed])
        return Example(record.id, "abstain", prompt, f"{NO_GROUND}{record.says}", source_of(record))


def _as_written(arguments: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Lists with 、 between; what lies deeper by dotted names."""
    written: dict[str, str] = {}
    for name, value in arguments.items():
        if isinstance(value, dict):
            written |= _as_written(value, f"{before}{name}.")
        elif isinstance(value, list):
            written[before + name] = "、".join(str(one) for one in value)
        else:
            written[before + name] = str(value)
    return written
