"""The corpus: enough sites, different enough, and all of them good."""

from __future__ import annotations

from itertools import islice

import pytest

from webgen_env import Scorer, parse_manifest
from webgen_env.benchmark.corpus import CorpusSite, bundled_sites, choose_sites, distinct_sites, with_packages
from webgen_env.compliance import check_compliance
from webgen_env.errors import ConfigurationError
from webgen_env.scaffold import Project, default_scaffold


def project_of(site: CorpusSite) -> Project:
    return default_scaffold().compose(parse_manifest(site.completion))


def test_there_are_thirty_distinct_sites_or_more() -> None:
    sites = bundled_sites()
    assert len(sites) >= 30
    assert len({site.name for site in sites}) == len(sites)
    assert len({project_of(site).digest for site in sites}) == len(sites)


def test_sizes_and_libraries_are_spread() -> None:
    sites = bundled_sites()
    sizes = {site.pages for site in sites}
    assert min(sizes) == 3
    assert 11 <= max(sizes) <= 12
    assert len(sizes) >= 7
    assert sum("antd" in site.libraries for site in sites) >= 6
    assert sum("recharts" in site.libraries for site in sites) >= 6
    assert sum(not site.libraries for site in sites) >= 10
    assert {site.kind for site in sites} == {"handmade", "small", "assembled", "extended"}


def test_the_libraries_named_are_declared() -> None:
    for site in bundled_sites():
        dependencies = project_of(site).dependencies
        assert set(site.libraries) <= set(dependencies), site.name


def test_every_site_complies() -> None:
    for site in bundled_sites():
        manifest = parse_manifest(site.completion)
        compliance = check_compliance(manifest, project_of(site))
        assert compliance.passed, (site.name, compliance)


def test_the_corpus_is_the_same_each_time() -> None:
    first = [site.completion for site in bundled_sites()]
    bundled_sites.cache_clear()
    assert [site.completion for site in bundled_sites()] == first


@pytest.mark.parametrize("number", [1, 2, 7, 24, None])
def test_a_choice_has_the_size_asked_for(number: int | None) -> None:
    chosen = choose_sites(number)
    assert len(chosen) == (number or len(bundled_sites()))
    assert len({site.name for site in chosen}) == len(chosen)
    assert list(chosen) == [site for site in bundled_sites() if site in chosen]


def test_a_choice_of_some_has_small_and_large_sites() -> None:
    pages = sorted(site.pages for site in choose_sites(6))
    assert pages[0] <= 4
    assert pages[-1] >= 9


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_a_choice_beyond_the_corpus_is_refused(number: int) -> None:
    with pytest.raises(ConfigurationError, match=f"got {number}"):
        choose_sites(number)


def test_editions_are_distinct_projects_of_the_same_work() -> None:
    sites = choose_sites(3)
    editions = list(distinct_sites(sites, 128))
    assert len({project_of(site).digest for site in editions}) == 128
    assert len({site.completion for site in editions}) == 128
    assert len({site.name for site in editions}) == 128
    original, edition = project_of(sites[0]), project_of(editions[0])
    changed = {path for path in original.files if original.files[path] != edition.files[path]}
    assert changed == {"src/App.tsx", "index.html"}
    assert set(original.files) == set(edition.files)
    assert edition.files["index.html"].count("· 1</title>") == 1


def test_editions_go_on_without_end_and_from_a_number() -> None:
    sites = choose_sites(2)
    names = [site.name for site in islice(distinct_sites(sites, first=100), 5)]
    assert [name.rpartition("#")[2] for name in names] == ["100", "101", "102", "103", "104"]
    assert [name.partition("#")[0] for name in names] == [sites[place % 2].name for place in range(5)]


def test_editions_of_nothing_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="at least one site"):
        next(distinct_sites([]))


def test_a_site_can_declare_a_further_package() -> None:
    [site] = choose_sites(1)
    changed = with_packages(site, "mitt@3.0.1")
    assert "mitt" not in project_of(site).dependencies
    assert project_of(changed).dependencies["mitt"] == "3.0.1"
    assert project_of(changed).files["src/App.tsx"] == project_of(site).files["src/App.tsx"]


@pytest.mark.slow
def test_every_page_of_every_site_is_shown_without_an_error() -> None:
    # Those made by hand are opened by the tests of the showcase.
    sites = [site for site in bundled_sites() if site.kind != "handmade"]
    with Scorer(routes=12, cache=False) as scorer:
        results = scorer.score_batch_sync([site.task for site in sites], [site.completion for site in sites])
    found = {
        site.name: (result.stage, result.terms, result.errors) for site, result in zip(sites, results, strict=True)
    }
    bad = {name: told for name, told in found.items() if told[0] != "scored" or told[1]["functional"] != 1.0}
    assert bad == {}
    for site, result in zip(sites, results, strict=True):
        assert result.visit is not None
        # The home page, and a page for each route that the site links or declares.
        assert len(result.visit.pages) >= min(site.pages, 13) - 2, site.name


@pytest.mark.slow
def test_editions_are_built_to_different_files() -> None:
    editions = list(distinct_sites(choose_sites(1), 2))
    with Scorer(routes=0, cache=False) as scorer:
        results = scorer.score_batch_sync([site.task for site in editions], [site.completion for site in editions])
    assert [result.stage for result in results] == ["scored", "scored"]
    titles = [result.visit.pages[0].title for result in results if result.visit]
    assert titles[0].replace("· 1", "") == titles[1].replace("· 2", "")
    assert titles[0] != titles[1]
