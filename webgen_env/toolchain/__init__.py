"""webgen_env.toolchain."""
