"""Files of a CRM as lists of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING

from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.crm_profile import OBJECT_LABELS, OBJECTS, CrmProfile, table_of
from salesplan.model.near import nearest
from salesplan.model.reading import AS_IT_IS, CELLS, DateOrder, ReadOptions
from salesplan.model.records import ROW
from salesplan.model.result import Input, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.crm.importing import ImportedFile, ImportSummary
    from salesplan.load.crm_detect import Fit
    from salesplan.model.records import Records

DECIDING = frozenset(
    (*("id", "name", "customer_id", "customer_name", "order_id", "line"), *("date", "close_date", "amount", "qty"))
)
"""Fields in which a cell that cannot be read takes its record out of an import."""

LEAST = Fraction(1, 3)
"""The share of titles that a system must know of a file that is said to be its own."""


@dataclass(frozen=True)
class ImportWish:
    """What the caller wants: the files, the system they come from and the kind of record, where he says so."""

    files: tuple[str, ...]
    source: str | None = None
    crm_object: str | None = None
    dry_run: bool = False


def crm_import(
    wish: ImportWish, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[ImportSummary]:
    """The records of files that a system exported, as a list of ours with every other column kept.

    The system and the kind of record are those said, else what the titles say; BadInput where they do not say it for
    certain. A record with a cell that cannot be read in a field that decides (``DECIDING``) is left out, and named.
    """
    from salesplan.compute.crm.importing import ImportSummary, import_result
    from salesplan.load.crm_profiles import profiles_of
    from salesplan.load.source import expand

    where = where or setting(lists=wish.files)
    files = expand(wish.files)
    profiles = profiles_of(where.plan.crm.profiles)
    fit = _fit(wish, files, profiles, where.reading(reading))
    profile = profiles[fit.profile]
    told = where.reading(_as_the_system_writes(reading, profile))
    read = [_read(file, told, profile, fit) for file in files]
    words = ImportSummary(
        fit.profile,
        profile.name,
        fit.crm_object,
        table_of(fit.crm_object),
        detected=wish.source is None,
        dry_run=wish.dry_run,
    )
    return with_plan(import_result(read, profile, words), where)


def object_named(word: str, option: str) -> str:
    """The kind of record a word means: its key, or what people call it. BadUsage else."""
    plain = word.strip().casefold()
    for key, label in OBJECT_LABELS.items():
        if plain in (key, key.removesuffix("s"), label.zh, label.en, label.en.removesuffix("s")):
            return key
    what = Text("{option} 没有“{word}”这一类", "{option} cannot be “{word}”").format(option=option, word=word)
    near = nearest(plain, OBJECTS, alike=0.5)
    guess = Text("是不是 {near}？", "Did you mean {near}? ").format(near=near) if near else Text("", "")
    fix = Text("{guess}可选：{known}", "{guess}Choose one of {known}").format(guess=guess, known=", ".join(OBJECTS))
    raise BadUsage(Problem("CRM-object", "error", what, fix, value=word))


def _as_the_system_writes(reading: ReadOptions, profile: CrmProfile) -> ReadOptions:
    """The wishes with the order of the system's dates where nothing else is said."""
    orders: dict[str, DateOrder] = {"y": "ymd", "d": "dmy", "M": "mdy"}
    return replace(reading, whole=True, table=None, date_order=reading.date_order or orders[profile.dates[0]])


def _fit(wish: ImportWish, files: Sequence[str], profiles: Mapping[str, CrmProfile], options: ReadOptions) -> Fit:
    """The system and the kind of record of all files; BadInput where they cannot be told for each, or differ."""
    from salesplan.load.crm_detect import Fit, certain, fits, known_titles, titles_of_file
    from salesplan.load.crm_profiles import named_profile

    named = named_profile(wish.source, profiles, "--from") if wish.source else None
    asked = object_named(wish.crm_object, "--as") if wish.crm_object else None
    if named and asked:
        _must_have(profiles[named], named, asked)
        return Fit(named, asked)
    known_here = known_titles(profiles.values())
    found: list[Fit] = []
    problems: list[Problem] = []
    for file in files:
        known = fits(titles_of_file(file, options, known_here).names, profiles)
        known = [each for each in known if named in (None, each.profile) and asked in (None, each.crm_object)]
        best = _named_best(known) if named else certain(known)
        if best is None:
            problems.append(_uncertain(file, known, profiles, named))
        else:
            found.append(best)
    if problems:
        raise BadInput(problems)
    if other := next((at for at, each in enumerate(found) if each.same != found[0].same), 0):
        raise BadInput(_two_systems(files, found, other, profiles))
    return found[0]


def _named_best(found: Sequence[Fit]) -> Fit | None:
    """The kind of record of a system that was named; None where it knows too few of the titles to be meant."""
    return found[0] if found and found[0].share >= LEAST else None


def _must_have(profile: CrmProfile, name: str, asked: str) -> None:
    if asked not in profile.objects.given():
        what = Text("{system} 没有“{label}”这一类", "{system} has no {label}")
        fix = Text("可选：{known}", "choose one of {known}").format(known=", ".join(profile.objects.given()))
        told = what.format(system=profile.name or name, label=OBJECT_LABELS[asked])
        raise BadUsage(Problem("CRM-object", "error", told, fix, value=asked))


def _read(file: str, options: ReadOptions, profile: CrmProfile, fit: Fit) -> ImportedFile:
    """One file with the profile's columns for our fields; a share is read by what its cells say, 0 to 100 or 0 to 1."""
    from salesplan.compute.crm.importing import ImportedFile
    from salesplan.load.crm_detect import (
        columns_by_title,
        field_clashes,
        known_titles,
        matched_columns,
        title_key,
        titles_of_file,
    )
    from salesplan.load.lists import read_list

    table = table_of(fit.crm_object)
    columns = profile.objects.given()[fit.crm_object].columns
    titles = titles_of_file(file, options, known_titles([profile]))
    matched = matched_columns(titles, columns)
    options = replace(options, columns={**matched, **options.columns}, header_row=titles.row)
    needed = DECIDING | {column.field for column in columns if column.required and column.field}
    by_title = columns_by_title(columns)
    percent = any(column.percent for column in columns)
    told = options if "probability" in options.units or not percent else _in_percent(options)
    records = read_list([file], told, table=table, needed=needed)
    said = "probability" in options.units or "%" in options.columns.get("probability", "")
    if not said and (own := _written_otherwise(records, percent=percent)) is not None:
        records = read_list([file], _in_percent(options) if own else options, table=table, needed=needed)
        records = replace(records, findings=(*records.findings, _share_noted(records, percent=own)))
    records = records if "probability" in options.units else _without_mixed(records)
    records = _without_damaged(records)
    headers = [column.header for source in records.inputs for column in source.columns]
    known = {title: by_title[title_key(title)] for title in headers if title_key(title) in by_title}
    refused = {title for title in headers if profile.refused and title_key(title) == title_key(profile.refused)}
    required = tuple(column for column in columns if column.required)
    return ImportedFile(records, known, frozenset(refused), field_clashes(headers, table), required)


def _in_percent(options: ReadOptions) -> ReadOptions:
    return replace(options, units={**options.units, "probability": "%"})


def _written_otherwise(records: Records, *, percent: bool) -> bool | None:
    """Whether shares are written 0 to 100 after all (True), or 0 to 1 (False); None where the profile is right.

    Above 1 they can only be the one, a fraction below 1 only the other; 0 and 1 alone say nothing.
    """
    figures = [figure for figure in _shares(records) if figure is not None]
    if percent and figures and max(figures) <= 1 and any(figure % 1 for figure in figures):
        return False
    return True if not percent and figures and max(figures) > 1 else None


def _without_damaged(records: Records) -> Records:
    """The records without those whose amount is a text such as 1.23E+11: a spreadsheet has cut its digits off."""
    import narwhals as nw

    title = next((c.header for s in records.inputs for c in s.columns if c.field == "amount"), None)
    if title is None or f"{CELLS}{title}" not in records.frame.columns:
        return records
    frame = records.frame
    damaged = nw.col(f"{CELLS}{title}").str.contains(_CUT).fill_null(value=False)
    lost = frame.filter(damaged)
    if not len(lost):
        return records
    source = records.inputs[0]
    left_out = {**source.left_out, "bad": source.left_out.get("bad", 0) + len(lost)}
    cells = zip(lost[ROW].to_list(), lost[f"{CELLS}{title}"].to_list(), strict=True)
    told = [_damaged(source, row, str(cell)) for row, cell in cells]
    return replace(
        records,
        frame=frame.filter(~damaged),
        inputs=(replace(source, used=source.used - len(lost), left_out=left_out), *records.inputs[1:]),
        findings=(*records.findings, *told),
    )


_CUT = r"^\s*[-+]?[0-9](\.[0-9]+)?[eE]\+[0-9]{2,}\s*$"


def _damaged(source: Input, row: int, cell: str) -> Problem:
    what = Text("金额变成了科学计数法“{value}”，数字已丢失", "the amount became {value}: digits are lost").format(
        value=cell
    )
    fix = Text("从系统重新导出，别用 Excel 存成 CSV", "export it again, and do not save the CSV with Excel")
    return Problem("CRM-damaged-amount", "error", what, fix, _place(source, "amount", row), cell)


def _place(source: Input, field: str, row: int) -> Place:
    """The cell of a field in a row."""
    letter, title = next((c.column, c.header) for c in source.columns if c.field == field)
    if source.sheet is None:
        return Place(file=source.file, line=row, key=title)
    return Place(file=source.file, sheet=source.sheet, cell=f"{letter}{row}")


def _shares(records: Records) -> list[Decimal | None]:
    """The probabilities as they are written, row by row; None for what is no bare number. Empty without the column."""
    title = next((c.header for s in records.inputs for c in s.columns if c.field == "probability"), None)
    if title is None or f"{CELLS}{title}" not in records.frame.columns:
        return []
    return [_figure(cell) for cell in records.frame[f"{CELLS}{title}"].to_list()]


def _without_mixed(records: Records) -> Records:
    """The records without the probabilities that may mean two things: 0.5 or 1 beside others above 1.

    Where both a fraction and a figure above 1 stand in the column, a figure above 0 and up to 1 is no share and no
    percentage for certain: it is empty, and told.
    """
    import narwhals as nw

    figures = _shares(records)
    known = [figure for figure in figures if figure is not None]
    if not records.has("probability") or not any(0 < f < 1 for f in known) or max(known) <= 1:
        return records
    doubtful = [figure is not None and 0 < figure <= 1 for figure in figures]
    frame = records.frame
    mask = nw.new_series("doubtful", doubtful, nw.Boolean(), backend=nw.get_native_namespace(frame))
    emptied = frame.with_columns(mask).with_columns(
        probability=nw.when(~nw.col("doubtful")).then(nw.col("probability"))
    )
    return replace(
        records, frame=emptied.drop("doubtful"), findings=(*records.findings, _mixed(records, doubtful, figures))
    )


def _mixed(records: Records, doubtful: Sequence[bool], figures: Sequence[Decimal | None]) -> Problem:
    source, first = records.inputs[0], doubtful.index(True)
    row = int(records.frame[ROW][first])
    what = Text(
        "赢率有的写 0–1，有的写 0–100：{n} 格（如 {value}）分不清，当没填",
        "probabilities are written 0 to 1 and 0 to 100: {n} cells (such as {value}) may be either and count as empty",
    ).format(n=sum(doubtful), value=figures[first])
    fix = Text(
        "改成一种写法；都是百分数就加 --unit-of probability=%",
        "write them in one way; if all are percentages add --unit-of probability=%",
    )
    return Problem("CRM-share-mixed", "warning", what, fix, _place(source, "probability", row), str(figures[first]))


def _figure(cell: str | None) -> Decimal | None:
    try:
        found = Decimal(cell or "")
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _share_noted(records: Records, *, percent: bool) -> Problem:
    source = records.inputs[0]
    what = Text("赢率写成了{form}，按这个读", "probabilities are written {form} here, and read so")
    form = Text("0–100", "0 to 100") if percent else Text("0–1", "0 to 1")
    fix = Text("不对就加 --unit-of probability=%", "If not, add --unit-of probability=%")
    return Problem("CRM-share", "note", what.format(form=form), fix, Place(file=source.file, sheet=source.sheet))


def _uncertain(file: str, found: Sequence[Fit], profiles: Mapping[str, CrmProfile], named: str | None) -> Problem:
    """No system's titles: which could be meant, and how to say it."""
    from salesplan.load.crm_profiles import listed_profiles

    near = [f"{each.profile} {each.crm_object} {float(each.share):.0%}" for each in found[:3]]
    if named:
        what = Text("不像 {system} 的文件：几乎没有一列对得上", "no file of {system}: it knows hardly any title")
        fix = Text(
            "写明是哪类记录：--as customers；或换一个 --from", "say what it holds: --as customers; or change --from"
        )
        told = what.format(system=profiles[named].name)
        return Problem("CRM-wrong-profile", "error", told, fix, Place(file=file), named)
    what = Text("看不出是哪个系统导出的", "which system wrote this cannot be told from its titles")
    fix = Text(
        "写明：--from 系统{likely}。可用的有：{known}", "say so: --from SYSTEM{likely}. There are {known}"
    ).format(
        known=listed_profiles(profiles),
        likely=Text("（最像 {near}）", " (most like {near})").format(near=", ".join(near)) if near else "",
    )
    return Problem("CRM-which-system", "error", what, fix, Place(file=file))


def _two_systems(files: Sequence[str], found: Sequence[Fit], other: int, profiles: Mapping[str, CrmProfile]) -> Problem:
    words = Text("{system} 的{label}", "{label} of {system}")
    one, two = (
        words.format(system=profiles[each.profile].name, label=OBJECT_LABELS[each.crm_object])
        for each in (found[0], found[other])
    )
    what = Text("{first} 是{one}，这份是{two}", "{first} holds {one}, this one {two}")
    fix = Text("一次导入一种：分开运行", "import one kind at a time: run the command for each")
    told = what.format(first=files[0], one=one, two=two)
    return Problem("CRM-mixed", "error", told, fix, Place(file=files[other]))
