"""The siting benchmark compares like with like."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.bench.siting import bench_siting


@pytest.mark.long
def test_both_sides_leave_the_same_ground(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_siting(2_000, tmp_path / "not yet there", as_json=True) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["feasible_difference"] < 1e-3
    assert figures["selection"]["candidates"] == 5
    assert min(figures["ours_core_s"], figures["geopandas_core_s"], figures["selection"]["cold_s"]) > 0
    assert set(figures["selection"]["stages"]) >= {"扣除硬约束", "评分", "找地块"}
