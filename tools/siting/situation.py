"""What every factor is measured on: the workspace's data for a region and a day, and the planes to measure in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..crs import LocalFrame
from ..indicators.holdings import Holdings
from ..layers import Workspace
from .network import Network, network_of
from .parcels import Parcels
from .plane import Plane
from .reading import Scope
from .uses import Use


@dataclass(frozen=True, eq=False)
class Situation:
    workspace: Workspace
    holdings: Holdings
    scope: Scope
    plane: Plane
    parcels: Parcels
    use: Use

    @cached_property
    def frame(self) -> LocalFrame:
        return LocalFrame.around(self.scope.region.shape)

    @cached_property
    def network(self) -> Network:
        """Raises Lack where no roads are held."""
        return network_of(self.holdings, self.scope, self.frame)
