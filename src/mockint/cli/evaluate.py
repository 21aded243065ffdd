"""`mockint evaluate`: how well the grades agree with people's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mockint.cli.batch_io import FormatOption, open_rows
from mockint.cli.options import EncoderOption, JsonOption, PackOption
from mockint.cli.output import Output
from mockint.cli.wiring import Wiring

if TYPE_CHECKING:
    from mockint.embedding import Encoder
    from mockint.evaluation import Agreement, Estimate, LabelledAnswer

SCHEMA = "mockint.evaluation/1"
_CHUNK = 64  # answers that are graded together


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
        Literal["build", "report"] | None,
        typer.Option("--half", help="Of the pack's answers only this half."),
    ] = None,
    peers: Annotated[
        bool, typer.Option("--peers/--no-peers", help="Also measure simpler graders.")
    ] = True,
    form: FormatOption = None,
    pack: PackOption = None,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how the grader agrees with grades that people gave."""
    from mockint.batch import Format
    from mockint.evaluation import Half, pack_labels, read_labelled

    wiring = Wiring(pack=pack, encoder=encoder)
    bank = wiring.pack()
    if source is None:
        answers = pack_labels(bank, Half(half) if half else None)
    else:
        opened = open_rows(wiring.world, source, Format(form) if form else None)
        with opened as (lines, row_format):
            answers = read_labelled(lines, row_format, bank, full_marks)
    found = list(_agreements(wiring.output, answers, wiring.encoder(), peers=peers))
    if as_json:
        from dataclasses import asdict

        graders = [asdict(one) for one in found]
        wiring.output.json({"schema": SCHEMA, "graders": graders})
        return
    for line in _table(found):
        wiring.output.line(line)


def _agreements(
    output: Output, answers: list[LabelledAnswer], engine: Encoder, *, peers: bool
) -> Iterator[Agreement]:
    from mockint.embedding import RememberingEncoder
    from mockint.evaluation import PEERS
    from mockint.evaluation import evaluate as measure
    from mockint.grading import Grader

    encoder = RememberingEncoder(engine)
    grader = Grader(encoder)
    scores: dict[str, list[float]] = {"mockint": []}
    compared: list[LabelledAnswer] = []
    with output.progress("Grading", len(answers)) as bar:
        for start in range(0, len(answers), _CHUNK):
            chunk = answers[start : start + _CHUNK]
            grades = grader.grade_all([(one.rubric, one.answer) for one in chunk])
            for one, grade in zip(chunk, grades, strict=True):
                if grade.score is not None:
                    compared.append(one)
                    scores["mockint"].append(grade.score / 100)
            bar.advance(len(chunk))
    ungraded = len(answers) - len(compared)
    if ungraded:
        output.talk(f"{ungraded} answers could not be graded and are left out.")
    if peers:
        scores |= {peer.name: peer.score(compared, encoder) for peer in PEERS}
    for name, values in scores.items():
        yield measure(
            name,
            values,
            [one.grade for one in compared],
            [one.question for one in compared],
            [one.kind for one in compared],
            scaled=name == "mockint",
        )


def _table(found: list[Agreement]) -> Iterator[str]:
    first = found[0]
    yield f"{first.answers} answers to {first.questions} questions; 95 % intervals over questions"
    yield ""
    yield f"{'':<16}{'Pearson r':>18}{'rank r':>8}{'within':>8}{'RMSE':>7}{'kappa':>7}"
    for one in found:
        yield (
            f"{one.grader:<16}{_with_interval(one.pearson):>18}{_short(one.spearman):>8}"
            f"{_short(one.within):>8}{_points(one.rmse):>7}{_short(one.kappa):>7}"
        )
    if not first.separations:
        return
    yield ""
    yield "How often the better answer scores higher (AUC)"
    yield f"{'':<24}" + "".join(f"{one.grader:>17}" for one in found)
    for i, pair in enumerate(first.separations):
        name = f"{pair.better} > {pair.worse}"
        yield f"{name:<24}" + "".join(f"{_short(one.separations[i].auc):>17}" for one in found)


def _with_interval(estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return _short(estimate)
    return f"{estimate.value:.2f} ({estimate.low:.2f}-{estimate.high:.2f})"


def _short(estimate: Estimate | None) -> str:
    return "-" if estimate is None or estimate.value is None else f"{estimate.value:.2f}"


def _points(estimate: Estimate | None) -> str:
    return "-" if estimate is None or estimate.value is None else f"{estimate.value:.0f}"
