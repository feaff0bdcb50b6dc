"""Tests of policies of Stable-Baselines3."""
