"""Results as EvalScope keeps them: `predictions/MODEL/DATASET_default.jsonl` and `reviews/MODEL/…` beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import to_json

from knowledge.errors import StoreUnavailable
from tools import ToolError

from ..exchange import Question, Reply
from ..runs.sample import Sample

PREDICTIONS, REVIEWS, SUBSET = "predictions", "reviews", "default"


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore")


class ReviewScore(_Read):
    value: dict[str, float] = Field(default_factory=dict)
    explanation: str | None = None
    main_score_name: str | None = None


class SampleScore(_Read):
    score: ReviewScore
    sample_id: int | str | None = None
    sample_metadata: dict[str, Any] | None = None


class Review(_Read):
    """One judged sample, of ours or of EvalScope's own."""

    index: int
    target: str | None = None
    messages: list[dict[str, Any]] = Field(default_factory=list)
    sample_score: SampleScore

    @property
    def id(self) -> str:
        """Our case's id where the line is ours."""
        return str((self.sample_score.sample_metadata or {}).get("id", self.index))

    @property
    def asked(self) -> str:
        users = [m["content"] for m in self.messages if m.get("role") == "user"]
        return str(users[-1]) if users else ""

    @property
    def headline(self) -> str | None:
        return self.sample_score.score.main_score_name or next(iter(self.sample_score.score.value), None)


def is_evalscope(folder: Path) -> bool:
    return (folder / REVIEWS).is_dir()


def read_reviews(folder: Path) -> Iterator[tuple[str, list[Review]]]:
    """Dataset → its reviews, whichever model they are of; ToolError for a line that is none."""
    for path in sorted(folder.glob(f"{REVIEWS}/*/*.jsonl")):
        reviews = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                try:
                    reviews.append(Review.model_validate_json(line))
                except ValidationError as error:
                    raise ToolError(
                        f"{path} 第 {number} 行不是 EvalScope 的评分：{error.errors()[0]['msg']}"
                    ) from error
        yield path.stem.removesuffix(f"_{SUBSET}"), reviews


def write_results(folder: Path, model: str, dataset: str, samples: Sequence[Sample]) -> None:
    """Predictions and reviews of one task; what stands there is replaced."""
    for kind, lines in (
        (PREDICTIONS, (_prediction(n, model, sample) for n, sample in enumerate(samples))),
        (REVIEWS, (_review(n, sample) for n, sample in enumerate(samples))),
    ):
        path = folder / kind / _name(model) / f"{_name(dataset)}_{SUBSET}.jsonl"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"".join(to_json(line) + b"\n" for line in lines))
        except OSError as error:
            raise StoreUnavailable(f"{path} 写不进去：{error.strerror}") from error


def _name(text: str) -> str:
    return re.sub(r"[^\w.-]+", "_", text).strip("_")


def _prediction(index: int, model: str, sample: Sample) -> dict[str, Any]:
    reply = sample.reply or Reply()
    calls = [{"id": f"{index}-{n}", "type": "function", "function": _function(c)} for n, c in enumerate(reply.called)]
    choice = {
        "message": {"role": "assistant", "content": reply.text, "tool_calls": calls or None, "model": model},
        "stop_reason": "tool_calls" if calls else "stop" if sample.reply else "unknown",
    }
    usage = {"input_tokens": reply.tokens_in or 0, "output_tokens": reply.tokens_out or 0}
    return {
        "index": index,
        "model": model,
        "model_output": {
            "model": model,
            "choices": [choice],
            "usage": {**usage, "total_tokens": sum(usage.values())},
            "time": sample.milliseconds / 1000,
            "error": sample.fault or None if sample.state == "failed" else None,
        },
        "messages": _messages(sample),
        "metadata": {"id": sample.id, "document": sample.document, "group": sample.group},
    }


def _review(index: int, sample: Sample) -> dict[str, Any]:
    judged = {name: line for name, line in sample.scores.items() if line.value is not None}
    score = {
        "value": {name: line.value for name, line in judged.items()},
        "extracted_prediction": to_json(sample.parsed).decode(),
        "prediction": sample.reply.text if sample.reply else "",
        "explanation": "；".join(line.reason for line in judged.values() if line.reason) or None,
        "main_score_name": next(iter(judged), None),
        "metadata": {"state": sample.state},
    }
    return {
        "index": index,
        "target": sample.expected if isinstance(sample.expected, str) else to_json(sample.expected).decode(),
        "messages": _messages(sample),
        "sample_score": {
            "score": score,
            "sample_id": index,
            "group_id": index,
            "sample_metadata": {"id": sample.id, "document": sample.document, "group": sample.group},
        },
    }


def _messages(sample: Sample) -> list[dict[str, str]]:
    if isinstance(sample.asked, Question):
        return [turn.model_dump() for turn in sample.asked.messages]
    return [{"role": "user", "content": to_json(sample.asked).decode()}]


def _function(called: Any) -> dict[str, Any]:
    return {"name": called.tool, "arguments": called.arguments}
