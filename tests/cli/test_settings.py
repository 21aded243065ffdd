from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.cli.settings import Setting, read_settings
from mockint.errors import ExitCode, SettingError

NAMES = ("pack", "encoder", "data_dir", "cache_dir")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("sources", "value"),
    [
        pytest.param({"flag", "environment", "file"}, "flag", id="flag over environment"),
        pytest.param({"flag", "file"}, "flag", id="flag over file"),
        pytest.param({"environment", "file"}, "environment", id="environment over file"),
        pytest.param({"file"}, "file", id="file over default"),
    ],
)
def test_the_nearer_source_wins_and_is_named(
    config: Path, name: str, sources: set[str], value: str
) -> None:
    variable = f"MOCKINT_{name.upper()}"
    environ = {"MOCKINT_CONFIG": str(config)}
    if "environment" in sources:
        environ[variable] = "environment"
    if "file" in sources:
        config.write_text(f'{name} = "file"\n')
    flag = "flag" if "flag" in sources else None
    origins = {"flag": f"--{name}", "environment": variable, "file": str(config)}
    settings = read_settings(environ, **{name: flag})
    assert getattr(settings, name) == Setting(name, value, origins[value])


def test_without_any_source_there_are_defaults(config: Path) -> None:
    settings = read_settings({"MOCKINT_CONFIG": str(config)})
    assert settings.config_file == config
    assert {getattr(settings, name).origin for name in NAMES} == {"default"}
    assert (settings.pack.value, settings.encoder.value) == ("fastapi", "")
    assert settings.sessions == Path(settings.data_dir.value) / "sessions"
    assert settings.cache == Path(settings.cache_dir.value)


def test_an_empty_variable_is_as_good_as_none(config: Path) -> None:
    config.write_text('pack = "file"\n')
    settings = read_settings({"MOCKINT_CONFIG": str(config), "MOCKINT_PACK": ""})
    assert settings.pack.value == "file"


def test_an_empty_flag_takes_a_setting_back(config: Path) -> None:
    environ = {"MOCKINT_CONFIG": str(config), "MOCKINT_ENCODER": "some-model"}
    assert read_settings(environ, encoder="").encoder == Setting("encoder", "", "--encoder")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param(b"pack = ", "cannot be read", id="not TOML"),
        pytest.param(b'pack = "caf\xe9"', "cannot be read", id="not UTF-8"),
        pytest.param(b"[pack]", "'pack' should be text in quotes", id="a table"),
        pytest.param(b"minutes = '3'", "'minutes' is not a setting", id="unknown"),
        pytest.param(b"PACK = 'x'", "'PACK' is not a setting", id="wrong case"),
    ],
)
def test_a_configuration_file_is_read_strictly(
    config: Path, content: bytes, complaint: str
) -> None:
    config.write_bytes(content)
    with pytest.raises(SettingError) as raised:
        read_settings({"MOCKINT_CONFIG": str(config)})
    assert complaint in raised.value.message
    assert str(config) in raised.value.message
    assert raised.value.hint
    assert raised.value.exit_code is ExitCode.USAGE


def test_a_folder_in_the_place_of_the_configuration_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be read"):
        read_settings({"MOCKINT_CONFIG": str(tmp_path)})


@given(
    flag=st.none() | st.text(),
    variable=st.none() | st.text(min_size=1),
)
def test_exactly_one_source_decides(flag: str | None, variable: str | None) -> None:
    environ = {"MOCKINT_CONFIG": "/nowhere/config.toml"}
    if variable is not None:
        environ["MOCKINT_PACK"] = variable
    setting = read_settings(environ, pack=flag).pack
    given_values = {"--pack": flag, "MOCKINT_PACK": variable, "default": "fastapi"}
    assert setting.value == given_values[setting.origin]
    expected = "--pack" if flag is not None else "MOCKINT_PACK" if variable else "default"
    assert setting.origin == expected
