from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.errors import PackError
from mockint.followups import Templates, load_templates
from mockint.followups.templates import choose

FIELDS = {
    "role": "follow-up-offline",
    "version": "3",
    "partial": "['You said {quote}. Go on.']",
    "anchored": "['What about {anchor}?', 'Say more of {anchor}.']",
    "open": "['What else?']",
}


def load(folder: Path, **changes: str | None) -> Templates:
    fields = {name: value for name, value in (FIELDS | changes).items() if value is not None}
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (folder / "follow-up-offline.yaml").write_text(text, encoding="utf-8")
    return load_templates(folder)


def problems(folder: Path, **changes: str | None) -> list[str]:
    with pytest.raises(PackError) as caught:
        load(folder, **changes)
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_file_is_read_as_it_stands(tmp_path: Path) -> None:
    assert load(tmp_path) == Templates(
        version=3,
        partial=("You said {quote}. Go on.",),
        anchored=("What about {anchor}?", "Say more of {anchor}."),
        open=("What else?",),
    )


def test_the_shipped_wordings_are_questions_and_hold_only_their_variable(
    templates: Templates,
) -> None:
    for wordings, variables in (
        (templates.partial, {"quote": "x"}),
        (templates.anchored, {"anchor": "x"}),
        (templates.open, {}),
    ):
        assert all(wording.format(**variables).endswith("?") for wording in wordings)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"role": None}, "role: is missing"),
        ({"role": "judge"}, "role: is 'judge'; should be one of follow-up-offline"),
        ({"role": "7"}, "role: should be text"),
        ({"version": None}, "version: is missing"),
        ({"version": "0"}, "version: should be a number from 1 to 10000"),
        ({"version": "1.5"}, "version: should be a whole number"),
        ({"version": "'1'"}, "version: should be a number"),
        ({"partial": None}, "partial: needs at least one wording"),
        ({"anchored": "[]"}, "anchored: needs at least one wording"),
        ({"open": "What else?"}, "open: should be a list"),
        ({"open": "[3]"}, "open: should be text"),
        ({"open": "['']"}, "open: is empty"),
        ({"partial": "['Go on.']"}, "'Go on.' should hold {quote} and no other variable"),
        ({"partial": "['{anchor}?']"}, "should hold {quote} and no other variable"),
        ({"partial": "['{quote} {point}']"}, "should hold {quote} and no other variable"),
        ({"partial": "['{quote} {}']"}, "should hold {quote} and no other variable"),
        ({"partial": "['{quote.text}']"}, "should hold {quote} and no other variable"),
        ({"anchored": "['{quote}?']"}, "should hold {anchor} and no other variable"),
        ({"open": "['{anchor}?']"}, "should hold no variable"),
        ({"partial": "['{quote']"}, "expected '}' before end of string"),
        ({"partial": "['quote}']"}, "Single '}' encountered"),
        ({"extra": "1"}, "extra: is not a known field"),
    ],
    ids=str,
)
def test_a_slip_is_named_with_its_place(
    changes: dict[str, str | None], problem: str, tmp_path: Path
) -> None:
    found = problems(tmp_path, **changes)
    assert any(problem in text for text in found), found
    assert all(text.startswith("follow-up-offline.yaml:") for text in found)


def test_all_slips_are_named_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, role="judge", version=None, open="['{x}']")
    assert len(found) == 3


def test_one_bad_wording_among_good_ones_is_found(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, anchored="['{anchor}?', 'And then?']")
    assert "'And then?'" in found


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "cannot be read"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"role: [", "is not YAML"),
        (b"- a\n- b\n", "should be a mapping"),
    ],
    ids=["missing", "not-utf-8", "not-yaml", "a-list"],
)
def test_a_file_that_is_no_mapping_is_refused(
    content: bytes | None, problem: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "follow-up-offline.yaml").write_bytes(content)
    with pytest.raises(PackError) as caught:
        load_templates(tmp_path)
    assert any(problem in str(found) for found in caught.value.problems)


@given(st.lists(st.text(), min_size=1).map(tuple), st.text(st.characters()))
def test_a_key_always_gets_the_same_wording(wordings: tuple[str, ...], key: str) -> None:
    assert choose(wordings, key) in wordings
    assert choose(wordings, key) == choose(wordings, key)


def test_different_keys_use_all_the_wordings() -> None:
    assert {choose(("a", "b", "c"), str(key)) for key in range(50)} == {"a", "b", "c"}
