"""Files handed in: kept under a number, never outside their folder, for a while."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tools import ToolError
from tools.layers.handed_in import KEPT_DAYS, HandedIn


def test_the_same_file_is_the_same_number(tmp_path: Path) -> None:
    kept = HandedIn(tmp_path / "sites")
    one, again = kept.put("地块.geojson", b"{}"), kept.put("地块.geojson", b"{}")
    assert one == again
    assert kept.path(one.number).read_bytes() == b"{}"


@pytest.mark.parametrize("name", ["../../逃.geojson", "/etc/逃.geojson", "a\\..\\逃.geojson", ".\x00逃.geojson"])
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    kept = HandedIn(tmp_path / "sites")
    path = kept.path(kept.put(name, b"{}").number)
    assert path.resolve().is_relative_to((tmp_path / "sites").resolve())
    assert path.name == "逃.geojson"


@pytest.mark.parametrize(
    ("name", "content", "why"), [("a.exe", b"x", "格式"), ("a.geojson", b"", "空的"), ("..", b"x", "文件名")]
)
def test_what_cannot_be_a_site_is_refused(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    with pytest.raises(ToolError, match=why):
        HandedIn(tmp_path).put(name, content)


@pytest.mark.parametrize("number", ["", "../x", "0" * 24, "不是编号"])
def test_an_unknown_number_is_said(tmp_path: Path, number: str) -> None:
    with pytest.raises(ToolError, match="没有编号"):
        HandedIn(tmp_path).path(number)


def test_old_files_give_way(tmp_path: Path) -> None:
    kept = HandedIn(tmp_path)
    old = kept.put("旧.geojson", b"{}")
    then = time.time() - (KEPT_DAYS + 1) * 86_400
    os.utime(kept.path(old.number).parent, (then, then))
    kept.put("新.geojson", b"{}")
    assert kept.find(old.number) is None
