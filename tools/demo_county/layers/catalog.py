"""Every layer of the county in the order in which it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..county import County
from ..sheet import Sheet
from . import control, places, plan, survey, ways
from .zone_sheets import zone_sheets

Maker = Callable[[], Sheet]


def makers(county: County) -> list[Maker]:
    """Functions, so that only one layer need be in memory at a time."""
    single = (
        survey.survey_sheet, control.basic_farmland_sheet, control.red_line_sheet, control.former_red_line_sheet,
        control.development_sheet, plan.planned_use_sheet, plan.limits_sheet, ways.road_ground_sheet,
        ways.road_middle_sheet, ways.railway_sheet, ways.power_sheet, ways.walking_sheet, ways.network_sheet,
        places.facilities_sheet, places.buildings_sheet, places.people_sheet, places.sealed_sheet,
    )  # fmt: skip
    areas = [partial(_same, sheet) for sheet in survey.administrative_sheets(county)]
    return [*areas, *(partial(make, county) for make in single), *zone_sheets(county)]


def _same(sheet: Sheet) -> Sheet:
    return sheet
