"""What the methods of a forecast are called, and why one was not tried."""

from __future__ import annotations

from salesplan.text import Text

METHODS: dict[str, Text] = {
    "last_value": Text("照最后一期", "last value"),
    "moving_average": Text("移动平均", "moving average"),
    "linear_trend": Text("直线趋势", "linear trend"),
    "seasonal_naive": Text("照去年同期", "same as last year"),
    "seasonal_growth": Text("去年同期 × 增长", "last year x growth"),
    "trend_season": Text("趋势 × 季节指数", "trend x season"),
    "smoothing": Text("指数平滑（Holt）", "exponential smoothing (Holt)"),
    "holt_winters_additive": Text("Holt-Winters 加法", "Holt-Winters additive"),
    "holt_winters_multiplicative": Text("Holt-Winters 乘法", "Holt-Winters multiplicative"),
    "combination": Text("最好三种的平均", "mean of the best three"),
    "auto_ets": Text("AutoETS", "AutoETS"),
    "auto_arima": Text("AutoARIMA", "AutoARIMA"),
    "auto_theta": Text("Theta", "Theta"),
}
WHY: dict[str, Text] = {
    "too_short": Text("试不了：留出之前至少要 {n} 期", "not tried: needs {n} values before those kept back"),
    "too_few": Text("没试：期数太少，没有留出来比", "not tried: too few values to keep any back"),
    "undefined": Text("试不了：有 0、负数或某年合计不大于 0", "not tried: zeros, negatives or a year of 0 or less"),
    "no_season": Text("没试：不到两年，看不出淡旺季", "not tried: less than two years, so no season is known"),
}
