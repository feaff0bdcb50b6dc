"""Learning curves: one CSV for each run, one picture for all of them.

A trainer writes rows with :class:`CurveWriter`; ``python -m agents.curves`` draws what several runs wrote, with an
interval over the seeds. The format is plain: a header, then one row for each step, with at least the columns ``seed``,
``step`` and one that is drawn, ``reward`` unless another is named.

Example:
    >>> from agents.curves import Curve, band
    >>> runs = [Curve(0, (0, 1), (1.0, 3.0)), Curve(1, (0, 1), (2.0, 4.0))]
    >>> [float(mean) for mean in band(runs, points=2, smoothing=0).mean]
    [1.5, 3.5]
"""

from __future__ import annotations

from agents.curves.band import Band, Estimate, band, difference_interval, late_mean, seed_interval
from agents.curves.drawing import Series, draw_curves
from agents.curves.reading import Curve, read_curves
from agents.curves.writing import CurveWriter, join_curves

__all__ = [
    "Band",
    "Curve",
    "CurveWriter",
    "Estimate",
    "Series",
    "band",
    "difference_interval",
    "draw_curves",
    "join_curves",
    "late_mean",
    "read_curves",
    "seed_interval",
]
