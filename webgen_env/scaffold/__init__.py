"""webgen_env.scaffold."""
