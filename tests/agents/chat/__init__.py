"""Tests of the policy behind a server."""
