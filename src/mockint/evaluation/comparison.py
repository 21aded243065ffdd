"""Everything that is measured on answers which people graded and the grader too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mockint.embedding import Encoder
from mockint.errors import MockintError
from mockint.evaluation.agreement import Agreement, evaluate, kinds_by_grade
from mockint.evaluation.compared import Compared, grade_labelled
from mockint.evaluation.guard_rates import GuardRate, guard_rates
from mockint.evaluation.labelled import LabelledAnswer
from mockint.evaluation.peers import PEERS
from mockint.evaluation.reliability import Reliability, reliability_of
from mockint.grading import Grader, GraderIdentity

NAME = "mockint"  # what tables call the grader itself


@dataclass(frozen=True)
class Comparison:
    """What reports are made from.

    Attributes:
        answers: The answers that were graded, at least one, in the order of the input.
        ungraded: How many could not be graded and are left out everywhere.
        kinds: The kinds of answer that occur, the one that people graded highest first.
        agreements: How each grader agrees with people, ours first.
        reliability: Whether the error bands hold; None where no grade has one.
        guards: How often each flag was raised.
    """

    answers: tuple[Compared, ...]
    ungraded: int
    kinds: tuple[str, ...]
    agreements: tuple[Agreement, ...]
    reliability: Reliability | None
    guards: tuple[GuardRate, ...]

    @property
    def graders(self) -> tuple[GraderIdentity, ...]:
        """Who graded: more than one identity where rows of both sorts are calibrated apart."""
        return tuple(dict.fromkeys(one.grader for one in self.answers))


def compare(
    answers: Sequence[LabelledAnswer],
    grader: Grader,
    peers: Encoder | None,
    advance: Callable[[int], None],
) -> Comparison:
    """Grade answers and measure how the scores agree with people's grades.

    Args:
        answers: The answers.
        grader: Our grader.
        peers: With what simpler graders are measured too, preferably the grader's encoder; None
            for none.
        advance: Told how many more answers our grader is done with.

    Raises:
        MockintError: Not one answer could be graded.
    """
    grades = grade_labelled(answers, grader, advance)
    pairs = (Compared.of(one, grade) for one, grade in zip(answers, grades, strict=True))
    compared = [pair for pair in pairs if pair is not None]
    if not compared:
        reason = f" ({grades[0].error})" if grades else ""
        raise MockintError(
            f"None of the {len(answers)} answers could be graded{reason}.",
            "'mockint doctor' checks the installation.",
        )
    graded = [one.labelled for one in compared]
    kinds = kinds_by_grade([one.kind for one in graded], [one.grade for one in graded])
    return Comparison(
        answers=tuple(compared),
        ungraded=len(answers) - len(compared),
        kinds=tuple(kinds),
        agreements=tuple(_agreements(compared, peers)),
        reliability=reliability_of(compared),
        guards=guard_rates(compared, kinds),
    )


def _agreements(compared: Sequence[Compared], encoder: Encoder | None) -> Iterator[Agreement]:
    answers = [one.labelled for one in compared]
    scores = {NAME: [one.score / 100 for one in compared]}
    if encoder is not None:
        scores |= {peer.name: peer.score(answers, encoder) for peer in PEERS}
    for name, values in scores.items():
        yield evaluate(
            name,
            values,
            [one.grade for one in answers],
            [one.question for one in answers],
            [one.kind for one in answers],
            scaled=name == NAME,
        )
