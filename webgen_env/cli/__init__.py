"""The command line: ``webgen doctor | setup | demo | score | bench | cache``."""

from webgen_env.cli.app import app, main

__all__ = ["app", "main"]
