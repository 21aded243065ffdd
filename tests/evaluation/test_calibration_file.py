from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mockint.errors import StorageError
from mockint.evaluation.calibrating import Calibration, Figures, Method, Sort, Source
from mockint.evaluation.calibration_file import (
    StoredCalibration,
    read_calibration,
    write_calibration,
)
from mockint.grading.calibration import SHIPPED_AD_HOC, SHIPPED_AUTHORED, MonotoneMap

ENCODER = "tiny@1"


def calibration(name: str = "mine", band: float | None = 12.5) -> Calibration:
    return Calibration(
        map=MonotoneMap(name, ((0.0, 10.0), (0.1 + 0.2, 90.0)), band),
        method=Method.LINEAR,
        answers=30,
        questions=6,
        folds=5,
        source=Source("mine.csv", "0" * 64, "2030-01-02T03:04:05+00:00"),
        before=Figures(0.5, 20.0, None),
        after=Figures(0.6, 12.5, 0.4) if band else None,
    )


def stored(fitted: Mapping[Sort, Calibration]) -> StoredCalibration:
    return StoredCalibration.of("snakes", ENCODER, fitted)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "calibrations" / "snakes.json"


@pytest.mark.parametrize("band", [None, 12.5])
def test_what_is_written_is_read_again(path: Path, band: float | None) -> None:
    one = stored({Sort.AUTHORED: calibration(band=band)})
    write_calibration(path, one)
    assert read_calibration(path) == one


def test_where_nothing_is_kept_nothing_is_read(path: Path) -> None:
    assert read_calibration(path) is None


def test_what_was_not_fitted_is_as_it_ships() -> None:
    one = calibration()
    own = stored({Sort.AD_HOC: one}).calibrations()
    assert (own.authored, own.ad_hoc) == (SHIPPED_AUTHORED, one.map)
    own = stored({Sort.AUTHORED: one}).calibrations()
    assert (own.authored, own.ad_hoc) == (one.map, SHIPPED_AD_HOC)


def test_a_newer_map_takes_the_place_of_its_own_sort_only() -> None:
    old = stored({Sort.AUTHORED: calibration("old"), Sort.AD_HOC: calibration("old")})
    own = old.updated(stored({Sort.AD_HOC: calibration("new")})).calibrations()
    assert (own.authored.name, own.ad_hoc.name) == ("old", "new")


@pytest.mark.parametrize("change", ["grader", "version", "encoder"])
def test_maps_of_another_grader_are_not_used_and_not_kept(change: str) -> None:
    changes: dict[str, Any] = {change: "another"}
    other = replace(stored({Sort.AUTHORED: calibration()}), **changes)
    assert not other.fits(ENCODER)
    new = stored({Sort.AD_HOC: calibration()})
    assert new.fits(ENCODER)
    assert other.updated(new) == new


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda _: "[]", "not an object"),
        (lambda text: text[:-20], "damaged"),
        (lambda _: "[" * 100_000, "damaged"),
        (lambda _: "\udcff", "damaged"),
        (lambda text: text.replace("90.0", "9.0"), "ascend"),
        (lambda text: text.replace("90.0", "Infinity"), "not a finite number"),
        (lambda text: text.replace("90.0", '"90"'), "knots: not float"),
        (lambda text: text.replace("90.0", "90.0, 1.0"), "too many values"),
        (lambda text: text.replace('"linear"', '"cubic"'), "cubic"),
        (lambda text: text.replace("calibration/1", "calibration/2"), "schema"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_damaged_file_is_an_error_that_says_what_to_do(
    path: Path, damage: Any, problem: str
) -> None:
    write_calibration(path, stored({Sort.AUTHORED: calibration()}))
    sound = path.read_text()
    path.write_bytes(damage(sound).encode(errors="surrogateescape"))
    assert path.read_text(errors="replace") != sound
    with pytest.raises(StorageError, match=problem) as caught:
        read_calibration(path)
    assert "mockint calibrate --forget" in caught.value.hint


def test_a_folder_that_cannot_be_written_to_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError) as caught:
        write_calibration(tmp_path / "file" / "one.json", stored({}))
    assert "MOCKINT_DATA_DIR" in caught.value.hint


def test_the_written_fields_are_these(path: Path) -> None:
    write_calibration(path, stored({Sort.AUTHORED: calibration()}))
    content = json.loads(path.read_text())
    assert list(content) == [
        "schema", "pack", "grader", "version", "encoder", "authored", "ad_hoc",
    ]  # fmt: skip
    assert list(content["authored"]) == [
        "map", "method", "answers", "questions", "folds", "source", "before", "after",
    ]  # fmt: skip
    assert content["authored"]["map"] == {
        "name": "mine", "knots": [[0.0, 10.0], [0.1 + 0.2, 90.0]], "error_band": 12.5,
    }  # fmt: skip
