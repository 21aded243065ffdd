"""The labelled answers that ship: what an evaluation may rely on."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from mockint.bank import Pack
from mockint.evaluation import Half, LabelledAnswer, pack_labels
from mockint.evaluation.pack_labels import KINDS, VERDICTS


@pytest.fixture(scope="module")
def labels(pack: Pack) -> list[LabelledAnswer]:
    return pack_labels(pack)


@pytest.fixture(scope="module")
def measured(pack: Pack) -> list[LabelledAnswer]:
    """Those that figures are given for."""
    return [*pack_labels(pack, Half.BUILD), *pack_labels(pack, Half.REPORT)]


def test_every_section_has_several_questions_with_answers_of_every_kind(
    pack: Pack, measured: list[LabelledAnswer]
) -> None:
    kinds: dict[str, set[str | None]] = defaultdict(set)
    for one in measured:
        kinds[one.question].add(one.kind)
    assert len(kinds) >= 120
    assert all(set(KINDS) - {"gaming"} <= found for found in kinds.values())
    sections = Counter(pack.find(question).section for question in kinds)
    assert set(sections) == {section.slug for topic in pack.topics for section in topic.sections}
    assert min(sections.values()) >= 4


def test_no_two_parts_share_a_question(pack: Pack, labels: list[LabelledAnswer]) -> None:
    parts = [pack_labels(pack, half) for half in Half]
    asked = [{one.question for one in part} for part in parts]
    assert all(asked)
    assert sum(map(len, asked)) == len(set.union(*asked))
    assert sum(map(len, parts)) == len(labels)


def test_what_the_judge_learns_from_is_of_all_sections_and_right_and_wrong(pack: Pack) -> None:
    train = pack_labels(pack, Half.TRAIN)
    sections = {pack.find(one.question).section for one in train}
    assert sections == {section.slug for topic in pack.topics for section in topic.sections}
    verdicts = Counter(verdict for one in train for verdict in one.points.values())
    assert all(verdicts[verdict] > 0.05 * verdicts.total() for verdict in VERDICTS)


def test_the_halves_are_alike(pack: Pack) -> None:
    build, report = pack_labels(pack, Half.BUILD), pack_labels(pack, Half.REPORT)
    assert len(build) == len(report)
    kinds = [Counter(one.kind for one in half) for half in (build, report)]
    assert all(abs(kinds[0][kind] - kinds[1][kind]) <= 2 for kind in KINDS)


def test_no_answer_stands_there_twice(labels: list[LabelledAnswer]) -> None:
    texts = Counter(" ".join(one.answer.lower().split()) for one in labels)
    assert [text for text, count in texts.items() if count > 1] == []


def test_grades_go_with_the_verdicts_on_the_points(labels: list[LabelledAnswer]) -> None:
    """A person may see more than the list; not the opposite of what the verdicts say."""
    worth = {"met": 1.0, "partial": 0.5, "missed": 0.0, "contradicted": 0.0}
    far = []
    for one in labels:
        weights = {point.id: point.weight for point in one.rubric.key_points}
        share = sum(weights[id_] * worth[v] for id_, v in one.points.items())
        share /= sum(weights.values())
        if abs(share - one.grade) > 0.5:
            far.append((one.question, one.kind, round(share, 2), one.grade))
    assert far == []
