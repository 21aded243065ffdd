"""`mockint doctor`: what is installed, what is set and why, and what would leave the machine."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import typer

from mockint.cli.options import EncoderOption, JsonOption, PackOption
from mockint.cli.settings import Setting, Settings
from mockint.cli.wiring import Wiring
from mockint.errors import ExitCode, MockintError

SCHEMA = "mockint.doctor/1"
_LIBRARIES = ("sentence-transformers", "torch", "numpy", "typer", "rich", "prompt_toolkit")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str
    hint: str = ""


def doctor(
    pack: PackOption = None, encoder: EncoderOption = None, as_json: JsonOption = False
) -> None:
    """Check the installation, and say which setting won and why."""
    wiring = Wiring(pack=pack, encoder=encoder)
    settings = wiring.settings
    checks = list(_checks(wiring))
    versions = {name: _version(name) for name in ("mockint", *_LIBRARIES)}
    if as_json:
        wiring.output.json(
            {
                "schema": SCHEMA,
                "python": platform.python_version(),
                "versions": versions,
                "settings": [asdict(setting) for setting in _all(settings)],
                "config_file": str(settings.config_file),
                "checks": [asdict(check) for check in checks],
                "leaves_the_machine": [],
            }
        )
    else:
        _print(wiring, versions, checks)
    raise typer.Exit(ExitCode.OK if all(check.ok for check in checks) else ExitCode.FAILED)


def _print(wiring: Wiring, versions: dict[str, str], checks: list[Check]) -> None:
    output, settings = wiring.output, wiring.settings
    output.line(f"Python {platform.python_version()} on {platform.system()}")
    output.line(", ".join(f"{name} {number}" for name, number in versions.items()))
    output.line()
    output.line("Settings", style="bold")
    for setting in _all(settings):
        output.line(
            f"  {setting.name} = {setting.value or '(the encoder that ships)'}  [{setting.origin}]"
        )
    exists = "" if settings.config_file.is_file() else " (not there)"
    output.line(f"  configuration file: {settings.config_file}{exists}")
    output.line()
    output.line("Checks", style="bold")
    for check in checks:
        output.line(
            f"  {'ok ' if check.ok else 'BAD'}  {check.name}: {check.detail}",
            style=None if check.ok else "red",
        )
        if check.hint:
            output.line(f"       {check.hint}")
    output.line()
    output.line("Nothing leaves this machine: grading, search and follow-ups run here.")


def _checks(wiring: Wiring) -> Iterator[Check]:
    settings = wiring.settings
    bank = None
    try:
        bank = wiring.pack()
        yield Check("pack", True, f"{bank.title}, {len(bank.questions)} questions, {bank.root}")
    except MockintError as error:
        yield Check("pack", False, error.message, error.hint)
    yield _check_encoder(wiring)
    if bank is not None:
        fresh = wiring.stored_index(bank) is not None
        detail = "up to date" if fresh else "none that fit; made when a search needs them"
        yield Check("vectors", True, detail)
    for setting in (settings.data_dir, settings.cache_dir):
        yield _check_folder(setting.name, Path(setting.value))


def _check_encoder(wiring: Wiring) -> Check:
    from mockint.embedding.weights import DEFAULT_MODEL, check_weights, default_model_folder

    model = wiring.settings.encoder.value
    if model:
        return Check("encoder", True, f"{model}, loaded when it is needed")
    try:
        folder = default_model_folder()
        check_weights(folder, wiring.settings.cache / "weights.json")
    except MockintError as error:
        return Check("encoder", False, error.message, error.hint)
    return Check("encoder", True, f"{DEFAULT_MODEL}, weights as tested, {folder}")


def _check_folder(name: str, folder: Path) -> Check:
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    writable = existing.is_dir() and os.access(existing, os.W_OK)
    hint = "" if writable else f"Set MOCKINT_{name.upper()} to a folder that you can write to."
    detail = f"{folder}" + ("" if folder == existing else " (made when needed)")
    return Check(name, writable, detail if writable else f"{existing} cannot be written", hint)


def _all(settings: Settings) -> tuple[Setting, ...]:
    return settings.pack, settings.encoder, settings.data_dir, settings.cache_dir


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
