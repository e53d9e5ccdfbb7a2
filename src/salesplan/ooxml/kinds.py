"""What a cell holds, as its file says, before anything is known about what it means."""

from __future__ import annotations

from typing import Final

NUMBER: Final = 0
"""Digits as the file writes them. May be no number at all in a damaged file: whoever reads it as one finds out."""
TEXT: Final = 1
TRUTH: Final = 2
"""TRUE or FALSE, written ``1`` or ``0`` (some writers: ``true``, ``false``)."""
ERROR: Final = 3
"""An error value such as ``#N/A``, or one of the two texts below where the file lost the cell's text."""
DATE: Final = 4
"""A number shown as a day or a time."""
UNSOLVED: Final = 5
"""A formula without a stored result. A stored empty text is no cell at all."""
TEXT_RESULT: Final = 't="str"'
"""Says that a formula's result is text: an empty one is then a result."""
EMPTY_TEXT: Final = '""'
"""A formula that names the empty text may give it; any other with an empty result was never worked out."""
ISO: Final = 6
"""A day written as ISO text (``t="d"``)."""

LOST_TEXT: Final = "#STRING!"
"""Begins the text of an ERROR cell that points at a shared string the file does not have; its number follows."""
LONG_TEXT: Final = "#LENGTH!"
"""Begins the text of an ERROR cell whose text is longer than a cell can hold; its length follows."""
