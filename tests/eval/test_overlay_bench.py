"""The overlay benchmark compares like with like."""

import pytest

from eval.bench.overlay import compared, made_case


@pytest.mark.long
def test_both_sides_find_the_same_pairs_and_area():
    figures = compared(*made_case(4000))
    assert figures.pairs > 1000
    assert figures.area_difference < 1e-9
    assert figures.ours_s > 0
    assert figures.geopandas_s > 0


def test_the_case_is_the_same_every_time():
    (left, right), (again, twice) = made_case(900), made_case(900)
    assert (left == again).all()
    assert (right == twice).all()
