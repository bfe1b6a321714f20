"""Sites: handed in with a question, or checked where they lie on this machine."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from tools.compliance.evidence import Replay
from tools.compliance.kept import KeptReviews
from tools.compliance.results import Compliance
from tools.layers.handed_in import HandedIn

from ..node import Node
from ..own_node import version
from ..problems import documented
from ..requests import CheckRequest, ReplayRequest
from ..review_files import MEDIA_TYPES, review_file
from ..wire import Attachment
from .stewardship import only_with

SITES = "/sites"
_FILES: dict[int | str, dict[str, Any]] = {200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}}}


def site_routes(node: Node, sites: HandedIn, reviews: KeptReviews, token: str) -> APIRouter:
    router = APIRouter(tags=["sites"])
    ours = Depends(only_with(token, "审查本机上的文件"))

    @router.post(
        SITES,
        operation_id="hand_in_site",
        responses=documented(400, 413, 422, 503),
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            }
        },
    )
    async def hand_in_site(
        request: Request,
        name: Annotated[str, Query(description="文件名，如 地块.geojson", min_length=1, max_length=200)],
    ) -> Attachment:
        """Hand in a site's file; its number then stands for it in `check_compliance` (提交用地附件)."""
        kept = sites.put(name, await request.body())
        return Attachment(site=kept.number, name=kept.name, bytes=kept.size)

    @router.post(
        "/check", operation_id="check_site", responses=documented(400, 403, 413, 422, 503), dependencies=[ours]
    )
    def check_site(wanted: CheckRequest) -> Compliance:
        """Check a file on this machine and write report and evidence where they are wanted (规划符合性审查)."""
        return node.check_site(wanted)

    @router.post(
        "/replay", operation_id="replay_bundle", responses=documented(400, 403, 413, 422, 503), dependencies=[ours]
    )
    def replay_bundle(wanted: ReplayRequest) -> Replay:
        """Reach a verdict again from its evidence bundle (重放证据包)."""
        return node.replay(wanted)

    @router.get(
        "/reviews/{review}/{file}",
        operation_id="get_review_file",
        responses=_FILES | documented(400, 404, 422),
        response_class=Response,
    )
    def get_review_file(
        review: str, file: Literal["map.png", "report.docx", "report.pdf", "overlaps.geojson"]
    ) -> Response:
        """Map, report or overlaps of a check made a while ago (审查地图、报告、重叠图形)."""
        made, _ = reviews.of(review)
        return Response(review_file(made, file, f"规言 {version()}"), media_type=MEDIA_TYPES[file])

    return router
