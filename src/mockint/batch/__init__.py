"""Grading a pile: rows in, one result a row out, in input order."""

from mockint.batch.marking import Marked, mark, resolve
from mockint.batch.rows import BadRow, Format, Row, read_rows
from mockint.batch.summary import Summary

__all__ = ["BadRow", "Format", "Marked", "Row", "Summary", "mark", "read_rows", "resolve"]
