"""`mockint report`: a session as Markdown or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mockint.cli.files import write_result
from mockint.cli.options import JsonOption, SessionArgument
from mockint.cli.output import printable
from mockint.cli.wiring import Wiring


def report(
    session: SessionArgument = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write to this file instead of stdout.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Report on a session: what you know, what you may have wrong, what to learn next."""
    import json

    from mockint.report import to_document, to_markdown

    wiring = Wiring()
    found = wiring.shelf().find(session)
    if as_json:
        text = json.dumps(to_document(found), indent=2) + "\n"
    else:
        text = printable(to_markdown(found))
    if out is None:
        wiring.output.raw(text)
    else:
        write_result(out, text)
        wiring.output.talk(f"Report written to {out}")
