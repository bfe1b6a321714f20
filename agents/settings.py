"""Which language model words the answers; none is the default, and already useful."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, SecretStr

from knowledge.settings import Group


class NoModel(Group):
    """Provisions are quoted as they stand."""

    kind: Literal["none"] = "none"


class EmbeddedModel(Group):
    """Gemma 3 270M in this process. Untuned it repeats itself: for trying out only."""

    kind: Literal["embedded"] = "embedded"
    threads: Annotated[int, Field(ge=1, le=64)] = 2
    context_tokens: Annotated[int, Field(ge=512, le=32768)] = 4096


class ServedModel(Group):
    """vLLM or any other OpenAI-compatible endpoint."""

    kind: Literal["openai"] = "openai"
    base_url: str
    """Up to and with /v1."""
    model: str
    api_key: SecretStr | None = None
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 60
    retries: Annotated[int, Field(ge=0, le=5)] = 2
    failures_before_pause: Annotated[int, Field(ge=1)] = 3
    """Failed calls in a row after which the model is left alone for a while and answers go unworded."""
    pause_seconds: Annotated[float, Field(gt=0)] = 30


ModelSettings = Annotated[NoModel | EmbeddedModel | ServedModel, Field(discriminator="kind")]
