"""How large a workbook may be, so that no file can take the machine down (docs/file-formats.md)."""

from __future__ import annotations

from typing import Final

MB: Final = 1 << 20

FILE_BYTES: Final = 512 * MB
"""The file as it lies on the disk."""
PARTS: Final = 20_000
"""Entries in the archive."""
PART_BYTES: Final = 512 * MB
"""One part, unpacked. A full sheet of 1,048,576 rows and 12 columns takes about 450 MB."""
WHOLE_BYTES: Final = 1024 * MB
"""All parts, unpacked."""
RATIO: Final = 100
"""Unpacked to packed size of a part. Real lists reach 20; a bomb stays under every other limit but this."""
RATIO_FROM_BYTES: Final = 32 * MB
"""Parts up to this size may have any ratio."""
SMALL_PART_BYTES: Final = 64 * MB
"""Parts held whole: workbook, styles, relationships."""
STRINGS_BYTES: Final = 256 * MB
"""The shared strings, which are held whole."""
TEXT_CHARACTERS: Final = 32_767
"""The text of a cell, as in Excel. A longer one becomes an ERROR cell (kinds.LONG_TEXT)."""
CELLS: Final = 25_000_000
"""Cells of one sheet that hold something."""
NESTING: Final = 500
"""Elements inside each other, where XML is read element by element."""
ROWS: Final = 1_048_576
COLUMNS: Final = 16_384
"""The edge of a sheet, as Excel has it."""
