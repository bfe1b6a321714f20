"""Where knowledge is kept: values only; `serve/settings.py` alone reads the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class EmbeddedVectors(Group):
    """Qdrant's engine in this process, under the knowledge folder."""

    kind: Literal["edge"] = "edge"


class ServerVectors(Group):
    kind: Literal["qdrant"] = "qdrant"
    url: str
    """http://127.0.0.1:6333, or `:memory:` in tests."""
    api_key: SecretStr | None = None
    collection: str = "provisions"


class EmbeddedGraph(Group):
    """Ladybug in this process, under the knowledge folder."""

    kind: Literal["ladybug"] = "ladybug"


class ServerGraph(Group):
    kind: Literal["neo4j"] = "neo4j"
    uri: str
    user: str = "neo4j"
    password: SecretStr
    database: str = "neo4j"


class KnowledgeSettings(Group):
    folder: Path = Path("data/knowledge")
    """Truth, vectors, graph and the converted embedding model."""
    vectors: Annotated[EmbeddedVectors | ServerVectors, Field(discriminator="kind")] = EmbeddedVectors()
    graph: Annotated[EmbeddedGraph | ServerGraph, Field(discriminator="kind")] = EmbeddedGraph()
    support_threshold: Annotated[float, Field(ge=0, le=1)] = 0.5
    """Below it a search says that nothing held supports an answer."""
