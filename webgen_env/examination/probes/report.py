"""ProbeReport: what the probes found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """What the probes found."""
