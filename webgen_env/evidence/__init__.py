"""webgen_env.evidence."""
