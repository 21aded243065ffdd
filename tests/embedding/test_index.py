from __future__ import annotations

import io
import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockint.bank import KeyPoint, Level, Pack, Question
from mockint.embedding import Encoder, Hit, RememberingEncoder, VectorIndex
from mockint.embedding.encoder import Vector, unit_rows
from mockint.embedding.index import near_twins
from mockint.errors import StaleIndexError
from mockint.files import shipped
from tests.fakes import TinyEncoder


def question(question_id: str, text: str, *points: str) -> Question:
    return Question(
        id=question_id,
        covers="any/1",
        question=text,
        level=Level.MID,
        minutes=2.0,
        reference="Some text.",
        key_points=tuple(KeyPoint(f"k{i}", point, 1) for i, point in enumerate(points)),
    )


LOOP = question("loop", "event loop", "one thread", "cooperative switching")
POOL = question("pool", "worker pool", "forty threads")
BLOCKED = question("blocked", "event loop blocked", "forty threads", "health checks", "timeouts")
QUESTIONS = (LOOP, POOL, BLOCKED)


def pack_of(*questions: Question) -> Pack:
    return Pack("small", "Small", Path("small"), (), questions)


@pytest.fixture
def index(tiny: TinyEncoder) -> VectorIndex:
    return VectorIndex.build(QUESTIONS, tiny)


@pytest.fixture
def folder(tmp_path: Path, index: VectorIndex) -> Path:
    """The index as it was saved."""
    index.save(tmp_path / "made" / "index")
    return tmp_path / "made" / "index"


def vector(text: str) -> Vector:
    return TinyEncoder().encode([text])[0].sentence


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.question_id for hit in hits]


# Building and searching


def test_each_question_has_a_row_for_its_text_and_one_for_each_key_point(
    index: VectorIndex, tiny: TinyEncoder
) -> None:
    assert index.owners.tolist() == [0, 0, 0, 1, 1, 2, 2, 2, 2]
    assert index.hashes == {one.id: one.content_hash for one in QUESTIONS}
    assert index.encoder == "tiny@1"
    (texts,) = tiny.calls
    assert texts[:5] == [
        "event loop",
        "one thread",
        "cooperative switching",
        "worker pool",
        "forty threads",
    ]


@pytest.mark.parametrize(
    ("query", "first"),
    [("event loop", "loop"), ("worker pool", "pool"), ("health checks", "blocked")],
    ids=["own-text", "other-text", "key-point"],
)
def test_a_question_is_found_by_its_text_and_by_its_key_points(
    index: VectorIndex, query: str, first: str
) -> None:
    hit = index.search(vector(query), 5, 0.9)[0]
    assert hit.question_id == first
    assert hit.similarity == pytest.approx(1, abs=1e-5)


def test_hits_come_best_first_and_each_question_once(index: VectorIndex) -> None:
    hits = index.search(vector("event loop blocked"), 10, -1.0)
    assert ids(hits)[:2] == ["blocked", "loop"]
    assert sorted(ids(hits)) == ["blocked", "loop", "pool"]
    assert [hit.similarity for hit in hits] == sorted((h.similarity for h in hits), reverse=True)


def test_equally_near_questions_keep_the_order_of_the_pack(tiny: TinyEncoder) -> None:
    # Many, and nearer ones among them: any sort keeps the order of a few.
    many = [question(f"q{i}", "event loop" if i % 3 else "worker pool") for i in range(300)]
    hits = VectorIndex.build(many, tiny).search(vector("event loop"), 300, -1.0)
    assert ids(hits) == [f"q{i}" for i in range(300) if i % 3] + [f"q{i}" for i in range(0, 300, 3)]


def test_no_more_hits_than_the_limit(index: VectorIndex) -> None:
    assert ids(index.search(vector("event loop blocked"), 1, -1.0)) == ["blocked"]
    assert index.search(vector("event loop"), 0, -1.0) == []


def test_the_floor_keeps_out_what_is_below_and_lets_in_what_is_on_it(index: VectorIndex) -> None:
    query = vector("event loop blocked")
    best, second, last = index.search(query, 10, -1.0)
    assert index.search(query, 10, second.similarity) == [best, second]
    assert index.search(query, 10, last.similarity) == [best, second, last]
    assert index.search(query, 10, best.similarity + 1e-4) == []


def test_a_query_without_words_finds_nothing(index: VectorIndex) -> None:
    assert index.search(vector("..."), 10, 0.1) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=8),
    st.integers(0, 2**32 - 1),
    st.integers(1, 10),
    st.floats(-1, 1),
)
def test_a_search_is_the_best_row_of_each_question_sorted(
    rows: list[int], seed: int, limit: int, floor: float
) -> None:
    rng = np.random.default_rng(seed)
    owners = np.repeat(np.arange(len(rows)), rows)
    vectors = unit_rows(rng.standard_normal((len(owners), 3)))
    query = unit_rows(rng.standard_normal(3))
    hashes = {f"q{i}": "" for i in range(len(rows))}
    hits = VectorIndex("any", hashes, owners, vectors, {}).search(query, limit, floor)
    best = {f"q{i}": float((vectors[owners == i] @ query).max()) for i in range(len(rows))}
    found = {key: value for key, value in best.items() if value >= floor}
    expected = sorted(found.items(), key=lambda item: -item[1])[:limit]
    np.testing.assert_allclose(
        [hit.similarity for hit in hits], [value for _, value in expected], atol=1e-6
    )
    assert all(best[hit.question_id] == pytest.approx(hit.similarity, abs=1e-6) for hit in hits)


def asking(question_id: str, *points: str) -> Question:
    return question(question_id, f"situation {question_id}", *points)


def test_questions_with_much_the_same_key_points_are_twins(tiny: TinyEncoder) -> None:
    # Their own texts have nothing in common, and the order of the points does not matter.
    one = asking("one", "one thread", "cooperative switching", "health checks")
    two = asking("two", "cooperative switching", "one thread", "forty threads")
    other = asking("other", "forty threads", "worker pool", "sync handlers")
    built = VectorIndex.build([one, two, other], tiny)
    assert built.twins == {"one": ("two",), "two": ("one",)}


def test_a_question_that_is_part_of_another_is_its_twin_unless_it_is_a_small_part(
    tiny: TinyEncoder,
) -> None:
    # There every point is found, back one in four or one in thirteen.
    short = asking("short", "one thread")
    points = ("one thread", "cooperative switching", "health checks", "worker pool")
    built = VectorIndex.build([short, asking("long", *points)], tiny)
    assert built.twins == {"short": ("long",), "long": ("short",)}
    longer = asking("long", *(f"word{i} term{i}" for i in range(12)), "one thread")
    assert VectorIndex.build([short, longer], tiny).twins == {}


def test_twins_are_found_among_many(tiny: TinyEncoder) -> None:
    # More points than are compared at once.
    many = [asking(f"q{i}", *(f"word{i}x{k} term{i}x{k}" for k in range(5))) for i in range(400)]
    first, last = (
        asking("first", "one thread", "timeouts"),
        asking("last", "timeouts", "one thread"),
    )
    built = VectorIndex.build([first, *many, last], tiny)
    assert built.twins == {"first": ("last",), "last": ("first",)}


def test_points_without_words_make_no_twins(tiny: TinyEncoder) -> None:
    built = VectorIndex.build([asking("one", "..."), asking("two", "...")], tiny)
    assert built.twins == {}


def test_a_pack_without_questions_has_an_index(tmp_path: Path, tiny: TinyEncoder) -> None:
    built = VectorIndex.build([], tiny)
    assert (built.twins, built.search(vector("any"), 5, -1.0)) == ({}, [])


def test_the_same_words_in_the_question_make_no_twins(tiny: TinyEncoder) -> None:
    one = question("one", "event loop", "one thread")
    two = question("two", "event loop", "worker pool")
    assert VectorIndex.build([one, two], tiny).twins == {}


# On disk


def test_what_was_saved_is_loaded(index: VectorIndex, folder: Path) -> None:
    loaded = VectorIndex.load(folder)
    assert (loaded.encoder, loaded.hashes) == (index.encoder, index.hashes)
    assert loaded.twins == index.twins
    assert list(loaded.hashes) == list(index.hashes)
    np.testing.assert_array_equal(loaded.owners, index.owners)
    np.testing.assert_allclose(loaded.vectors, index.vectors, atol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(loaded.vectors, axis=1), 1, atol=1e-6)
    assert loaded.vectors.dtype == np.float32


def test_a_loaded_index_finds_what_the_saved_one_does(index: VectorIndex, folder: Path) -> None:
    loaded = VectorIndex.load(folder)
    query = vector("event loop blocked")
    before, after = index.search(query, 5, -1.0), loaded.search(query, 5, -1.0)
    assert ids(before) == ids(after)
    for one, other in zip(before, after, strict=True):
        assert one.similarity == pytest.approx(other.similarity, abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        st.integers(1, 3),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 2**32 - 1),
)
def test_any_index_survives_the_disk(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[str, int], seed: int
) -> None:
    owners = np.repeat(np.arange(len(rows)), list(rows.values()))
    vectors = unit_rows(np.random.default_rng(seed).standard_normal((len(owners), 5)))
    hashes = dict.fromkeys(rows, f"{seed:016x}")
    folder = tmp_path_factory.mktemp("index")
    twins: dict[str, tuple[str, ...]] = {a: (b,) for a, b in itertools.pairwise(rows)}
    VectorIndex("any@1 ü", hashes, owners, vectors, twins).save(folder)
    loaded = VectorIndex.load(folder)
    assert loaded.twins == twins
    assert (loaded.encoder, list(loaded.hashes.items())) == ("any@1 ü", list(hashes.items()))
    np.testing.assert_array_equal(loaded.owners, owners)
    np.testing.assert_allclose(loaded.vectors, vectors, atol=1e-3)


def test_saving_again_replaces_the_files_and_leaves_no_others(
    index: VectorIndex, folder: Path, tiny: TinyEncoder
) -> None:
    VectorIndex.build([POOL], tiny).save(folder)
    assert list(VectorIndex.load(folder).hashes) == ["pool"]
    assert sorted(file.name for file in folder.iterdir()) == ["index.json", "vectors.npy"]


def test_vectors_are_stored_in_half_precision_without_pickle(folder: Path) -> None:
    assert np.load(folder / "vectors.npy", allow_pickle=False).dtype == np.float16


def refused(folder: Path) -> str:
    with pytest.raises(StaleIndexError) as caught:
        VectorIndex.load(folder)
    assert caught.value.hint == "Build them anew: mockint bank build"
    assert str(folder) in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("name", ["index.json", "vectors.npy"])
def test_a_missing_file_makes_the_index_stale(folder: Path, name: str) -> None:
    (folder / name).unlink()
    refused(folder)


def test_a_missing_folder_makes_the_index_stale(tmp_path: Path) -> None:
    refused(tmp_path / "gone")


@pytest.mark.parametrize("name", ["index.json", "vectors.npy"])
def test_a_torn_file_makes_the_index_stale(folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes().rstrip(b"\n")
    for length in (1, 5, 6, 20, 127, 128, 129, len(whole) // 2, len(whole) - 1):
        (folder / name).write_bytes(whole[:length])
        refused(folder)


def array(content: Any) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"not numpy at all",
        array(np.zeros((9, 64), dtype=object)),
        array(np.zeros(9, np.float16)),
        array(np.zeros((8, 64), np.float16)),
        array(np.array([["a"] * 64] * 9)),
    ],
    ids=["text", "pickle", "one-dimension", "a-row-short", "strings"],
)
def test_vectors_of_another_kind_make_the_index_stale(folder: Path, content: bytes) -> None:
    (folder / "vectors.npy").write_bytes(content)
    refused(folder)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 1},
        {"twins": None},
        {"twins": ["loop"]},
        {"twins": {"loop": 3}},
        {"twins": {"loop": "pool"}},
        {"twins": {"loop": ["nobody"]}},
        {"format": None},
        {"rows": [3, 2]},
        {"rows": [3, 2, 5]},
        {"rows": [3, 2, 4, 0]},
        {"rows": [-1, 6, 4]},
        {"rows": None},
        {"rows": ["many", 2, 4]},
        {"questions": {"loop": "a", "pool": "b"}},
        {"questions": ["loop", "pool", "blocked"]},
    ],
    ids=repr,
)
def test_a_table_of_contents_that_does_not_fit_makes_the_index_stale(
    folder: Path, changes: dict[str, object]
) -> None:
    content = json.loads((folder / "index.json").read_bytes())
    (folder / "index.json").write_text(json.dumps(content | changes))
    refused(folder)


@pytest.mark.parametrize("field", ["format", "encoder", "questions", "rows", "twins"])
def test_a_table_of_contents_that_lacks_a_field_makes_the_index_stale(
    folder: Path, field: str
) -> None:
    content = json.loads((folder / "index.json").read_bytes())
    del content[field]
    (folder / "index.json").write_text(json.dumps(content))
    refused(folder)


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"7", b"\xff"], ids=repr)
def test_a_table_of_contents_that_is_no_mapping_makes_the_index_stale(
    folder: Path, content: bytes
) -> None:
    (folder / "index.json").write_bytes(content)
    refused(folder)


def test_an_index_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, index: VectorIndex
) -> None:
    (tmp_path / "file").write_text("kept")
    with pytest.raises(OSError, match="file"):
        index.save(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "kept"


# Against the bank


def test_an_index_of_the_pack_s_present_content_is_fresh(folder: Path) -> None:
    VectorIndex.load(folder).check(pack_of(*QUESTIONS))


def test_what_changes_no_vector_and_no_grade_leaves_the_index_fresh(index: VectorIndex) -> None:
    index.check(
        pack_of(replace(LOOP, level=Level.SENIOR, minutes=9.0, sources=("x",)), POOL, BLOCKED)
    )


NEW = question("new", "websockets")
STALE: dict[str, tuple[Sequence[Question], str]] = {
    "changed-text": ((LOOP, replace(POOL, question="pools"), BLOCKED), "(pool)"),
    "changed-point": (
        (LOOP, POOL, replace(BLOCKED, key_points=BLOCKED.key_points[:2])),
        "(blocked)",
    ),
    "added": ((*QUESTIONS, NEW), "(new)"),
    "added-in-front": ((NEW, *QUESTIONS), "(new)"),
    "removed": ((LOOP, BLOCKED), "(pool)"),
    "renamed": ((LOOP, replace(POOL, id="pools"), BLOCKED), "(pools, pool)"),
    "reordered": ((POOL, LOOP, BLOCKED), "(their order)"),
    "emptied": ((), "(loop, pool, blocked)"),
}


@pytest.mark.parametrize(("questions", "what"), STALE.values(), ids=STALE)
def test_an_index_of_other_content_is_stale_and_says_of_what(
    index: VectorIndex, questions: Sequence[Question], what: str
) -> None:
    with pytest.raises(StaleIndexError, match="older than its questions") as caught:
        index.check(pack_of(*questions))
    assert what in caught.value.message
    assert caught.value.hint == "Build them anew: mockint bank build"


@pytest.mark.parametrize(("count", "ending"), [(5, "new4)."), (6, "new4 ...).")])
def test_no_more_than_five_changes_are_named(index: VectorIndex, count: int, ending: str) -> None:
    added = [question(f"new{i}", "text") for i in range(count)]
    with pytest.raises(StaleIndexError) as caught:
        index.check(pack_of(*QUESTIONS, *added))
    assert caught.value.message.endswith(ending)


# What ships


@pytest.fixture(scope="module")
def shipped_index() -> VectorIndex:
    return VectorIndex.load(shipped("embeddings") / "fastapi")


def test_the_shipped_vectors_belong_to_the_shipped_questions(
    shipped_index: VectorIndex, pack: Pack
) -> None:
    shipped_index.check(pack)


def test_the_shipped_vectors_are_what_the_shipped_encoder_makes(
    shipped_index: VectorIndex,
    pack: Pack,
    sample: tuple[Question, ...],
    remembering: RememberingEncoder,
) -> None:
    fresh = VectorIndex.build(sample, remembering)
    names = [question.id for question in pack.questions]
    chosen = [names.index(question.id) for question in sample]
    rows = shipped_index.vectors[np.isin(shipped_index.owners, chosen)]
    np.testing.assert_allclose(rows, fresh.vectors, atol=2e-3)


def test_the_shipped_twins_are_those_of_the_shipped_vectors(shipped_index: VectorIndex) -> None:
    fresh = near_twins(list(shipped_index.hashes), shipped_index.owners, shipped_index.vectors)
    # Half precision may move a pair across the border.
    pairs, stored = (
        {frozenset((one, other)) for one, near in twins.items() for other in near}
        for twins in (fresh, shipped_index.twins)
    )
    assert len(stored) > 20
    assert len(pairs ^ stored) <= 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("asgi vs wsgi", "asgi-versus-wsgi"),
        ("what is anyio", "anyio-under-fastapi"),
        ("httpx or requests", "httpx-instead-of-requests"),
        ("app.add_middleware called several times", "middleware-add-order"),
        ("custom exception handler", "custom-exception-handler"),
        ("alembic stamp", "stamp-existing-database"),
        ("refresh token rotation", "refresh-token-rotation"),
    ],
)
def test_a_search_for_a_subject_finds_its_question_first(
    shipped_index: VectorIndex, encoder: Encoder, query: str, found: str
) -> None:
    (encoded,) = encoder.encode([query])
    assert shipped_index.search(encoded.sentence, 1, 0.42)[0].question_id == found
