"""What can be had of a review that was made a while ago: its map, its report, its overlaps."""

from __future__ import annotations

import json

from tools.compliance.geojson import overlaps_geojson
from tools.compliance.report import overview_map, report_of
from tools.compliance.review import Review
from tools.report.pdf import pdf_of
from tools.report.word import word_of

MEDIA_TYPES = {
    "map.png": "image/png",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "report.pdf": "application/pdf",
    "overlaps.geojson": "application/geo+json",
}


def review_file(review: Review, file: str, made_by: str) -> bytes:
    if file == "map.png":
        return overview_map(review)
    if file == "overlaps.geojson":
        return json.dumps(overlaps_geojson(review), ensure_ascii=False).encode()
    report = report_of(review, made_by=made_by)
    return word_of(report) if file == "report.docx" else pdf_of(report)
