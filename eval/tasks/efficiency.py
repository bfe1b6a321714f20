"""How long an answer takes and how many words a second come, with 1, 8 and 32 callers, and what memory that needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from ..exchange import Question, Reply, question
from ..metrics import percentile
from ..runs.sample import Sample
from ..task import Case, Figure, Making, Score, Scorer, Task
from .provision_retrieval import FORM, WRITTEN_FOR, retrieval_rows

_CALLERS = {"1 个调用者": 1, "8 个调用者": 8, "32 个调用者": 32}
_EACH = 64
"""Questions asked with so many callers: each question once, so that nothing is answered from memory."""


def _cases(_: Making) -> Sequence[Case[Question, None]]:
    rows = iter(retrieval_rows())
    return [
        Case(f"{row.id}-{callers}", question(row.question, as_of=WRITTEN_FOR, form=FORM), None, "", group)
        for group, callers in _CALLERS.items()
        for row in islice(rows, _EACH)
    ]


def _read(_: Case[Question, None], reply: Reply) -> bool:
    return bool(reply.text.strip() or reply.cited or reply.retrieved or reply.refused)


def _replied(_: Case[Question, None], replied: bool) -> Score:
    return Score(float(replied), "" if replied else "空的应答")


def _of(value: Callable[[Sample], float | None], share: float) -> Callable[[Sequence[Sample]], float | None]:
    def figure(samples: Sequence[Sample]) -> float | None:
        values = [v for s in samples if s.state == "answered" and (v := value(s)) is not None]
        return percentile(values, share) if values else None

    return figure


def _first_token(sample: Sample) -> float | None:
    return sample.reply.first_token_ms if sample.reply else None


def _tokens_a_second(sample: Sample) -> float | None:
    """Of one answer, after its first piece."""
    reply = sample.reply
    if reply is None or reply.first_token_ms is None or not reply.tokens_out or reply.tokens_out < 2:
        return None
    seconds = (sample.milliseconds - reply.first_token_ms) / 1000
    return (reply.tokens_out - 1) / seconds if seconds > 0 else None


def _memory(samples: Sequence[Sample]) -> float | None:
    """Most the process of an embedded target ever held; None for one that runs elsewhere."""
    return max((s.memory_mb for s in samples if s.memory_mb is not None), default=None)


EFFICIENCY = Task(
    name="efficiency",
    title="效率",
    claim="在给定机器上，1、8、32 个调用者同时问时的首字时间、用时、每秒词元和内存",
    version=1,
    cases=_cases,
    read=_read,
    scorers=(Scorer("replied", "有应答", _replied),),
    figures=(
        Figure("first_token_p50", "首字时间 p50", _of(_first_token, 0.5), "毫秒", "lower"),
        Figure("first_token_p95", "首字时间 p95", _of(_first_token, 0.95), "毫秒", "lower"),
        Figure("latency_p50", "用时 p50", _of(lambda s: s.milliseconds, 0.5), "毫秒", "lower"),
        Figure("latency_p95", "用时 p95", _of(lambda s: s.milliseconds, 0.95), "毫秒", "lower"),
        Figure("tokens_per_second", "每秒词元", _of(_tokens_a_second, 0.5), "个"),
        Figure("memory", "内存最高", _memory, "MB", "lower"),
    ),
    published=("latency_p50",),
    callers=_CALLERS,
    deterministic=False,
)
