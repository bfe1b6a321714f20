"""The whole county, thought out and not yet written: everything the layers and the truth are taken from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .buildings import Buildings, put_up
from .conflicts import Conflict, sow_conflicts
from .country import Country
from .facilities import Facility, place_facilities
from .land import Codes
from .mesh import Ints
from .people import People, settle_people
from .plan_use import limits_of, planned_use
from .power import PowerLine, string_power_lines
from .shapes import Shapes
from .zones import Zones, draw_development, draw_zones


@dataclass(frozen=True)
class County:
    country: Country
    shapes: Shapes
    zones: Zones
    planned: Codes
    """用地用海2023 of each parcel"""
    conflicts: list[Conflict]
    facilities: list[Facility]
    people: People
    buildings: Buildings
    power: list[PowerLine]

    @cached_property
    def planned_of_cell(self) -> Codes:
        return self.planned[self.country.parcels.of_cell]

    @cached_property
    def limits(self) -> Ints:
        """Row of the plan's limits each cell is under; 0 none."""
        return limits_of(self.planned_of_cell, self.zones.inside("LSJQHX") | self.zones.inside("LSJQJK"))


def think_out(country: Country) -> County:
    shapes = Shapes(country)
    facilities = place_facilities(country)
    development = draw_development(country)
    planned = planned_use(country, development, facilities)
    of_cell = planned[country.parcels.of_cell]
    zones = draw_zones(country, development, of_cell, facilities)
    return County(
        country,
        shapes,
        zones,
        planned,
        sow_conflicts(country, zones, of_cell),
        facilities,
        settle_people(country, shapes.cell_area),
        put_up(country, shapes.cell_area),
        string_power_lines(country),
    )
