"""The model in this process, loaded for real once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.embedded_model import EmbeddedChatModel
from agents.models import Message, ModelUnavailable
from agents.settings import EmbeddedModel

HELLO: list[Message] = [{"role": "user", "content": "你好"}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def model(folder: Path) -> Iterator[EmbeddedChatModel]:
    embedded = EmbeddedChatModel(EmbeddedModel(folder=folder, context_tokens=512))
    yield embedded
    embedded.close()


@pytest.mark.long
def test_the_embedded_model_says_something(model: EmbeddedChatModel) -> None:
    assert model.complete(HELLO, max_tokens=8)


@pytest.mark.long
def test_the_embedded_model_keeps_to_a_schema(model: EmbeddedChatModel) -> None:
    schema = {
        "type": "object",
        "properties": {"law": {"type": "string", "enum": ["土地管理法", "城乡规划法"]}},
        "required": ["law"],
        "additionalProperties": False,
    }
    said = json.loads(model.complete(HELLO, schema=schema, max_tokens=64))
    assert said["law"] in schema["properties"]["law"]["enum"]  # type: ignore[index]


@pytest.mark.long
def test_the_embedded_model_streams_and_can_be_stopped(model: EmbeddedChatModel) -> None:
    whole = "".join(model.stream(HELLO, max_tokens=12))
    assert whole
    pieces = model.stream(HELLO, max_tokens=400)
    first = next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert first
    assert model.complete(HELLO, max_tokens=2)


@pytest.mark.long
def test_a_question_longer_than_the_context_is_refused_in_words(model: EmbeddedChatModel) -> None:
    with pytest.raises(ModelUnavailable, match="不能应答"):
        model.complete([{"role": "user", "content": "地" * 5000}])
    with pytest.raises(ModelUnavailable, match="不能应答"):
        list(model.stream([{"role": "user", "content": "地" * 5000}]))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelUnavailable, match="装不进来"):
        EmbeddedChatModel(EmbeddedModel(folder=tmp_path / "file")).complete(HELLO)


@pytest.mark.long
def test_the_embedded_model_loads_beside_an_open_graph(folder: Path, tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from agents.embedded_model import EmbeddedChatModel;"
        "from agents.settings import EmbeddedModel; from knowledge.graph.ladybug_store import LadybugStore;"
        f"store = LadybugStore(Path({str(tmp_path / 'graph')!r}));"
        f"model = EmbeddedChatModel(EmbeddedModel(folder=Path({str(folder)!r}), context_tokens=512));"
        "print(model.complete([{'role': 'user', 'content': '你好'}], max_tokens=4)); store.close()"
    )
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-500:]
