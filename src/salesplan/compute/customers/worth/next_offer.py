"""The next product for each customer: what most like customers bought and he did not."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen, ratio
from salesplan.compute.sums import wide

Frame = nw.DataFrame[Any]
NO_OFFER: tuple[str, ...] = ("no_segment", "few_like", "has_all")
"""Why nobody is recommended anything: his segment is not known; no product has enough supporters in it; he has all that
do."""


def ranked_products(bought: Frame, like: Frame) -> Frame:
    """How many customers of each segment bought each product, best first.

    ``bought``: key, product, net (above 0) of the window; ``like``: key and segment. ``supporters`` of the ``buyers``
    of the segment (customers who bought anything) bought it, ``support`` is their share, ``value`` what each of them
    spent on it on average (10^-scale, half up). ``place`` is 0 for the first; ties by the product.
    """
    known = bought.join(like.filter(~nw.col("segment").is_null()), on="key", how="inner")
    buyers = known.select("segment", "key").unique().group_by("segment").agg(buyers=nw.len().cast(nw.Int64()))
    products = known.group_by("segment", "product").agg(
        supporters=nw.len().cast(nw.Int64()), spent=nw.col("net").cast(nw.Int128()).sum()
    )
    products = products.join(buyers, on="segment", how="left").with_columns(
        support=ratio(nw.col("supporters"), nw.col("buyers")),
        value=(
            (wide(nw.col("spent")) * wide(2) + wide(nw.col("supporters"))) // (wide(nw.col("supporters")) * wide(2))
        ),
    )
    ranked = products.with_columns(nw.col("value").cast(nw.Int64())).drop("spent")
    ranked = ranked.sort("segment", "supporters", "product", descending=[False, True, False]).with_row_index("at")
    first = ranked.group_by("segment").agg(first=nw.col("at").min())
    placed = ranked.join(first, on="segment", how="left")
    return placed.with_columns(place=nw.col("at").cast(nw.Int64()) - nw.col("first").cast(nw.Int64())).drop(
        "at", "first"
    )


def next_offers(like: Frame, ranked: Frame, has: Frame, supporters: int) -> Frame:
    """For each customer of ``like`` the best product he lacks with so many supporters, or ``no_offer``: why none.

    ``has``: key and product, whatever he ever bought. The products of a segment are tried from the first on, for all
    customers who still have nothing at once.
    """
    enough = ranked.filter(nw.col("supporters") >= supporters)
    owned = has.select("key", "product").unique().with_columns(owned=nw.lit(value=True))
    waiting = like.filter(~nw.col("segment").is_null())
    parts = []
    for place in range(int(enough.get_column("place").max()) + 1 if len(enough) else 0):
        tried = waiting.join(enough.filter(nw.col("place") == place), on="segment", how="inner")
        if not len(tried):
            break
        tried = tried.join(owned, on=["key", "product"], how="left")
        given = tried.filter(nw.col("owned").is_null()).drop("owned", "place")
        parts.append(given)
        waiting = waiting.join(given.select("key"), on="key", how="anti")
    columns = ("key", "product", "supporters", "buyers", "support", "value")
    found = nw.concat([part.select(*columns) for part in parts]) if parts else None
    offers = (
        like.join(found, on="key", how="left")
        if found is not None
        else like.with_columns(
            **{name: nw.lit(None).cast(nw.String() if name == "product" else nw.Int64()) for name in columns[1:]}
        )
    )
    some = enough.select("segment").unique().with_columns(some=nw.lit(value=True))
    offers = offers.join(some, on="segment", how="left")
    return offers.with_columns(
        no_offer=chosen(
            (~nw.col("product").is_null(), nw.lit(None, dtype=nw.String())),
            (nw.col("segment").is_null(), NO_OFFER[0]),
            (nw.col("some").is_null(), NO_OFFER[1]),
            default=nw.lit(NO_OFFER[2]),
        )
    ).drop("some")
