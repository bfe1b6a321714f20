"""The overlaps of a review as GeoJSON in CGCS2000 degrees, one feature for each check and feature met."""

from __future__ import annotations

import json
from typing import Any

import shapely

from .hits import Hit
from .review import Review

CGCS2000 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
"""RFC 7946 knows WGS84 only; this older member says what the coordinates are, and most software reads it."""


def overlaps_geojson(review: Review) -> dict[str, Any]:
    verdicts = {check.key: check for check in review.compliance.checks}
    features = [_site(review)]
    features += [_overlap(key, hit, verdicts[key].verdict, verdicts[key].name) for key, hit in review.pieces]
    return {"type": "FeatureCollection", "crs": CGCS2000, "features": features}


def _site(review: Review) -> dict[str, Any]:
    answer = review.compliance
    told = {"role": "用地范围", "verdict": answer.verdict, "area_m2": answer.area_m2, "date": answer.date.isoformat()}
    return _feature(review.site.whole.shape, told)


def _overlap(key: str, hit: Hit, verdict: str, name: str) -> dict[str, Any]:
    told = {
        "role": "重叠",
        "check": key,
        "name": name,
        "verdict": verdict,
        "layer": hit.layer.name,
        "edition": hit.layer.edition.isoformat() if hit.layer.edition else None,
        "feature_id": hit.feature_id,
        "code": hit.code,
        "area_m2": round(hit.area_m2, 6),
    }
    return _feature(hit.piece, told)


def _feature(shape: Any, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = None if shape.is_empty else json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "geometry": geometry, "properties": properties}
