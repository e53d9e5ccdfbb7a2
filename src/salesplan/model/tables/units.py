"""The units that fields are kept in once they are read, in both languages."""

from __future__ import annotations

from salesplan.text import Text

YUAN = Text("元", "yuan")
YUAN_A_YEAR = Text("元/年", "yuan a year")
YUAN_A_PIECE = Text("元/件", "yuan a piece")
PIECES = Text("件", "pieces")
TIMES = Text("次", "times")
POINTS = Text("分", "points")
MINUTES = Text("分钟", "minutes")
HOURS = Text("小时", "hours")
FIVE = Text("1-5 分", "1 to 5")
TEN = Text("0-10 分", "0 to 10")
SHARE = Text("0-100%", "0 to 100 %")
PERCENT = Text("%", "%")
