"""Run the command line: python -m rashomon."""

from rashomon.showing.cli import main

if __name__ == "__main__":
    main()
