"""Settings: a flag beats the environment, which beats the configuration file, then the default."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mockint.errors import SettingError

CONFIG_SETTING = "MOCKINT_CONFIG"


@dataclass(frozen=True)
class Setting:
    """A value and where it comes from, for `mockint doctor`."""

    name: str
    value: str
    origin: str


@dataclass(frozen=True)
class Settings:
    """All settings after the contest.

    Attributes:
        config_file: The configuration file, whether it exists or not.
        pack: A shipped pack's name, or a folder.
        encoder: Empty for the encoder that ships; else a sentence-transformers model.
        data_dir: Where sessions and calibrations are kept.
        cache_dir: What can be made again.
    """

    config_file: Path
    pack: Setting
    encoder: Setting
    data_dir: Setting
    cache_dir: Setting

    @property
    def sessions(self) -> Path:
        """The folder of the journals."""
        return Path(self.data_dir.value).expanduser() / "sessions"

    @property
    def calibrations(self) -> Path:
        """The folder of what was fitted to this user's grades."""
        return Path(self.data_dir.value).expanduser() / "calibrations"

    @property
    def cache(self) -> Path:
        """The cache folder."""
        return Path(self.cache_dir.value).expanduser()


def read_settings(environ: Mapping[str, str], **flags: str | None) -> Settings:
    """Find out every setting.

    Args:
        environ: Environment variables: `MOCKINT_PACK`, `MOCKINT_ENCODER`, ...
        **flags: What the command line gave, by the setting's name; None for what it did not.

    Raises:
        SettingError: The configuration file cannot be read, or holds something unknown.
    """
    import platformdirs

    config_file = Path(
        environ.get(CONFIG_SETTING) or platformdirs.user_config_path("mockint") / "config.toml"
    )
    defaults = {
        "pack": "fastapi",
        "encoder": "",
        "data_dir": str(platformdirs.user_data_path("mockint")),
        "cache_dir": str(platformdirs.user_cache_path("mockint")),
    }
    configured = _read_config(config_file, defaults)

    def settle(name: str) -> Setting:
        variable = f"MOCKINT_{name.upper()}"
        flag = flags.get(name)
        if flag is not None:
            return Setting(name, flag, f"--{name}")
        if environ.get(variable):
            return Setting(name, environ[variable], variable)
        if name in configured:
            return Setting(name, configured[name], str(config_file))
        return Setting(name, defaults[name], "default")

    return Settings(config_file, **{name: settle(name) for name in defaults})


def _read_config(path: Path, known: Mapping[str, str]) -> dict[str, str]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingError(
            f"The configuration file {path} cannot be read: {error}.",
            f"Mend it, or set {CONFIG_SETTING} to another file.",
        ) from error
    for name, value in content.items():
        if name not in known or not isinstance(value, str):
            what = "is not a setting" if name not in known else "should be text in quotes"
            raise SettingError(
                f"{path}: '{name}' {what}.", f"The settings are: {', '.join(known)}."
            )
    return content
