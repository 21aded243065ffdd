"""Strict reading of YAML: every value is asked for by name and type, every slip is noted.

A `Fields` stands for one YAML mapping. Its methods return a usable value in any case, so that
one pass finds every problem of a file; whoever reads must look at the shared list of problems
before believing what was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from mockint.errors import Problem

# libyaml's parser is some ten times faster; the pure one serves where it is not built in.
_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT_TAG = "tag:yaml.org,2002:str"
_FLAG_TAG = "tag:yaml.org,2002:bool"
_NUMBER_TAGS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


class Document:
    """One YAML file and the problems found in it so far."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.name = path.name
        self._problems = problems
        self._root = self._parse(path)

    def _parse(self, path: Path) -> yaml.Node | None:
        try:
            root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
            if root is None:
                self.note(1, "", "is empty")
            return root
        except OSError as error:
            self.note(1, "", f"cannot be read ({error.strerror})")
        except UnicodeDecodeError:
            self.note(1, "", "is not UTF-8 text")
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or str(error)
            self.note(mark.line + 1 if mark else 1, "", f"is not YAML: {reason}")
        return None

    def note(self, line: int, path: str, message: str) -> None:
        """Add a problem at a line of this file."""
        self._problems.append(Problem(self.name, line, path, message))

    def mapping(self) -> Fields | None:
        """The whole file as one mapping; None when it could not be parsed."""
        return None if self._root is None else Fields(self, self._root, "")

    def mappings(self) -> list[Fields]:
        """The whole file as a list of mappings."""
        if self._root is None:
            return []
        if not isinstance(self._root, yaml.SequenceNode):
            self.note(1, "", "should be a list of questions, each starting with '- id:'")
            return []
        return _mappings(self, self._root.value, "")

    @property
    def readable(self) -> bool:
        """Whether the file could be parsed."""
        return self._root is not None


class Fields:
    """One mapping of a document; see the module's docstring."""

    def __init__(self, document: Document, node: yaml.Node, path: str) -> None:
        self._document = document
        self.path = path
        self.line = node.start_mark.line + 1
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self._asked: set[str] = set()
        if not isinstance(node, yaml.MappingNode):
            self.note("should be a mapping with named fields")
            return
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._note_at(key, "", "has a field name that is not text")
            elif key.value in self._nodes:
                self._note_at(key, key.value, "stands here twice")
            else:
                self._nodes[key.value] = value
                self._lines[key.value] = key.start_mark.line + 1

    def rename(self, path: str) -> None:
        """Call this mapping `path` in the problems noted from now on."""
        self.path = path

    def note(self, message: str, field: str = "") -> None:
        """Note a problem of this mapping or of one of its fields."""
        self._document.note(self.line_of(field), self._at(field), message)

    def text(self, field: str) -> str:
        """A required, non-empty text; surrounding white space is dropped."""
        node = self._take(field)
        if node is None:
            self.note("is missing", field)
            return ""
        return self._text_of(node, field)

    def optional_text(self, field: str) -> str | None:
        """A text that may be left out."""
        node = self._take(field)
        return None if node is None else self._text_of(node, field)

    def number(self, field: str, low: float, high: float) -> float:
        """A required number from `low` to `high`."""
        node = self._take(field)
        if node is None:
            self.note("is missing", field)
            return low
        if isinstance(node, yaml.ScalarNode) and node.tag in _NUMBER_TAGS:
            try:
                value = float(node.value)
            except ValueError:  # YAML's 0x1f, 1:30 and .inf are no numbers that a person means
                value = float("nan")
            if low <= value <= high:
                return value
        self._note_at(node, field, f"should be a number from {low:g} to {high:g}")
        return low

    def whole_number(self, field: str, low: int, high: int) -> int:
        """A required whole number from `low` to `high`."""
        value = self.number(field, low, high)
        if value != int(value):
            self.note("should be a whole number", field)
        return int(value)

    def flag(self, field: str, *, default: bool) -> bool:
        """`true` or `false`; `default` where it is left out."""
        node = self._take(field)
        if node is None:
            return default
        is_flag = isinstance(node, yaml.ScalarNode) and node.tag == _FLAG_TAG
        if is_flag and node.value in ("true", "false"):
            return bool(node.value == "true")
        self._note_at(node, field, "should be true or false")
        return default

    def choice(self, field: str, options: Sequence[str], default: str | None = None) -> str:
        """A text out of `options`; required unless there is a default."""
        if default is not None and field not in self._nodes:
            return default
        value = self.text(field)
        if value and value not in options:
            self.note(f"is '{value}'; should be one of {', '.join(options)}", field)
        return value if value in options else options[0]

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts that may be left out."""
        return tuple(self._text_of(node, field) for node in self._sequence(field))

    def mappings(self, field: str) -> list[Fields]:
        """A list of mappings that may be left out."""
        return _mappings(self._document, self._sequence(field), self._at(field))

    def optional_mapping(self, field: str) -> Fields | None:
        """A mapping; None where the field is left out or is something else."""
        node = self._nodes.get(field)
        if not isinstance(node, yaml.MappingNode):
            return None
        self._asked.add(field)
        return Fields(self._document, node, self._at(field))

    def names(self) -> list[str]:
        """The fields that stand here, in order."""
        return list(self._nodes)

    def line_of(self, field: str) -> int:
        """The line of the field's name; the mapping's own for one that is missing."""
        return self._lines.get(field, self.line)

    def close(self) -> None:
        """Note every field that nobody asked for."""
        for field in self._nodes.keys() - self._asked:
            self._note_at(self._nodes[field], field, "is not a known field")

    def _take(self, field: str) -> yaml.Node | None:
        self._asked.add(field)
        return self._nodes.get(field)

    def _sequence(self, field: str) -> list[yaml.Node]:
        node = self._take(field)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._note_at(node, field, "should be a list")
            return []
        return list(node.value)

    def _text_of(self, node: yaml.Node, field: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag != _TEXT_TAG:
            self._note_at(node, field, "should be text; put quotes around it if it is")
            return ""
        text = str(node.value).strip()
        if not text:
            self._note_at(node, field, "is empty")
        return text

    def _note_at(self, node: yaml.Node, field: str, message: str) -> None:
        self._document.note(node.start_mark.line + 1, self._at(field), message)

    def _at(self, field: str) -> str:
        return f"{self.path}.{field}" if self.path and field else self.path or field


def _mappings(document: Document, nodes: Sequence[yaml.Node], path: str) -> list[Fields]:
    """The nodes that are mappings; each other one is a single problem."""
    kept = []
    for i, node in enumerate(nodes):
        fields = Fields(document, node, f"{path}[{i}]")
        if isinstance(node, yaml.MappingNode):
            kept.append(fields)
    return kept
