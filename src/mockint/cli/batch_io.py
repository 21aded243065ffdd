"""Rows from a file or stdin, one JSON object a row out of them; shared by two verbs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TextIO

import typer

from mockint.cli.files import unwritable
from mockint.cli.wiring import Wiring
from mockint.cli.world import World
from mockint.errors import ExitCode, InputFileError

if TYPE_CHECKING:
    from mockint.batch import Format, Marked, Summary

STANDARD = "-"

FormatName = Literal["jsonl", "csv"]
OutputOption = Annotated[
    str, typer.Option("--out", "-o", metavar="OUT", help="JSON Lines; '-' writes to stdout.")
]
FormatOption = Annotated[
    FormatName | None,
    typer.Option("--format", help="How the input is written, where its name does not say."),
]


def run_batch(
    wiring: Wiring,
    source: str,
    out: str,
    form: FormatName | None,
    what: str,
    to_record: Callable[[Marked], dict[str, Any]],
    limit: int = 2,
) -> Summary:
    """Grade every row of `source` and write a record of each to `out`, in input order.

    Args:
        wiring: The parts.
        source: A file, or `-`.
        out: A file, or `-`.
        form: How the rows are written; None to go by the name or the first line.
        what: What is going on, for the progress bar.
        to_record: What to write of a result.
        limit: How many follow-up questions a row may have.

    Raises:
        InputFileError: A file cannot be used.
        StorageError: The calibration that is kept is damaged.
        typer.Exit: It was interrupted; what was done is kept.
    """
    from mockint.batch import Format, Summary, mark, read_rows
    from mockint.grading import Grader

    summary = Summary()
    with open_rows(wiring.world, source, Format(form) if form else None) as (lines, row_format):
        bank = wiring.pack()
        calibrations = wiring.calibrations(bank)
        with open_results(wiring.world, out, source) as results:
            engine = wiring.encoder()
            rows = read_rows(lines, row_format)
            grader, writer = Grader(engine, calibrations), wiring.follow_up_writer(engine)
            with wiring.output.progress(what, count_rows(source)) as progress:
                try:
                    for marked in mark(rows, bank, grader, writer, limit):
                        results.write(to_record(marked))
                        summary = summary.add(marked)
                        progress.advance()
                except KeyboardInterrupt:
                    results.flush()
                    kept = "" if out == STANDARD else f"; they are in {out}.partial"
                    done = summary.graded + summary.failed
                    wiring.output.talk(f"Interrupted after {done} rows{kept}.")
                    raise typer.Exit(ExitCode.INTERRUPTED) from None
    return summary


class RowWriter:
    """Writes results as they come.

    Args:
        stream: Where to.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        # Elsewhere than in UTF-8, letters that the encoding lacks would not come out as JSON.
        self._ascii = (stream.encoding or "").lower().replace("-", "") != "utf8"

    def write(self, content: dict[str, Any]) -> None:
        """Write one row."""
        self._stream.write(json.dumps(content, ensure_ascii=self._ascii) + "\n")

    def flush(self) -> None:
        """Hand on what was written."""
        self._stream.flush()


@contextmanager
def open_rows(
    world: World, source: str, form: Format | None
) -> Iterator[tuple[Iterable[str], Format]]:
    """The lines of a file, or of stdin for `-`, and how their rows are written.

    Raises:
        InputFileError: The file cannot be read.
    """
    from mockint.batch import Format

    if source == STANDARD:
        lines = iter(world.stdin)
        first = next(lines, "")
        guessed = Format.JSONL if first.lstrip("\ufeff \t").startswith("{") else Format.CSV
        yield _chain(first, lines), form or guessed
        return
    path = Path(source)
    guessed = Format.CSV if path.suffix.lower() in (".csv", ".tsv") else Format.JSONL
    try:
        # A byte that is not UTF-8 spoils its row, not the file.
        file = path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
    except OSError as error:
        raise InputFileError(
            f"{path} cannot be read ({error.strerror}).",
            "Name a JSON Lines or CSV file, or '-' to read from stdin.",
        ) from error
    with file:
        yield file, form or guessed


def count_rows(source: str) -> int | None:
    """About how many rows a file has, for a progress bar; None for stdin."""
    if source == STANDARD:
        return None
    with Path(source).open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) or None


@contextmanager
def open_results(world: World, target: str, source: str) -> Iterator[RowWriter]:
    """Where results go: stdout for `-`, else a file that appears when it is complete.

    While the work goes on, and after an interruption, what is done so far lies beside it in
    `<name>.partial`.

    Raises:
        InputFileError: The file cannot be written, or is the input itself.
    """
    if target == STANDARD:
        yield RowWriter(world.stdout)
        world.stdout.flush()
        return
    path = Path(target)
    if source != STANDARD and path.exists() and path.samefile(source):
        raise InputFileError(
            f"{path} is the input; the results would overwrite the answers.",
            "Name another file with -o.",
        )
    partial = path.with_name(f"{path.name}.partial")
    try:
        file = partial.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise unwritable(path, error) from error
    with file:
        yield RowWriter(file)
    try:
        partial.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error


def _chain(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest
