"""Tests of policies that run a model here."""
