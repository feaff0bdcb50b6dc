"""webgen-env: a Gymnasium environment for language models that write whole websites."""
