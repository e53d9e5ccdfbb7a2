"""Writes examples/, the example company as ``salesplan demo`` makes it; ``--check`` compares what the files hold.

Workbooks are compared part by part, unpacked: another zlib may pack the same content into other bytes.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

from salesplan.write.start.example import write_example

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def content(file: Path) -> dict[str, bytes]:
    """The parts of a workbook, or the one content of any other file."""
    if file.suffix != ".xlsx":
        return {"": file.read_bytes()}
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main() -> int:
    """Write the example, or name the files that differ from what the generator makes."""
    if "--check" not in sys.argv:
        write_example(str(EXAMPLES), force=True)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        made = write_example(folder)
        pairs = [(EXAMPLES / file.relative_to(folder), file) for file in made]
        stale = [kept for kept, file in pairs if not kept.exists() or content(kept) != content(file)]
    for kept in stale:
        print(f"{kept.name}: not what the generator makes, run: make generate")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
