"""From grounds to words: quoted as they stand, or worded by the model where one is set."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from langgraph.types import StreamWriter

from knowledge.time_notices import STATUS_WORDS, chinese_date

from ..citations.sentences import sentences
from ..grounds import Ground
from ..models import ChatModel, Message, ModelUnavailable
from ..state import State, grounds_of
from ..wording import Wording

_PROMPT = (Path(__file__).parent.parent / "prompts" / "compose.md").read_text(encoding="utf-8")
_LONGEST_QUOTE = 3000
_LONGEST_EVIDENCE = 1500
_MOST_TOKENS = 600
_HOPELESS = 4
"""So many sentences that do not hold, and none that does: the model is stopped."""


def compose(state: State, writer: StreamWriter, model: ChatModel | None) -> State:
    grounds = grounds_of(state)
    if model is None or not grounds or state.get("kind") is not None:
        return {"draft": quoted(grounds, state), "worded_by": "none"}
    wording = Wording(grounds, date.fromisoformat(state["days"][-1]))
    for sentence in state.get("told", []):
        writer(f"{sentence}\n")
    draft, read = "", 0
    try:
        with closing(model.stream(_messages(state, grounds), max_tokens=_MOST_TOKENS)) as pieces:
            for piece in pieces:
                draft += piece
                finished = sentences(draft)[:-1]
                for sentence in finished[read:]:
                    for shown in wording.take(sentence):
                        writer(f"{shown}\n")
                read = len(finished)
                if not wording.kept and len(wording.dropped) >= _HOPELESS:
                    break
    except ModelUnavailable as error:
        if not wording.kept:
            return {"draft": quoted(grounds, state), "worded_by": "none", "model_note": f"{error}；以下直接引用条文"}
        return {"draft": draft, "worded_by": model.name, "model_note": f"{error}；模型没有写完"}
    return {"draft": draft, "worded_by": model.name}


def quoted(grounds: Sequence[Ground], state: State) -> str:
    """Each provision in its own words, with its standing; what only bears out a sentence before is not repeated."""
    cited = "".join(state.get("told", []))
    return "\n".join(_quoted(n, ground) for n, ground in enumerate(grounds, 1) if f"[{n}]" not in cited)


def _messages(state: State, grounds: Sequence[Ground]) -> list[Message]:
    evidence = [
        {
            "n": n,
            "law": ground.instrument,
            "article": ground.place,
            "status": STATUS_WORDS[ground.status],
            "text": ground.text[:_LONGEST_EVIDENCE],
        }
        for n, ground in enumerate(grounds, 1)
    ]
    asked = {"question": state["standalone"], "as_of": state["days"][-1], "evidence": evidence}
    return [
        {"role": "system", "content": _PROMPT},
        {"role": "user", "content": json.dumps(asked, ensure_ascii=False)},
    ]


def _quoted(n: int, ground: Ground) -> str:
    words = ground.quote if len(ground.quote) <= _LONGEST_QUOTE else f"{ground.quote[:_LONGEST_QUOTE]}……"
    opening, closing = ("「", "」") if "“" in words or "”" in words else ("“", "”")
    since = chinese_date(ground.effective_from)
    starts = f"自{since}起施行" if ground.effective_confirmed else f"施行不早于{since}，施行日未核实"
    standing = f"（{STATUS_WORDS[ground.status]}，{starts}）"
    return f"《{ground.instrument}》{ground.place}{standing}规定：{opening}{words}{closing}[{n}]"
