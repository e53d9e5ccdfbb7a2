"""``crm export -o``: the files of an export, all of them checked before the first one is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from salesplan.api.crm_export import Prepared
from salesplan.cli.deliver import deliver, form_of, speak, write_results
from salesplan.cli.files import kept_files, write_rejects
from salesplan.cli.options import Output
from salesplan.cli.say import say
from salesplan.compute.crm.exporting import CrmFile, ExportSummary, Group, with_files
from salesplan.compute.crm.importing import ImportSummary
from salesplan.errors import BadUsage, Place, Problem
from salesplan.model.result import Result
from salesplan.text import Text
from salesplan.write.atomic import os_errors
from salesplan.write.new.crm_files import Piece, Shape, pieces
from salesplan.write.new.made_book import write_all
from salesplan.write.text_output import guard_output

MEGA = 1_000_000
ENDINGS = ("csv", "xlsx")


@dataclass(frozen=True)
class Target:
    """Where the files go: the folder, what their names begin with, their format."""

    folder: Path
    stem: str
    format: str


def deliver_import(result: Result[ImportSummary], output: Output, rejects: str | None) -> None:
    """Print the page of an import, and write the list where that is asked for: what was left out is never silent."""
    if output.output is None or output.quiet:
        deliver(result, output, rejects)
        return
    speak(result, output)
    if rejects is not None:
        write_rejects((result,), rejects)
    write_results((result,), output)
    deliver(result, replace(output, output=None, format=None))


def write_export(prepared: Prepared, output: Output, rejects: str | None, *, dry_run: bool, mark: bool | None) -> None:
    """Write the files of an export and those rejected, unless it is a dry run; then print what came of it."""
    result = prepared.shipment.result
    speak(result, output)
    form_of((result,), output)
    target = target_of(prepared, output, dry_run=dry_run)
    shape = shape_of(prepared, target, mark=mark)
    made = [(group, piece) for group in prepared.shipment.groups for piece in pieces(group.titles, group.rows, shape)]
    names = _names(target, len(made))
    files = [_file(target, name, group, piece) for name, (group, piece) in zip(names, made, strict=True)]
    rejected = rejects or str(target.folder / f"{target.stem}-rejected.csv")
    told = _told(with_files(result, files), rejected, dry_run=dry_run)
    if not dry_run:
        contents = {name: piece.data for name, (_, piece) in zip(names, made, strict=True)}
        told = _written(told, target, contents, rejected, output)
    deliver(told, replace(output, output=None))


def target_of(prepared: Prepared, output: Output, *, dry_run: bool) -> Target:
    """Where to: a file by its ending, else a folder. BadUsage without ``-o``, or with an ending that is none."""
    summary = prepared.shipment.result.summary
    form = prepared.template.format if prepared.template else prepared.profile.format
    stem = f"{summary.profile}-{summary.crm_object}"
    if output.output is None:
        if not dry_run:
            raise BadUsage(_where_to(summary))
        return Target(Path(), stem, form)
    path = Path(output.output)
    ending = path.suffix.lower().removeprefix(".")
    if path.is_dir() or not ending:
        return Target(path, stem, form)
    if ending not in ENDINGS:
        raise BadUsage(_no_ending(path))
    return Target(path.parent, path.stem, ending)


def shape_of(prepared: Prepared, target: Target, *, mark: bool | None) -> Shape:
    """What the files look like: as the template does, else as the profile says; sizes by the smaller limit."""
    profile, template, result = prepared.profile, prepared.template, prepared.shipment.result
    limits = {p.name: p.value for p in result.parameters}
    most = int(str(limits["parameters.crm.max_rows"]))
    above = template.above if template else ((profile.above,),) if profile.above else ()
    records = profile.objects.given()[result.summary.crm_object]
    return Shape(
        target.format,
        profile.mark if mark is None else mark,
        above,
        (template.sheet if template else None) or records.name or "Sheet1",
        min(most, profile.max_rows or most),
        int(float(str(limits["parameters.crm.max_mb"])) * MEGA),
    )


def _names(target: Target, count: int) -> list[str]:
    """A number behind the name where there are several, with as many digits as the last has, so that they sort."""
    digits = len(str(count))
    if count == 1:
        return [f"{target.stem}.{target.format}"]
    return [f"{target.stem}-{number:0{digits}}.{target.format}" for number in range(1, count + 1)]


def _file(target: Target, name: str, group: Group, piece: Piece) -> CrmFile:
    left_out = tuple(str(title) for title in group.left_out)
    return CrmFile(str(target.folder / name), piece.rows, len(group.titles), left_out, len(piece.data))


def _told(result: Result[ExportSummary], rejects: str, *, dry_run: bool) -> Result[ExportSummary]:
    named = rejects if result.summary.rejected else None
    return replace(result, summary=replace(result.summary, rejects=named, dry_run=dry_run))


def _written(
    result: Result[ExportSummary], target: Target, contents: dict[str, bytes], rejects: str, output: Output
) -> Result[ExportSummary]:
    """Write everything; what an earlier export left in the folder and this one does not replace is a warning."""
    kept = kept_files((result,))
    template = [result.summary.template] if result.summary.template else []
    for name in contents:
        with os_errors(target.folder / name):
            guard_output(target.folder / name, [*kept, *template], force=True, may_write=False)
    write_all(target.folder, contents, force=output.force)
    if result.summary.rejects:
        write_rejects((result,), rejects)
    if not output.quiet:
        say(
            Text("已写到 {folder}：{n} 份", "written to {folder}: {n} files").format(
                folder=target.folder, n=len(contents)
            )
        )
    return replace(result, findings=(*result.findings, *_left_over(target, contents)))


def _left_over(target: Target, contents: dict[str, bytes]) -> Iterator[Problem]:
    ours = re.compile(rf"{re.escape(target.stem)}(-\d+)?\.({'|'.join(ENDINGS)})")
    old = sorted(
        each.name for each in target.folder.iterdir() if ours.fullmatch(each.name) and each.name not in contents
    )
    if old:
        what = Text("文件夹里还有以前导出的：{names}", "files of an earlier export are still there: {names}")
        fix = Text("别一起导入；用不着就删掉", "do not import them too; remove them")
        yield Problem(
            "CRM-left-over", "warning", what.format(names="、".join(old)), fix, Place(file=str(target.folder))
        )


def _where_to(summary: ExportSummary) -> Problem:
    what = Text("没说写到哪里", "where to write is not said")
    fix = Text(
        "加 -o 文件夹/ 或 -o {name}.xlsx；先看看用 --dry-run",
        "add -o FOLDER/ or -o {name}.xlsx; to look first, --dry-run",
    )
    return Problem("CRM-where-to", "error", what, fix.format(name=summary.crm_object))


def _no_ending(path: Path) -> Problem:
    what = Text("写不了“{path}”这种文件", "no file like {path} can be written").format(path=path)
    fix = Text("用 .csv、.xlsx，或写一个文件夹", "use .csv or .xlsx, or name a folder")
    return Problem("USAGE-output", "error", what, fix, Place(file=str(path)))
