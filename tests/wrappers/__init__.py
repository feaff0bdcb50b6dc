"""Tests of the numeric wrappers."""
