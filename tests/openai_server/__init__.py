"""Tests of what stands between us and a model's server."""
