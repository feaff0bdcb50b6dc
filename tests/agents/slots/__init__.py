"""Tests of the slots policy."""
