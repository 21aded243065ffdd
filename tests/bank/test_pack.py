from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.bank import Level, Pack, load_pack, slugify
from mockint.errors import UnknownNameError, UsageError
from tests.bank.packs import GATHER, PACK, with_change, write_pack

OTHER = """\
      - title: Sockets & Wires
        items: 1
  - title: Storage (Sync)
    sections:
      - title: Disks
        items: 1
"""


@pytest.fixture
def small(tmp_path: Path) -> Pack:
    root = write_pack(tmp_path, pack=PACK + OTHER)
    for section, question in (("sockets-wires", "plug"), ("disks", "spin")):
        text = with_change(GATHER, "- id: gather", f"- id: {question}")
        (root / f"{section}.yaml").write_text(text.replace("event-loop/2", f"{section}/1"))
    return load_pack(root)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Async Basics", "async-basics"),
        ("Type Hints & FastAPI", "type-hints-fastapi"),
        ("SQLAlchemy (Sync)", "sqlalchemy-sync"),
        ("A/B [x] {y}: c++", "a-b-x-y-c"),
        ("  --Odd--  ", "odd"),
        ("OAuth2", "oauth2"),
        ("../../etc", "etc"),
        ("???", ""),
        ("", ""),
    ],
)
def test_a_title_becomes_a_slug(title: str, slug: str) -> None:
    assert slugify(title) == slug


@given(st.text(max_size=30))
def test_a_slug_is_a_safe_file_name_and_its_own_slug(title: str) -> None:
    slug = slugify(title)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert slugify(slug) == slug


def test_a_question_is_found_by_id_and_by_what_it_covers(small: Pack) -> None:
    assert small.find("plug") is small.find("sockets-wires/1") is small.questions[2]


def test_an_unknown_question_is_a_usage_error_that_offers_near_ones(small: Pack) -> None:
    with pytest.raises(UnknownNameError, match="There is no question called 'gahter'") as caught:
        small.find("gahter")
    assert caught.value.near == ("gather",)
    assert "Did you mean 'gather'?" in caught.value.hint


def test_questions_stand_in_the_order_of_topics_and_sections(small: Pack) -> None:
    assert [question.id for question in small.questions] == ["one-thread", "gather", "plug", "spin"]


def test_a_question_knows_its_section_and_topic(small: Pack) -> None:
    plug, spin = small.questions[2:]
    assert (plug.section, small.topic_of(plug).title) == (
        "sockets-wires",
        "Serving",
    )
    assert (spin.section, small.topic_of(spin).slug) == ("disks", "storage-sync")


@pytest.mark.parametrize(
    ("topic", "level", "ids"),
    [
        (None, None, ["one-thread", "gather", "plug", "spin"]),
        ("serving", None, ["one-thread", "gather", "plug"]),
        ("Storage (Sync)", None, ["spin"]),
        ("sockets-wires", None, ["plug"]),
        ("Sockets & Wires", None, ["plug"]),
        (None, Level.MID, ["one-thread"]),
        ("serving", Level.JUNIOR, ["gather", "plug"]),
    ],
)
def test_questions_are_selected_by_topic_or_section_and_level(
    small: Pack, topic: str | None, level: Level | None, ids: list[str]
) -> None:
    assert [question.id for question in small.select(topic, level)] == ids


@pytest.mark.parametrize(
    ("topic", "level"), [("disks", Level.MID), (None, Level.SENIOR)], ids=["both", "level"]
)
def test_a_selection_that_leaves_nothing_is_a_usage_error(
    small: Pack, topic: str | None, level: Level
) -> None:
    with pytest.raises(UsageError, match="no questions for that topic and level"):
        small.select(topic, level)


@pytest.mark.parametrize(("name", "near"), [("evnt-loop", ("event-loop",)), ("", ()), ("???", ())])
def test_an_unknown_topic_is_a_usage_error(small: Pack, name: str, near: tuple[str, ...]) -> None:
    with pytest.raises(UnknownNameError, match="no topic or section called") as caught:
        small.select(name)
    assert caught.value.near == near


def test_every_topic_and_section_of_the_shipped_pack_can_be_selected(pack: Pack) -> None:
    for topic in pack.topics:
        assert {pack.topic_of(question) for question in pack.select(topic.slug)} == {topic}
        for section in topic.sections:
            chosen = pack.select(section.slug)
            assert {question.section for question in chosen} == {section.slug}
            assert chosen == pack.in_sections(section)
