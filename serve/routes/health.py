"""Whether this service lives, and which one it is."""

from __future__ import annotations

from fastapi import APIRouter

from ..node import Node
from ..wire import Health


def health_routes(node: Node) -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.get("/health", operation_id="health")
    def health() -> Health:
        """Answers as soon as the service listens (健康状态)."""
        return node.health()

    return router
