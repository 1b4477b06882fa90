"""One command a figure: `python -m benchmarks.NAME` prints a table, and one JSON object as its last line."""
