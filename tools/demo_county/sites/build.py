"""Sites for every case, as many as are wanted, one case after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ..county import County
from .cases import Cases
from .ground import Ground
from .site import Site
from .ways import Ways

COUNT = 250


def build_sites(county: County, count: int = COUNT, seed: int = 0, ways: Ways | None = None) -> list[Site]:
    """The first site of every case, then the second …, until there are `count` or no more can be found.

    Another `seed` gives other sites of the same county; the same gives the same.
    """
    cases = Cases(Ground(county), ways or Ways(county), np.random.default_rng([county.country.seed, 51, seed]))
    open_: list[Iterator[Site]] = cases.all()
    found: list[Site] = []
    numbers: dict[str, int] = {}
    while open_ and len(found) < count:
        left = []
        for case in open_:
            site = next(case, None)
            if site is None:
                continue
            left.append(case)
            if len(found) < count:
                name = f"{site.about}-{site.how}"
                numbers[name] = numbers.get(name, 0) + 1
                found.append(replace(site, id=f"{name}-{numbers[name]}"))
        open_ = left
    return found
