"""Which language model words the answers; none is the default, and already useful."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from knowledge.settings import Group


class NoModel(Group):
    """Provisions are quoted as they stand."""

    kind: Literal["none"] = "none"


class EmbeddedModel(Group):
    """Gemma 3 270M in this process. Untuned it repeats itself: for trying out only."""

    kind: Literal["embedded"] = "embedded"
    folder: Path = Path("data/models")
    """Where the weights are put together once, 250 MB."""
    threads: Annotated[int, Field(ge=1, le=64)] = 2
    context_tokens: Annotated[int, Field(ge=512, le=32768)] = 4096


class ServedModel(Group):
    """vLLM or any other OpenAI-compatible endpoint."""

    kind: Literal["openai"] = "openai"
    base_url: Annotated[str, Field(pattern=r"^https?://")]
    """Up to and with /v1."""
    model: Annotated[str, Field(min_length=1)]
    api_key: SecretStr | None = None
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 60
    """Longest silence; an answer that goes on arriving may take longer."""
    retries: Annotated[int, Field(ge=0, le=5)] = 2
    """After a refused connection, 429 or 5xx; a time-out is not tried again."""
    failures_before_pause: Annotated[int, Field(ge=1)] = 3
    """Failed calls in a row after which the model is left alone for a while and answers go unworded."""
    pause_seconds: Annotated[float, Field(gt=0)] = 30


ModelSettings = Annotated[NoModel | EmbeddedModel | ServedModel, Field(discriminator="kind")]
