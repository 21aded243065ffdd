"""The grader with its encoder: rubrics and answers in, grades out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mockint.embedding import Encoded, Encoder
from mockint.errors import EncoderError
from mockint.grading.calibration import SHIPPED, Calibrations, MonotoneMap
from mockint.grading.grade import Grade, GraderIdentity, ungraded
from mockint.grading.guards import graded_text, inspect
from mockint.grading.judge import Judge, shipped_judge
from mockint.grading.rubric import EncodedRubric, Rubric
from mockint.grading.scoring import answer_evidence, score_answer
from mockint.grading.similarity import EncodedAnswer
from mockint.grading.text import Unit, plain_text, split_units

NAME = "offline"
VERSION = "2"
_KEPT_RUBRICS = 512


@dataclass(frozen=True)
class Measured:
    """A grade, and what its score was made from.

    Attributes:
        grade: The grade.
        value: The raw value that the calibration mapped to the score; None where a guard or a
            failure decided the grade.
    """

    grade: Grade
    value: float | None


class Grader:
    """Grades answers with an encoder; keeps the vectors of the rubrics that it met.

    Args:
        encoder: Gives sentence and word vectors.
        calibrations: How raw values become scores.
        judge: Tells which key points an answer makes; the one that ships without.
    """

    def __init__(
        self, encoder: Encoder, calibrations: Calibrations = SHIPPED, judge: Judge | None = None
    ) -> None:
        self._judge = judge
        self._encoder = encoder
        self._calibrations = calibrations
        self._rubrics: OrderedDict[Rubric, EncodedRubric] = OrderedDict()

    def identity(self, rubric: Rubric) -> GraderIdentity:
        """What grades against this rubric are signed with."""
        name = self._calibrations.of(authored=rubric.authored).name
        return GraderIdentity(NAME, VERSION, self._encoder.fingerprint, name)

    def prepare(self, rubric: Rubric) -> EncodedRubric:
        """Encode a rubric, once."""
        known = self._rubrics.get(rubric)
        if known is None:
            known = self._rubrics[rubric] = EncodedRubric.of(rubric, self._encoder)
            if len(self._rubrics) > _KEPT_RUBRICS:
                self._rubrics.popitem(last=False)
        self._rubrics.move_to_end(rubric)
        return known

    def grade(self, rubric: Rubric, answer: str) -> Grade:
        """Grade one answer; see `grade_all`."""
        return self.grade_all([(rubric, answer)])[0]

    def grade_all(self, tasks: Sequence[tuple[Rubric, str]]) -> list[Grade]:
        """Grade answers, encoding them together.

        A failure of the encoder or of the arithmetic makes the grades concerned `ungraded`.

        Raises:
            EncoderError: There is no encoder at all.
        """
        return self._grade_with(tasks, self._maps(tasks))

    def measure_all(self, tasks: Sequence[tuple[Rubric, str]]) -> list[Measured]:
        """Grade answers as `grade_all` does, and tell the values that their scores come from."""
        maps = [_NotingMap(one.name, one.knots, one.error_band) for one in self._maps(tasks)]
        grades = self._grade_with(tasks, maps)
        return [
            Measured(grade, one.noted[-1] if one.noted and grade.score is not None else None)
            for grade, one in zip(grades, maps, strict=True)
        ]

    def grade_statements(self, rubric: Rubric, statements: Sequence[str]) -> Grade:
        """Grade an answer that makes these statements, each compared as it stands.

        For rubrics with key points of their own, and statements whose vectors are known: dividing
        them further would ask for new ones. The bank's own are judged like a candidate's, so that
        the grade tells how well their wording sets right from wrong.
        """
        text, units = "", []
        for statement in statements:
            units.append(Unit(len(text), len(text) + len(statement), statement))
            text += f"{statement}\n\n"
        encoded = tuple(self._encoder.encode(statements))
        answer = EncodedAnswer(text, tuple(units), encoded)
        (calibration,) = self._maps([(rubric, text)])
        return self._grade_encoded(rubric, answer, calibration, at_its_word=False)

    def _maps(self, tasks: Sequence[tuple[Rubric, str]]) -> list[MonotoneMap]:
        return [self._calibrations.of(authored=rubric.authored) for rubric, _ in tasks]

    def _grade_with(
        self, tasks: Sequence[tuple[Rubric, str]], maps: Sequence[MonotoneMap]
    ) -> list[Grade]:
        try:
            answers = self._encode([answer for _, answer in tasks], [r for r, _ in tasks])
        except EncoderError:
            raise
        except Exception as error:  # noqa: BLE001 - a failing grader is a value
            if len(tasks) == 1:
                return [ungraded(self.identity(tasks[0][0]), _describe(error))]
            singles = zip(tasks, maps, strict=True)
            return [self._grade_with([task], [one])[0] for task, one in singles]
        return [
            self._grade_encoded(rubric, answer, one)
            for (rubric, _), answer, one in zip(tasks, answers, maps, strict=True)
        ]

    def _grade_encoded(
        self,
        rubric: Rubric,
        answer: EncodedAnswer,
        calibration: MonotoneMap,
        *,
        at_its_word: bool = True,
    ) -> Grade:
        identity = self.identity(rubric)
        try:
            guarded = inspect(rubric.question, rubric.reference, answer.text, rubric.authored)
            judge = self._judge or shipped_judge()
            prepared = self.prepare(rubric)
            return score_answer(
                prepared, answer, guarded, identity, calibration, judge, at_its_word=at_its_word
            )
        except EncoderError:
            raise
        except Exception as error:  # noqa: BLE001 - a failing grader is a value
            return ungraded(identity, _describe(error))

    def evidence(self, rubric: Rubric, answer: str) -> NDArray[np.float64] | None:
        """What a judge sees of an answer, (points, features); None if it has no units."""
        (encoded,) = self._encode([answer], [rubric])
        return answer_evidence(self.prepare(rubric), encoded) if encoded.units else None

    def _encode(self, texts: Sequence[str], rubrics: Sequence[Rubric]) -> list[EncodedAnswer]:
        """Encode the units of all answers, each distinct text once."""
        graded = [graded_text(text) for text in texts]
        units = [split_units(text) for text in graded]
        wholes = [
            None if rubric.authored else plain_text(text)
            for text, rubric in zip(graded, rubrics, strict=True)
        ]
        wanted = dict.fromkeys(unit.text for group in units for unit in group)
        wanted |= dict.fromkeys(whole for whole in wholes if whole)
        vectors: dict[str, Encoded] = dict(
            zip(wanted, self._encoder.encode(list(wanted)), strict=True)
        )
        answers = []
        for text, group, whole in zip(texts, units, wholes, strict=True):
            # A unit whose signs the tokenizer knows none of has no words to compare.
            kept = tuple(unit for unit in group if vectors[unit.text].words)
            answers.append(
                EncodedAnswer(
                    text=text,
                    units=kept,
                    encoded=tuple(vectors[unit.text] for unit in kept),
                    whole=vectors[whole] if whole else None,
                )
            )
        return answers


@dataclass(frozen=True)
class _NotingMap(MonotoneMap):
    """A map that notes what it is asked to map."""

    noted: list[float] = field(default_factory=list)

    def apply(self, value: float) -> float:
        self.noted.append(value)
        return super().apply(value)


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
