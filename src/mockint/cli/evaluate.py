"""`mockint evaluate`: how well the grades agree with people's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from mockint.cli.batch_io import STANDARD, FormatOption, open_rows
from mockint.cli.options import EncoderOption, JsonOption, PackOption
from mockint.cli.wiring import Wiring
from mockint.errors import InputFileError

if TYPE_CHECKING:
    from mockint.bank import Pack
    from mockint.cli.world import World
    from mockint.evaluation import Comparison, LabelledAnswer

SCHEMA = "mockint.evaluation/1"


def evaluate(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[IN]",
            help="Rows as `mockint grade` reads them, with 'score' and perhaps 'kind'; "
            "the labelled answers of the pack without.",
        ),
    ] = None,
    full_marks: Annotated[
        float, typer.Option("--full-marks", min=1e-9, help="The score of a perfect answer in IN.")
    ] = 1.0,
    half: Annotated[
        Literal["train", "build", "report"] | None,
        typer.Option("--half", help="Of the pack's answers only this half."),
    ] = None,
    peers: Annotated[
        bool, typer.Option("--peers/--no-peers", help="Also measure simpler graders.")
    ] = True,
    picture: Annotated[
        bool | None,
        typer.Option(
            "--picture/--no-picture",
            help="Also draw scores against grades; a terminal does without being asked.",
        ),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Also write a page to FILE.")
    ] = None,
    form: FormatOption = None,
    pack: PackOption = None,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how the grader agrees with grades that people gave."""
    from mockint.batch import Format
    from mockint.evaluation import Half, pack_labels, read_labelled

    wiring = Wiring(pack=pack, encoder=encoder)
    if html is not None:
        _check_target(html, source)
    bank = wiring.pack()
    if source is None:
        answers = pack_labels(bank, Half(half) if half else None)
    else:
        opened = open_rows(wiring.world, source, Format(form) if form else None)
        with opened as (lines, row_format):
            answers = read_labelled(lines, row_format, bank, full_marks)
    named = _name_source(source, bank, half)
    found = _compare(wiring, bank, answers, peers=peers)
    if as_json:
        wiring.output.json(_document(found, named))
    else:
        _print(wiring, found, picture=picture)
    if html is not None:
        _write_page(html, found, named)
        wiring.output.talk(f"Page written to {html}")


def _compare(
    wiring: Wiring, bank: Pack, answers: list[LabelledAnswer], *, peers: bool
) -> Comparison:
    from mockint.embedding import RememberingEncoder
    from mockint.evaluation import compare
    from mockint.grading import Grader

    calibrations = wiring.calibrations(bank)
    encoder = RememberingEncoder(wiring.encoder())
    with wiring.output.progress("Grading", len(answers)) as bar:
        grader = Grader(encoder, calibrations)
        found = compare(answers, grader, encoder if peers else None, bar.advance)
    if found.ungraded:
        wiring.output.talk(f"{found.ungraded} answers could not be graded and are left out.")
    return found


def _print(wiring: Wiring, found: Comparison, *, picture: bool | None) -> None:
    from mockint.cli.evaluation_text import evaluation_lines, picture_lines

    output, world = wiring.output, wiring.world
    for line in evaluation_lines(found, output.width):
        output.line(line)
    if _shows_picture(world) if picture is None else picture:
        output.line()
        for line in picture_lines(found, output.width, blocks=_shows_blocks(world)):
            output.line(line)


def _shows_picture(world: World) -> bool:
    return world.stdout.isatty() and not world.wants_plain_text


def _shows_blocks(world: World) -> bool:
    if not _shows_picture(world) or world.environ.get("NO_COLOR"):
        return False
    try:
        "█▏".encode(world.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _document(found: Comparison, source: str) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "schema": SCHEMA,
        "graders": [asdict(one) for one in found.agreements],
        "source": source,
        "ungraded": found.ungraded,
        "identities": [asdict(one) for one in found.graders],
        "reliability": asdict(found.reliability) if found.reliability else None,
        "guards": [asdict(one) for one in found.guards],
    }


def _name_source(source: str | None, bank: Pack, half: str | None) -> str:
    if source is None:
        which = f", half '{half}'" if half else ""
        return f"the labelled answers of the pack '{bank.name}'{which}"
    return "standard input" if source == STANDARD else source


def _check_target(path: Path, source: str | None) -> None:
    """Find out before minutes of grading that the page could not be written after them.

    Raises:
        InputFileError: It could not, or it would replace the answers.
    """
    if source not in (None, STANDARD) and path.exists() and path.samefile(str(source)):
        raise InputFileError(
            f"{path} is the input; the page would overwrite the answers.",
            "Name another file with --html.",
        )
    folder = next(one for one in path.absolute().parents if one.exists())
    if path.is_dir():
        raise _unwritable(path, IsADirectoryError(0, "a folder"))
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise _unwritable(path, PermissionError(0, "its folder is not writable"))


def _write_page(path: Path, found: Comparison, source: str) -> None:
    from mockint.evaluation.page import to_html
    from mockint.files import write_atomically

    page = to_html(found, source).encode("utf-8", errors="backslashreplace")
    try:
        write_atomically(path, page)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> InputFileError:
    return InputFileError(
        f"{path} cannot be written ({error.strerror}).", "Choose another file with --html."
    )
