"""The area benchmark compares like with like."""

import pytest
import shapely

from eval.bench.area import made_parcels, measured
from eval.bench.overlay import made_case


def test_both_sides_find_the_same_area_of_every_parcel():
    figures = measured(made_parcels(3_000))
    assert figures.vertices > 20_000
    assert figures.largest_difference < 1e-6
    assert figures.smaller_difference_m2 < 1e-3
    assert figures.ours_s < figures.geod_s


def test_the_case_is_the_same_every_time_and_sound():
    parcels = made_parcels(500)
    assert (parcels == made_parcels(500)).all()
    assert shapely.is_valid(parcels).all()
    assert shapely.get_num_interior_rings(parcels).sum() == 25


@pytest.mark.parametrize("count", [1, 19])
def test_a_small_case_is_a_case(count: int):
    assert measured(made_parcels(count)).parcels == count
    assert len(made_case(count)[0]) > 0
