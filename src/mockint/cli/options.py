"""Options that several verbs share, each described once."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

LevelName = Literal["junior", "mid", "senior"]

PackOption = Annotated[
    str | None,
    typer.Option(
        "--pack", metavar="NAME|FOLDER", help="The question pack: a shipped one or your own."
    ),
]
TopicOption = Annotated[
    str | None,
    typer.Option("--topic", "-t", help="Only questions of this topic or section."),
]
LevelOption = Annotated[
    LevelName | None,
    typer.Option("--level", "-l", help="Only questions of this level."),
]
EncoderOption = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        metavar="MODEL|FOLDER",
        help="A sentence-transformers model instead of the one that ships.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
PlainOption = Annotated[
    bool,
    typer.Option("--plain", help="Plain lines only, for screen readers and dumb terminals."),
]
SessionArgument = Annotated[
    str | None,
    typer.Argument(
        help="A session's name or its beginning; the latest without.", show_default=False
    ),
]
