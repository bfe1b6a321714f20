"""The compliance check as a tool, declared once for every surface."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from ..layers import NO_WORKSPACE, Layer, Workspace, read_site
from ..layers.handed_in import HandedIn
from ..tool import AnyTool, ToolError, tool
from .facts import ProjectFacts, facts_of
from .kept import KeptReviews
from .results import Compliance
from .review import Asked, Reviewer


def _facts(given: Any) -> Any:
    """As a table of names and values, however nested; ToolError that names the near ones for an unknown key."""
    return facts_of(given) if isinstance(given, dict) else given


def compliance_tools(
    reviewer: Callable[[], Reviewer | None], sites: HandedIn, kept: KeptReviews, today: Callable[[], date]
) -> list[AnyTool]:
    """`reviewer`: of the node's workspace, None where it has none; asked anew each time."""

    @tool
    def check_compliance(
        site: Annotated[str, Field(description="项目用地：附件编号，或工作区里的图层名", min_length=1, max_length=200)],
        date: Annotated[date | None, Field(description="审查日期，按当日有效的法律；缺省为今天")] = None,
        facts: Annotated[
            ProjectFacts | None, BeforeValidator(_facts), Field(description="项目事实；不知道的不要写")
        ] = None,
        layer: Annotated[str | None, Field(description="附件里有几个图层时用哪一个", max_length=200)] = None,
        crs: Annotated[str | None, Field(description="附件没有写明坐标系时写，如 EPSG:4524", max_length=2000)] = None,
    ) -> Compliance:
        """规划符合性审查：用地与各管控图层叠加，按当日的规则给出结论、依据和还缺的事实 (compliance check)."""
        open_ = reviewer()
        if open_ is None:
            raise ToolError(NO_WORKSPACE)
        asked = Asked(_site(site, sites, open_.workspace, layer, crs), date or today(), facts or ProjectFacts())
        return kept.made(open_, asked).compliance

    return [check_compliance]


def _site(site: str, sites: HandedIn, workspace: Workspace, layer: str | None, crs: str | None) -> Layer:
    path = sites.find(site)
    if path is not None:
        return read_site(path, layer=layer, crs=crs, workspace=workspace)
    if any(one.name == site for one in workspace.layers):
        return workspace.layer(site)
    return read_site(sites.path(site), workspace=workspace)
