"""Whether a follow-up question gives away the point that it asks about."""

from __future__ import annotations

from collections.abc import Sequence

from mockint.embedding import Encoder
from mockint.grading.rubric import Statements
from mockint.grading.similarity import token_recall

# Above this share of a statement's content, the point can be read off the question. Of the first
# bank's follow-ups and probes none came above .66, of key points and phrasings turned into
# questions none below .88.
MOST_RECALL = 0.7
_KEPT = 4096


class LeakCheck:
    """Compares follow-up questions with key points; remembers what it compared.

    Args:
        encoder: Gives the word vectors.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[tuple[str, str, tuple[str, ...]], float] = {}

    def leaks(self, follow_up: str, question: str, statements: Sequence[str]) -> bool:
        """Whether the follow-up says what any wording of the point says.

        Args:
            follow_up: The question to check, without quotes of the candidate.
            question: The question that was asked first; its words give nothing away.
            statements: The wordings of the key point.
        """
        return self.recall(follow_up, question, statements) > MOST_RECALL

    def recall(self, follow_up: str, question: str, statements: Sequence[str]) -> float:
        """The most of any statement's content that the follow-up holds, 0 to 1."""
        key = (follow_up, question, tuple(statements))
        if key not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            asked, first, *said = self._encoder.encode([follow_up, question, *statements])
            said = [statement for statement in said if statement.words]
            if asked.words and said:
                content = Statements.of(said, frozenset(first.words))
                self._known[key] = float(token_recall(content, (asked,)).max())
            else:
                self._known[key] = 0.0
        return self._known[key]
