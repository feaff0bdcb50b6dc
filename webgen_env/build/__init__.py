"""From a project to a site: dependency layers, and Vite in a persistent worker."""

from webgen_env.build.base_layer import install_base_layer
from webgen_env.build.builder import Builder
from webgen_env.build.site import BuildOutcome, Site
from webgen_env.build.vite_builder import ViteBuilder

__all__ = ["BuildOutcome", "Builder", "Site", "ViteBuilder", "install_base_layer"]
