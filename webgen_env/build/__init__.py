"""webgen_env.build."""
