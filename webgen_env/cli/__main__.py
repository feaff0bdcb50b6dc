"""``python -m webgen_env.cli``: the command line, for launchers that start modules."""

from webgen_env.cli.app import main

if __name__ == "__main__":
    main()
