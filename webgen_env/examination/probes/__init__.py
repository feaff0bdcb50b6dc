"""Probes: what can be examined of any site, without contracts."""
