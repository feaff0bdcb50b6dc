"""New packages: sites whose set of packages is new, all of them downloaded before."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.benchmark.corpus import with_packages
from webgen_env.benchmark.runs import Progress, score_one, silent
from webgen_env.benchmark.spread import Spread
from webgen_env.build import ViteBuilder
from webgen_env.errors import ConfigurationError
from webgen_env.scorer import Scorer
from webgen_env.toolchain import cache_home

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite

EXTRA_PACKAGES = (
    "mitt@3.0.1",
    "fuse.js@7.0.0",
    "immer@10.1.1",
    "pretty-bytes@6.1.1",
    "tinycolor2@1.6.0",
    "dayjs@1.11.13",
)
"""One more dependency each, which makes a package set that no site has asked for yet."""


@dataclass(frozen=True, slots=True)
class NewPackagesReport:
    """Times of sites whose set of packages is new, all of them downloaded before.

    Attributes:
        sites: Distinct sites, each with a set of its own.
        layer: Seconds to make the dependency layer.
        total: Seconds for the whole verdict.
    """

    sites: int
    layer: Spread
    total: Spread


def measure_new_packages(
    sites: Sequence[CorpusSite], *, routes: int, packages: Sequence[str] = EXTRA_PACKAGES, progress: Progress = silent
) -> NewPackagesReport:
    """Time sites whose set of packages is new, while each package has been downloaded before.

    Every site gets one more dependency. A first pass downloads what is missing; the timed pass begins with an empty
    folder of dependency layers, so that each site has its layer made from the downloaded packages.

    Args:
        sites: Distinct sites; as many as there are packages are used.
        routes: Most routes to visit besides the home page.
        packages: ``name@version`` of the further dependencies; the first only warms the worker up.
        progress: Told how far it is.

    Returns:
        The measurements.

    Raises:
        ConfigurationError: There are fewer than two sites or packages.
        InfrastructureError: A site was not scored, for instance because the registry cannot be reached.
    """
    varied = [with_packages(site, package) for site, package in zip(sites, packages, strict=False)]
    if len(varied) < 2:
        raise ConfigurationError(f"Expected two sites and packages or more, got {len(sites)} and {len(packages)}.")
    home = cache_home()
    home.mkdir(parents=True, exist_ok=True)
    # Beside the downloaded packages, because layers are made of links to them.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=home) as folder:
        for number in range(2):
            builder = partial(ViteBuilder, layers=Path(folder, str(number)))
            results = []
            with Scorer(builders=1, browsers=1, routes=routes, cache=False, builder=builder) as scorer:
                for site in varied:
                    results.append(score_one(scorer, site))
                    progress(f"new packages: {number * len(varied) + len(results)} of {2 * len(varied)}")
    timed = results[1:]
    return NewPackagesReport(
        sites=len(timed),
        layer=Spread.of(result.timing["layer"] for result in timed),
        total=Spread.of(result.timing["total"] for result in timed),
    )
