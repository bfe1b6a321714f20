"""A problem in OpenAI's error shape, with the status its clients expect."""

from __future__ import annotations

from ..problems import Problem
from .wire import ChatError, ChatErrorBody


def status_of(shown: Problem) -> int:
    """400 where REST says 422."""
    return 400 if shown.status == 422 else shown.status


def chat_error(shown: Problem) -> ChatError:
    param = shown.errors[0].pointer.removeprefix("#/") if shown.errors else None
    return ChatError(
        error=ChatErrorBody(
            message=shown.detail,
            type="invalid_request_error" if shown.status < 500 else "server_error",
            param=param,
            code="model_not_found" if shown.status == 404 and param == "model" else None,
        )
    )
