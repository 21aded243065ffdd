"""The grader with its encoder: rubrics and answers in, grades out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from mockint.embedding import Encoded, Encoder
from mockint.errors import EncoderError
from mockint.grading.calibration import POOLED_PRIOR
from mockint.grading.grade import Grade, GraderIdentity, ungraded
from mockint.grading.guards import inspect
from mockint.grading.rubric import EncodedRubric, Rubric
from mockint.grading.scoring import EncodedAnswer, score_answer
from mockint.grading.text import Unit, plain_text, split_units

NAME = "offline"
VERSION = "1"
_KEPT_RUBRICS = 512


class Grader:
    """Grades answers with an encoder; keeps the vectors of the rubrics that it met.

    Args:
        encoder: Gives sentence and word vectors.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._rubrics: OrderedDict[Rubric, EncodedRubric] = OrderedDict()

    def identity(self, rubric: Rubric) -> GraderIdentity:
        """What grades against this rubric are signed with."""
        calibration = "none" if rubric.authored else POOLED_PRIOR.name
        return GraderIdentity(NAME, VERSION, self._encoder.fingerprint, calibration)

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
        try:
            answers = self._encode([answer for _, answer in tasks], [r for r, _ in tasks])
        except EncoderError:
            raise
        except Exception as error:  # noqa: BLE001 - a failing grader is a value
            if len(tasks) == 1:
                return [ungraded(self.identity(tasks[0][0]), _describe(error))]
            return [self.grade(rubric, answer) for rubric, answer in tasks]
        return [
            self._grade_encoded(rubric, answer)
            for (rubric, _), answer in zip(tasks, answers, strict=True)
        ]

    def grade_statements(self, rubric: Rubric, statements: Sequence[str]) -> Grade:
        """Grade an answer that makes these statements, each compared as it stands.

        For rubrics with key points of their own, and statements whose vectors are known: dividing
        them further would ask for new ones.
        """
        text, units = "", []
        for statement in statements:
            units.append(Unit(len(text), len(text) + len(statement), statement))
            text += f"{statement}\n\n"
        encoded = tuple(self._encoder.encode(statements))
        return self._grade_encoded(rubric, EncodedAnswer(text, tuple(units), encoded))

    def _grade_encoded(self, rubric: Rubric, answer: EncodedAnswer) -> Grade:
        identity = self.identity(rubric)
        try:
            guarded = inspect(rubric.question, rubric.reference, answer.text, rubric.authored)
            return score_answer(self.prepare(rubric), answer, guarded, identity)
        except EncoderError:
            raise
        except Exception as error:  # noqa: BLE001 - a failing grader is a value
            return ungraded(identity, _describe(error))

    def _encode(self, texts: Sequence[str], rubrics: Sequence[Rubric]) -> list[EncodedAnswer]:
        """Encode the units of all answers, each distinct text once."""
        units = [split_units(text) for text in texts]
        wholes = [
            None if rubric.authored else plain_text(text)
            for text, rubric in zip(texts, rubrics, strict=True)
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


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
