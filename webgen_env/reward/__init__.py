"""webgen_env.reward."""
