"""webgen_env.tasks."""
