"""webgen_env.browser."""
