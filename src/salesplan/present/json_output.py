"""Results as JSON: fixed English keys and codes, money as exact decimal strings; ``labels`` alone is translated."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from salesplan import __version__
from salesplan.model.figures import plain
from salesplan.model.period import FiscalYear
from salesplan.model.result import Input, Result
from salesplan.model.table import Table
from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS
from salesplan.present.problems import problem_record, sentence
from salesplan.present.report.parts import Report
from salesplan.present.view import View
from salesplan.text import Text, language

SCHEMA = 1
BATCH = 10_000
_SCREEN = Screen(width=0, unit=UNITS["1"])


def envelope(result: Result[Any], view: View) -> dict[str, Any]:
    """Everything but the rows."""
    return {
        "schema": SCHEMA,
        "command": result.command,
        "version": __version__,
        "as_of": value_of(result.as_of),
        "inputs": [_input(i) for i in result.inputs],
        "parameters": [{"name": p.name, "value": value_of(p.value), "from": p.source} for p in result.parameters],
        "summary": value_of(result.summary),
        "rows": [],
        "findings": [problem_record(p) for p in result.findings],
        "labels": labels(result, view),
    }


def labels(result: Result[Any], view: View) -> dict[str, Any]:
    """The words for every key and code, and the findings as sentences, in the chosen language."""
    return {
        "title": str(view.title),
        "columns": {key: str(text) for key, text in view.columns.items()},
        "figures": {key: str(text) for key, text in view.figures.items()},
        "codes": {column: {code: str(t) for code, t in words.items()} for column, words in view.labels.items()},
        "findings": [
            {"message": sentence(p.what, language()), "fix": sentence(p.fix, language())} for p in result.findings
        ],
        **({"tables": _table_labels(view.report(result, _SCREEN))} if view.report else {}),
    }


def _table_labels(report: Report) -> dict[str, Any]:
    """The titles of the tables in a summary, of their columns, and the words for their codes."""
    return {
        table.name: {
            "title": str(table.title),
            "columns": {column.key: str(column.title) for column in table.columns},
            "codes": {c.key: {code: str(t) for code, t in c.words.items()} for c in table.columns if c.words},
        }
        for table in report.tables()
    }


def render_json(result: Result[Any], view: View) -> Iterator[str]:
    """One JSON object, the rows one a line, in batches so that a long list needs no second copy in memory."""
    whole = envelope(result, view)
    tail = {key: whole.pop(key) for key in ("findings", "labels")}
    whole.pop("rows")
    head = json.dumps(whole, ensure_ascii=False, indent=1)
    yield head[:-2] + ',\n "rows": ['
    first = True
    for line in _row_lines(result):
        yield ("\n  " if first else ",\n  ") + line
        first = False
    yield ("" if first else "\n ") + "]," + json.dumps(tail, ensure_ascii=False, indent=1)[1:] + "\n"


def render_jsonl(result: Result[Any], view: View) -> Iterator[str]:
    """The envelope without rows on the first line, then a row a line."""
    yield json.dumps(envelope(result, view), ensure_ascii=False) + "\n"
    for line in _row_lines(result):
        yield line + "\n"


def _row_lines(result: Result[Any]) -> Iterator[str]:
    keys = result.rows.keys
    for start in range(0, len(result.rows), BATCH):
        for row in result.rows.rows(start, BATCH):
            record = {k: v if v is None or isinstance(v, str) else value_of(v) for k, v in zip(keys, row, strict=True)}
            yield json.dumps(record, ensure_ascii=False)


def value_of(value: Any) -> Any:  # noqa: ANN401, PLR0911 - one line a type; any value of a result, as JSON holds it
    """Decimals as exact strings, dates as ISO, Texts in English, dataclasses and mappings by key, tables row by row."""
    match value:
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case Text():
            return value.in_("en")
        case Mapping():
            return {str(k): value_of(v) for k, v in value.items()}
        case frozenset() | set():
            return [value_of(v) for v in sorted(value)]
        case tuple() | list():
            return [value_of(v) for v in value]
        case FiscalYear():
            return value.number
        case Table():
            return [value_of(dict(zip(value.keys, row, strict=True))) for row in value.rows()]
        case _ if is_dataclass(value):
            return {f.name: value_of(getattr(value, f.name)) for f in fields(value)}
    return value


def _input(source: Input) -> dict[str, Any]:
    return {
        "table": source.table,
        "file": source.file,
        "sheet": source.sheet,
        "header_rows": list(source.header_rows),
        "rows": source.rows,
        "used": source.used,
        "left_out": dict(source.left_out),
        "hidden_rows": source.hidden_rows,
        "format": source.format,
        "encoding": source.encoding,
        "columns": [{"column": c.column, "header": c.header, "field": c.field, "unit": c.unit} for c in source.columns],
        "sha256": source.sha256,
    }
