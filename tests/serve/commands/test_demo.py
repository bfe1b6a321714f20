"""`demo` writes a county and says where it is, what it holds and what to try on it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from serve.__main__ import ASKER, main
from tools.layers import open_workspace


def test_the_county_is_written_and_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "my county"
    assert main(["demo", "--out", str(place), "--parcels", "1500", "--seed", "5"]) == 0
    told = capsys.readouterr().out
    assert str(place) in told
    assert "地类图斑 1,500" in told
    assert "种子 5" in told
    assert len(open_workspace(place).layers) == len(json.loads((place / "truth.json").read_text("utf-8"))["layers"])
    files = [
        word for line in told.splitlines() if "./guiyan" in line for word in shlex.split(line) if "my county" in word
    ]
    assert files
    assert all(Path(word.partition("=")[2] or word).exists() for word in files)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少 --out"),
        (["--out", "missing/county"], "没有文件夹"),
        (["--out", "full"], "已有别的文件"),
        (["--out", "county", "--parcels", "many"], "应为整数"),
        (["--out", "county", "--parcels", "3"], "应在 1500 与"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("keep me")
    assert main(["demo", *arguments]) == ASKER
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["full"]
