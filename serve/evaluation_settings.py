"""Where evaluation runs are kept, and the key of an endpoint that is judged. `eval` above reads them from here."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from knowledge.settings import Group


class EvaluationSettings(Group):
    folder: Path = Path("data/eval")
    """Runs of ./guiyan eval, a folder each."""
    api_key: SecretStr | None = None
    """Of the endpoint named by --against endpoint:URL#MODEL."""
