"""A site that nothing is against."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from county_of_zones import facts, review, site_in

from tools.compliance.review import Reviewer


@pytest.mark.parametrize("day", [date(2026, 8, 14), date(2026, 11, 22), date(2027, 1, 1)])
def test_a_known_factory_on_its_own_ground_is_allowed(reviewer: Reviewer, tmp_path: Path, day: date) -> None:
    found = review(reviewer, site_in("普通"), facts(), day, tmp_path).compliance
    wrong = {
        check.key: (check.verdict, check.reason) for check in found.checks if check.verdict not in ("符合", "不适用")
    }
    assert wrong == {}
    assert found.verdict == "符合"
