"""``python -m searchlib`` is the command line."""

from searchlib.cli.main import main

if __name__ == "__main__":
    main()
