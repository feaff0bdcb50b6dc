"""Evidence: a bundle on disk for every verdict, and a gallery to look at many of them."""

from __future__ import annotations

from webgen_env.evidence.bundle import Bundle, bundle_name, find_bundles, read_bundle, write_bundle
from webgen_env.evidence.gallery import write_gallery
from webgen_env.evidence.item import GalleryItem

__all__ = ["Bundle", "GalleryItem", "bundle_name", "find_bundles", "read_bundle", "write_bundle", "write_gallery"]
