"""The one web application: REST, the OpenAI-compatible routes, and the pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.routing import Match

from .chat.routes import chat_routes
from .guard import Guard
from .mcp_server import PATH, mcp_server
from .own_node import OwnNode, version
from .problems import Problem
from .refusals import say_errors_well
from .routes.answers import answer_routes
from .routes.candidates import candidate_routes
from .routes.health import health_routes
from .routes.law import law_routes
from .routes.sites import site_routes
from .routes.stewardship import stewardship_routes
from .routes.tools import tool_routes
from .services import Services

API = "/api/v1"
_ANY_METHOD = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"]


def create_app(services: Services) -> FastAPI:
    """`services` stay open as long as the application runs; whoever opened them closes them."""
    node = OwnNode(services)
    mcp = mcp_server(node, version())
    mcp_routes = mcp.streamable_http_app(streamable_http_path=PATH, json_response=True).routes

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with mcp.session_manager.run():
            yield

    app = FastAPI(
        lifespan=lifespan,
        title="规言 Guiyan",
        version=version(),
        openapi_url=f"{API}/openapi.json",
        docs_url=None,  # it would load scripts from a distant host: of no use to a node that is cut off
        redoc_url=None,
    )
    for router in (
        health_routes(node),
        law_routes(node),
        answer_routes(node),
        stewardship_routes(node, services.token),
        site_routes(node, services.sites, services.reviews, services.token),
        candidate_routes(services.candidates, services.spatial.own_workspace),
        tool_routes(node, services.tools),
    ):
        app.include_router(router, prefix=API)
    app.include_router(chat_routes(node))
    app.router.routes.extend(mcp_routes)
    app.include_router(_nothing_else(app))
    say_errors_well(app)
    app.add_middleware(Guard, port=services.settings.port)
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]
    return app


def _nothing_else(app: FastAPI) -> APIRouter:
    """Under the API's paths nothing falls through to the pages, which answer in HTML."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/api/{rest:path}", methods=_ANY_METHOD)
    @router.api_route("/v1/{rest:path}", methods=_ANY_METHOD)
    async def nothing_here(request: Request) -> None:
        known = [route for route in app.routes if route.matches(request.scope)[0] is Match.PARTIAL]
        raise HTTPException(405 if known else 404)

    return router


def _document(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, routes=app.routes)
        _, schemas = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
        document["components"]["schemas"].update(schemas["$defs"])
        app.openapi_schema = document
    return app.openapi_schema
