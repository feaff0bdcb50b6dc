"""The manifest of a completion: what was written, in which order, and every irregularity."""

from __future__ import annotations

from webgen_env.manifest._writer import MAX_FILE_BYTES, MAX_FILES, MAX_TOTAL_BYTES
from webgen_env.manifest.manifest import Command, Manifest, ManifestFile
from webgen_env.manifest.parser import MAX_COMPLETION_CHARACTERS, parse_manifest
from webgen_env.manifest.render import render_completion
from webgen_env.manifest.rules import MANIFEST_RULES

__all__ = [
    "MANIFEST_RULES",
    "MAX_COMPLETION_CHARACTERS",
    "MAX_FILES",
    "MAX_FILE_BYTES",
    "MAX_TOTAL_BYTES",
    "Command",
    "Manifest",
    "ManifestFile",
    "parse_manifest",
    "render_completion",
]
