"""Which sites of a batch are timed on their own."""

from __future__ import annotations

from webgen_env.benchmark.corpus import bundled_sites
from webgen_env.benchmark.throughput import FEWEST_OF_A_KIND, _by_kind


def test_each_site_is_of_the_kind_of_its_heaviest_library() -> None:
    groups = _by_kind(bundled_sites())
    assert list(groups) == ["Tailwind alone", "recharts", "antd"]
    assert sum(map(len, groups.values())) == len(bundled_sites())
    assert all("antd" in site.libraries for site in groups["antd"])
    assert all(site.libraries == ("recharts",) for site in groups["recharts"])
    assert not any(site.libraries for site in groups["Tailwind alone"])


def test_a_kind_with_few_sites_is_left_out() -> None:
    plain = [site for site in bundled_sites() if not site.libraries]
    antd = [site for site in bundled_sites() if "antd" in site.libraries]
    assert list(_by_kind([*plain, *antd[: FEWEST_OF_A_KIND - 1]])) == ["Tailwind alone"]
