"""agents: policies and trainers for WebGen-v0."""
