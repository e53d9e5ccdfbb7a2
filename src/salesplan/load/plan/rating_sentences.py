"""Sentences about the numbers that rate customers: weights, limits, cuts, cells, tiers and their multipliers."""

from __future__ import annotations

from salesplan.load.plan.syntax_sentences import Sentence
from salesplan.text import Text

RATING: dict[str, Sentence] = {
    "weights": Sentence(
        "value",
        Text("权重不能小于 0，也不能全是 0", "weights cannot be below 0 nor all be 0"),
        Text("写成 [0.3, 0.3, 0.4] 这样", "write them as [0.3, 0.3, 0.4]"),
    ),
    "ascending": Sentence(
        "value",
        Text("“{name}” 没有从小到大排列", "'{name}' is not in ascending order"),
        Text("从小到大写", "write the smaller value first"),
    ),
    "descending": Sentence(
        "value",
        Text("“{name}” 没有从大到小排列", "'{name}' is not in descending order"),
        Text("从大到小写，如 [4, 3, 2]", "write the larger value first, such as [4, 3, 2]"),
    ),
    "review_weights": Sentence(
        "value",
        Text("各指标的权重合计是 {total}，不是 100：{each}", "the weights come to {total}, not 100: {each}"),
        Text(
            "改到合计 100；没写的按默认值算，不要的指标写 0",
            "make them 100; those not written have their defaults, one that is not wanted is 0",
        ),
    ),
    "tier_amounts": Sentence(
        "value",
        Text("两个等级的门槛都是 {amount}", "two tiers begin at {amount}"),
        Text("给每级不同的门槛", "give each tier its own amount"),
    ),
    "tier_shares": Sentence(
        "value",
        Text("金、银两级加起来超过 100%", "gold and silver together are more than 100%"),
        Text("改小一些，如 10% 和 20%", "make them smaller, such as 10% and 20%"),
    ),
    "multipliers": Sentence(
        "value",
        Text(
            "有 {n} 个等级（{levels}），倍数却写了 {given} 个", "there are {n} tiers ({levels}) and {given} multipliers"
        ),
        Text("每级写一个倍数，从高到低，如 [1.5, 1.2, 1]", "write one for each, the best first, such as [1.5, 1.2, 1]"),
    ),
    "cuts": Sentence(
        "value",
        Text("固定界限打分要写明界限", "scores by fixed cuts need the cuts"),
        Text(
            "写 cuts: {{recency: [..], frequency: [..], monetary: [..]}}",
            "write cuts: {{recency: [..], frequency: [..], monetary: [..]}}",
        ),
    ),
    "cells": Sentence(
        "value",
        Text("八个组合要各出现一次：{cells}", "each of the eight cells must stand once: {cells}"),
        Text("改正这个值", "correct the value"),
    ),
}
