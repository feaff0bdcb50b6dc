"""Plots of a report."""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ET
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from PIL import Image

from tests.benchmark.values import bare_report, full_report, soak_report
from webgen_env.benchmark.charts import charts_of, draw_soak
from webgen_env.errors import MissingDependencyError


def test_every_section_with_a_shape_is_drawn_in_both_schemes() -> None:
    charts = list(charts_of(full_report()))
    assert [chart.id for chart in charts] == [
        "stages", "boxes", "distribution", "scaling", "memory", "baseline", "soak",
    ]  # fmt: skip
    for chart in charts:
        assert set(chart.images) == {"light", "dark"}
        assert chart.images["light"] != chart.images["dark"]
        for svg in chart.images.values():
            assert ET.fromstring(svg).tag.endswith("svg")


def test_nothing_measured_is_nothing_drawn() -> None:
    assert list(charts_of(bare_report())) == []


def test_a_single_point_is_no_curve() -> None:
    report = full_report()
    assert report.scaling is not None
    assert report.soak is not None
    small = replace(report, scaling=report.scaling[:1], soak=soak_report(samples=report.soak.samples[:1]))
    assert {"scaling", "soak"}.isdisjoint(chart.id for chart in charts_of(small))


def test_either_of_alone_and_batch_is_enough_for_a_distribution() -> None:
    for absent in ("latency", "throughput"):
        assert "distribution" in {chart.id for chart in charts_of(full_report(**{absent: None}))}


def test_equal_reports_give_equal_bytes() -> None:
    assert list(charts_of(full_report())) == list(charts_of(full_report()))


def test_the_settings_of_the_process_are_left_alone() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    list(charts_of(full_report()))
    assert dict(mpl.rcParams) == before


def test_the_curve_of_a_soak_is_a_picture(tmp_path: Path) -> None:
    draw_soak(soak_report(), tmp_path / "soak.png")
    with Image.open(tmp_path / "soak.png") as image:
        assert image.width > 800
        assert image.convert("L").getcolors(8) is None


def test_a_missing_matplotlib_is_named_with_its_pip_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    find = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "matplotlib" else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    with pytest.raises(MissingDependencyError, match=r"pip install 'webgen-env\[report\]'"):
        next(charts_of(full_report()))
    with pytest.raises(MissingDependencyError, match="Matplotlib"):
        draw_soak(soak_report(), tmp_path / "soak.png")
