"""The file in which a pack's calibration is kept, one for each encoder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from mockint.errors import StorageError
from mockint.evaluation.calibrating import Calibration, Sort
from mockint.files import ensure_folder, unusable_folder, write_atomically
from mockint.grading.calibration import SHIPPED, Calibrations
from mockint.grading.grader import NAME, VERSION
from mockint.records import decode

SCHEMA = "mockint.calibration/1"
FORGET = "mockint calibrate --forget"


@dataclass(frozen=True)
class StoredCalibration:
    """What is kept for one pack and one encoder.

    Attributes:
        pack: The pack's name.
        grader: The name of the grader whose values were mapped.
        version: Its version.
        encoder: The fingerprint of its encoder.
        authored: For the pack's questions, if it was fitted.
        ad_hoc: For questions with a reference alone, if it was fitted.
        schema: The version of these fields.
    """

    pack: str
    grader: str
    version: str
    encoder: str
    authored: Calibration | None = None
    ad_hoc: Calibration | None = None
    schema: str = SCHEMA

    @classmethod
    def of(cls, pack: str, encoder: str, fitted: Mapping[Sort, Calibration]) -> StoredCalibration:
        """What was fitted for a pack to this version's grader with an encoder."""
        authored, ad_hoc = fitted.get(Sort.AUTHORED), fitted.get(Sort.AD_HOC)
        return cls(pack, NAME, VERSION, encoder, authored, ad_hoc)

    def fits(self, encoder: str) -> bool:
        """Whether the values that were mapped mean what they do now, with this encoder."""
        return (self.grader, self.version, self.encoder) == (NAME, VERSION, encoder)

    def updated(self, newer: StoredCalibration) -> StoredCalibration:
        """These maps with the newer ones in their place; only the newer if these do not fit."""
        if not self.fits(newer.encoder):
            return newer
        return replace(
            newer, authored=newer.authored or self.authored, ad_hoc=newer.ad_hoc or self.ad_hoc
        )

    def calibrations(self) -> Calibrations:
        """As a grader takes them; what was not fitted is as it ships."""
        return Calibrations(
            authored=self.authored.map if self.authored else SHIPPED.authored,
            ad_hoc=self.ad_hoc.map if self.ad_hoc else SHIPPED.ad_hoc,
        )

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it, its schema first."""
        return {"schema": self.schema} | asdict(self)


def read_calibration(path: Path) -> StoredCalibration | None:
    """What is kept at `path`; None if nothing is.

    Raises:
        StorageError: It is damaged, or cannot be read.
    """
    try:
        content = json.loads(path.read_bytes())
        stored = decode(StoredCalibration, content)
        if stored.schema != SCHEMA:
            raise ValueError(f"the schema is not {SCHEMA}")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError(
            f"The calibration {path} cannot be read ({error.strerror}).",
            "Make it readable, or set MOCKINT_DATA_DIR to another folder.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise StorageError(
            f"The calibration {path} is damaged: {error}.",
            f"Remove it with '{FORGET}', --pack and --encoder as now, and calibrate again.",
        ) from error
    return stored


def write_calibration(path: Path, stored: StoredCalibration) -> None:
    """Keep a calibration at `path`, in the place of what is there.

    Raises:
        StorageError: It cannot be written.
    """
    folder = ensure_folder(path.parent, "MOCKINT_DATA_DIR")
    try:
        write_atomically(path, (json.dumps(stored.to_dict(), indent=2) + "\n").encode())
    except OSError as error:
        raise unusable_folder(folder, "MOCKINT_DATA_DIR", error) from error
