"""Candidates that a tool found are given out as a file and as a map, and nothing else of the folder is."""

from __future__ import annotations

import io
from pathlib import Path

import geopandas
import httpx
from PIL import Image

WANTED = {"area_m2": 900, "use": "1001", "region": "999901", "min_width_m": 5, "date": "2026-11-22"}


def test_geometries_and_map_of_what_was_found(service_address: str, tmp_path: Path) -> None:
    api = f"{service_address}/api/v1"
    found = httpx.post(f"{api}/tools/select_site", json=WANTED, timeout=60).json()
    assert "/" not in found["file"]
    path = tmp_path / found["file"]
    path.write_bytes(httpx.get(f"{api}/candidates/{found['file']}").content)
    assert geopandas.read_file(path, layer=found["layer"])["id"].tolist() == [one["id"] for one in found["candidates"]]
    image = httpx.get(f"{api}/candidates/{found['file']}/map.png", timeout=60)
    assert Image.open(io.BytesIO(image.content)).size[0] > 800


def test_another_name_is_refused(service_address: str) -> None:
    api = f"{service_address}/api/v1/candidates"
    assert httpx.get(f"{api}/siting-1001-{'0' * 12}.gpkg").status_code == 422
    assert httpx.get(f"{api}/..%2Fconversations.sqlite").status_code in (404, 422)
    assert httpx.get(f"{api}/conversations.sqlite").status_code == 422
