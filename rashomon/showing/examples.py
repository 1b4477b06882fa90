"""Commands whose help ends with an example that is printed as it was written."""

from __future__ import annotations

from typing import Any

import click


class Exampled(click.Command):
    """A command with an example in its help."""

    def __init__(self, *args: Any, example: tuple[str, ...], **kwargs: Any) -> None:  # noqa: ANN401 - passed on unseen
        super().__init__(*args, **kwargs)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        write_example(formatter, self.example)


class ExampledGroup(click.Group):
    """A group of commands with an example in its help."""

    def __init__(self, *args: Any, example: tuple[str, ...], **kwargs: Any) -> None:  # noqa: ANN401 - passed on unseen
        super().__init__(*args, **kwargs)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        write_example(formatter, self.example)


def write_example(formatter: click.HelpFormatter, lines: tuple[str, ...]) -> None:
    """Write the lines of an example under their heading, neither wrapped nor joined."""
    with formatter.section("Example"):
        for line in lines:
            formatter.write(f"{'':{formatter.current_indent}}{line}\n")
