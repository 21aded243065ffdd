"""`mockint calibrate`: the scale of the scores, from grades that people gave."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mockint.cli.batch_io import STANDARD, FormatName, FormatOption, open_rows
from mockint.cli.options import EncoderOption, JsonOption, PackOption
from mockint.cli.output import printable
from mockint.cli.wiring import Wiring
from mockint.errors import InputFileError, UsageError
from mockint.files import ensure_folder, unusable_folder

if TYPE_CHECKING:
    from mockint.bank import Pack
    from mockint.embedding import Encoder
    from mockint.evaluation import LabelledAnswer
    from mockint.evaluation.calibrating import Figures, Outcome, Sort, Source
    from mockint.evaluation.calibration_file import StoredCalibration
    from mockint.grading.grader import Measured

_CHUNK = 64  # answers that are graded together
_NAMES = {"authored": "questions of the bank", "ad_hoc": "questions with just a reference"}


def calibrate(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[IN]",
            help="Rows as 'mockint evaluate' reads them, with the 'score' that a person gave.",
            show_default=False,
        ),
    ] = None,
    full_marks: Annotated[
        float, typer.Option("--full-marks", min=1e-9, help="The score of a perfect answer in IN.")
    ] = 1.0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come of it and keep nothing.")
    ] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Remove what is kept; scores are as shipped again.")
    ] = False,
    form: FormatOption = None,
    pack: PackOption = None,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fit the scale of the scores to grades that people gave, and keep it for this pack."""
    wiring = Wiring(pack=pack, encoder=encoder)
    if forget:
        if source is not None or dry_run or as_json:
            raise UsageError("--forget goes with no file and no other choice.", "Leave them out.")
        _forget(wiring)
        return
    if source is None:
        raise UsageError(
            "There is nothing to calibrate with.",
            "Name a file with graded answers: mockint calibrate IN",
        )
    bank = wiring.pack()
    answers, origin = _read(wiring, source, form, bank, full_marks)
    path = None if dry_run else wiring.calibration_file(bank)
    outcome, fitted = _fit(wiring, bank, answers, origin, path)
    if as_json:
        wiring.output.json(_document(fitted, outcome, path))
    else:
        for line in _table(outcome):
            wiring.output.line(line)
    _talk(wiring, outcome, path)


def _fit(
    wiring: Wiring, bank: Pack, answers: list[LabelledAnswer], origin: Source, path: Path | None
) -> tuple[Outcome, StoredCalibration]:
    """Grade and fit, and keep what came of it at `path`, if there is one."""
    from mockint.evaluation.calibrating import Sort, calibrate, sort_of
    from mockint.evaluation.calibration_file import (
        StoredCalibration,
        read_calibration,
        write_calibration,
    )

    # What will fail fails before minutes of grading.
    if path:
        ensure_folder(path.parent, "MOCKINT_DATA_DIR")
    kept = read_calibration(path) if path else None
    _require_enough({sort: [sort_of(one) for one in answers].count(sort) for sort in Sort})
    engine = wiring.encoder()
    outcome = calibrate(answers, _measure(wiring, engine, answers), origin)
    if not outcome.fitted:
        _require_enough(outcome.few, _left_out(outcome))
    found = StoredCalibration.of(bank.name, engine.fingerprint, outcome.fitted)
    if path:
        write_calibration(path, kept.updated(found) if kept else found)
    return outcome, found


def _read(
    wiring: Wiring, source: str, form: FormatName | None, bank: Pack, full_marks: float
) -> tuple[list[LabelledAnswer], Source]:
    from mockint.batch import Format
    from mockint.evaluation import read_labelled
    from mockint.evaluation.calibrating import Source

    opened = open_rows(wiring.world, source, Format(form) if form else None)
    with opened as (lines, row_format):
        read = list(lines)
    answers = read_labelled(read, row_format, bank, full_marks)
    if source == STANDARD:
        name, content = "stdin", "".join(read).encode(errors="surrogateescape")
    else:
        # A byte order mark, if there is one, is not among the lines.
        name, content = Path(source).name, Path(source).read_bytes()
    # The name is shown with every grade, and kept in journals.
    shown = " ".join(printable(name).split())
    now = wiring.world.now().isoformat(timespec="seconds")
    return answers, Source(shown, hashlib.sha256(content).hexdigest(), now)


def _measure(wiring: Wiring, engine: Encoder, answers: list[LabelledAnswer]) -> list[Measured]:
    """Grade as a grader does that was not calibrated."""
    from mockint.grading import Grader

    grader, measured = Grader(engine), []
    with wiring.output.progress("Grading", len(answers)) as bar:
        for start in range(0, len(answers), _CHUNK):
            chunk = answers[start : start + _CHUNK]
            measured += grader.measure_all([(one.rubric, one.answer) for one in chunk])
            bar.advance(len(chunk))
    return measured


def _require_enough(counts: Mapping[Sort, int], why: Iterable[str] = ()) -> None:
    """Refuse when no sort of question has enough answers.

    Args:
        counts: How many answers there are of each sort.
        why: What else to say.

    Raises:
        InputFileError: That is so.
    """
    from mockint.evaluation.calibrating import FEWEST_ANSWERS

    if any(count >= FEWEST_ANSWERS for count in counts.values()):
        return
    few = {sort: count for sort, count in counts.items() if count} or counts
    raise InputFileError(
        "There are too few answers to calibrate with.",
        "\n".join([*(_missing(sort, count) for sort, count in few.items()), *why]),
    )


def _missing(sort: Sort, count: int) -> str:
    from mockint.evaluation.calibrating import FEWEST_ANSWERS

    return (
        f"Answers to {_NAMES[sort]}: {count} that can be used, {FEWEST_ANSWERS} are needed; "
        f"grade {FEWEST_ANSWERS - count} more."
    )


def _forget(wiring: Wiring) -> None:
    path = wiring.calibration_file(wiring.pack())
    try:
        path.unlink()
    except FileNotFoundError:
        wiring.output.talk("There is no calibration for this pack and encoder.")
    except OSError as error:
        raise unusable_folder(path.parent, "MOCKINT_DATA_DIR", error) from error
    else:
        wiring.output.talk(f"Removed {path}; scores are as shipped again.")


def _document(found: StoredCalibration, outcome: Outcome, path: Path | None) -> dict[str, Any]:
    from mockint.evaluation.calibrating import FEWEST_ANSWERS

    return found.to_dict() | {
        "refused": [
            {"sort": sort, "answers": count, "needed": FEWEST_ANSWERS}
            for sort, count in outcome.few.items()
        ],
        "guarded": outcome.guarded,
        "ungraded": outcome.ungraded,
        "file": str(path) if path else None,
    }


def _table(outcome: Outcome) -> Iterator[str]:
    for number, (sort, one) in enumerate(outcome.fitted.items()):
        if number:
            yield ""
        name = _NAMES[sort]
        yield f"{one.answers} answers to {one.questions} {name}; map: {one.method}"
        yield ""
        yield f"{'':<24}{'Pearson r':>10}{'RMSE':>7}{'kappa':>7}"
        yield _row("as shipped", one.before)
        if one.after:
            yield _row(f"calibrated, {one.folds} folds", one.after)
            yield ""
            yield f"Error band: {one.map.error_band:.0f} points of 100, on questions left out."


def _row(name: str, figures: Figures) -> str:
    r, rmse, kappa = figures.pearson, figures.rmse, figures.kappa
    return f"{name:<24}{_value(r, 2):>10}{_value(rmse, 0):>7}{_value(kappa, 2):>7}"


def _value(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _talk(wiring: Wiring, outcome: Outcome, path: Path | None) -> None:
    few = (_missing(sort, count) for sort, count in outcome.few.items())
    kept = f"Kept in {path}; grades with this pack use it from now on."
    for one in (*few, *_left_out(outcome), *_doubts(outcome)):
        wiring.output.talk(one)
    wiring.output.talk(kept if path else "Nothing is kept (--dry-run).")


def _left_out(outcome: Outcome) -> Iterator[str]:
    if outcome.guarded:
        yield f"Left out, since they get 0 whatever the scale: {outcome.guarded}."
    if outcome.ungraded:
        yield f"Left out, since they could not be graded: {outcome.ungraded}."


def _doubts(outcome: Outcome) -> Iterator[str]:
    for sort, one in outcome.fitted.items():
        if one.after is None:
            yield (
                f"Too few different {_NAMES[sort]} to say how well this carries over to others: "
                "3 are needed. Grades have no error band."
            )
        if one.flat:
            yield (
                f"For {_NAMES[sort]} the grades do not rise with the grader's values; every "
                "answer would get the same score. 'mockint calibrate --forget' undoes it."
            )
        elif one.improves is False:
            yield (
                f"For {_NAMES[sort]} the scores as shipped are no further from the grades; "
                "'mockint calibrate --forget' goes back to them."
            )
