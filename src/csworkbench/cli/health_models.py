"""`health model` and `health whatif`: the versions of health models, in and out of files, and what one would do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csworkbench.cli.book import opened, workbench_option
from csworkbench.cli.output import (
    Cell,
    ConsoleToken,
    Row,
    format_option,
    print_data,
    print_json,
    print_rows,
    say,
)
from csworkbench.infra.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csworkbench.domain.health.draft import ModelDraft
    from csworkbench.domain.health.model import HealthModel
    from csworkbench.domain.health.model_diff import ModelDiff
    from csworkbench.services.workbench import Workbench

LIST_COLUMNS = ("version", "name", "state", "serves", "factors", "policy", "made_at")
LIST_LABELS = ("Version", "Name", "State", "Serves", "Factors", "Missing data", "Made at")
SHOW_COLUMNS = ("group", "group_weight", "key", "label", "weight", "share", "max_age_days", "reads", "curve")
SHOW_LABELS = ("Group", "Weight", "Key", "Factor", "Weight", "Of all", "Max. age", "Reads", "Curve")
DIFF_COLUMNS = ("part", "before", "after")
DIFF_LABELS = ("What", "Was", "Is")
WANTED = "MODEL is the number of a version, or a name: then its newest version. By default the one in use."
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("model", epilog=WANTED)
def model_group() -> None:
    """List, show, export, import and compare health models."""


@model_group.command("list")
@workbench_option()
@format_option()
def list_command(book: Path | None, form: str) -> None:
    """List every version of every health model, newest first."""
    from csworkbench.domain.health.model_diff import serves_text
    from csworkbench.services.health.models import list_models

    with opened(book, write=False) as workbench:
        found = list_models(workbench)
    rows: list[Row] = [
        {
            "version": row.model.version,
            "name": row.model.name,
            "state": row.state,
            "serves": serves_text(row.model.serves),
            "factors": len(row.model.plan.factors),
            "policy": row.model.policy,
            "made_at": row.made_at,
        }
        for row in found
    ]
    print_rows(rows, LIST_COLUMNS, form, labels=LIST_LABELS)


@model_group.command("show", epilog=WANTED)
@click.argument("model", required=False)
@workbench_option()
@format_option()
def show_command(model: str | None, book: Path | None, form: str) -> None:
    """Print groups, factors, weights, curves and ages of MODEL."""
    from csworkbench.domain.health.definition import model_to_plain

    with opened(book, write=False) as workbench:
        found = _model(workbench, model)
    if form == "json":
        print_json(model_to_plain(found))
        return
    if form == "table":
        _print_head(found)
    print_rows(_factor_rows(found), SHOW_COLUMNS, form, labels=SHOW_LABELS)


@model_group.command("export", epilog=WANTED)
@click.argument("model", required=False)
@click.option("--out", type=_FILE, default=None, metavar="FILE", help="The file to write; by default it is printed.")
@workbench_option()
def export_command(model: str | None, out: Path | None, book: Path | None) -> None:
    """Write MODEL to a file that others can import."""
    from csworkbench import __version__
    from csworkbench.domain.health.model_file import model_to_text
    from csworkbench.services.health.models import export_model

    with opened(book, write=False) as workbench:
        found = _model(workbench, model)
    if out is None:
        print_data(model_to_text(found, __version__))
        return
    export_model(found, out)
    say(f"Wrote {found.name} v{found.version} to {out}.")


@model_group.command("import")
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="Only print what would differ from the newest version of that name.")
@workbench_option()
@format_option()
def import_command(file: Path, dry_run: bool, book: Path | None, form: str) -> None:
    """Save the model in FILE as a new version, after printing how it differs from the newest one of its name."""
    from csworkbench.services.health.models import checked_model, read_model_file, save_model

    draft = read_model_file(file)
    token = ConsoleToken()
    try:
        with opened(book, write=not dry_run) as workbench:
            _say_warnings(workbench, draft)
            model = checked_model(draft)
            before = _named(workbench, model.name)
            if before is None:
                say(f"There is no model {model.name} yet.")
            else:
                _print_diff(before, model, form)
            if dry_run:
                say("Nothing was saved.")
                return
            version = save_model(workbench, model, token)
    finally:
        token.finish()
    say(f"Saved as {model.name} v{version}; health is computed anew.")


@model_group.command("diff", epilog=WANTED)
@click.argument("before")
@click.argument("after", required=False)
@workbench_option()
@format_option()
def diff_command(before: str, after: str | None, book: Path | None, form: str) -> None:
    """Print how AFTER (by default the model in use) differs from BEFORE: versions, names or model files."""
    with opened(book, write=False) as workbench:
        first, second = _model_or_file(workbench, before), _model_or_file(workbench, after)
    if not _print_diff(first, second, form) and form == "table":
        say("They do not differ.")


@click.command("whatif")
@click.option("--model", "file", type=_FILE, required=True, metavar="FILE", help="The file of the model to try.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True,
              help="How many accounts that change band to print (table).")  # fmt: skip
@workbench_option()
@format_option()
def whatif_command(file: Path, limit: int, book: Path | None, form: str) -> None:
    """Print what the model in FILE would do to the whole book; nothing is saved."""
    from csworkbench.cli.what_if_output import print_what_if
    from csworkbench.services.health.models import checked_model, read_model_file
    from csworkbench.services.health.what_if import try_on_book

    draft = read_model_file(file)
    token = ConsoleToken()
    try:
        with opened(book, write=False) as workbench:
            _say_warnings(workbench, draft)
            result = try_on_book(workbench, checked_model(draft), token)
    finally:
        token.finish()
    print_what_if(result, form, limit)


def _model(workbench: Workbench, wanted: str | None) -> HealthModel:
    from csworkbench.services.health.models import get_model

    return get_model(workbench, int(wanted) if wanted is not None and wanted.isdecimal() else wanted)


def _named(workbench: Workbench, name: str) -> HealthModel | None:
    from csworkbench.infra.errors import NotFound
    from csworkbench.services.health.models import get_model

    try:
        return get_model(workbench, name)
    except NotFound:
        return None


def _model_or_file(workbench: Workbench, wanted: str | None) -> HealthModel:
    from csworkbench.services.health.models import checked_model, read_model_file

    if wanted is not None and not wanted.isdecimal() and Path(wanted).is_file():
        return checked_model(read_model_file(Path(wanted)))
    try:
        return _model(workbench, wanted)
    except WorkbenchError as error:
        raise type(error)(f"{error.message} Nor is there such a file.", error.advice) from error


def _say_warnings(workbench: Workbench, draft: ModelDraft) -> None:
    from csworkbench.services.health.models import draft_problems

    for problem in draft_problems(workbench, draft):
        if problem.is_warning:
            part = problem.place.factor or problem.place.group
            say(f"Note: {f'{part}: ' if part else ''}{problem.words}")


def _print_diff(before: HealthModel, after: HealthModel, form: str) -> Sequence[ModelDiff]:
    from csworkbench.domain.health.model_diff import model_diff

    found = model_diff(replace(before, is_retired=after.is_retired), after)
    rows: list[Row] = [{"part": one.part, "before": one.before, "after": one.after} for one in found]
    if form == "table" and rows:
        # Curves are long: here each side has a line of its own instead of a cell cut short.
        for one in found:
            click.echo(f"{one.part}\n  was  {one.before or 'nothing'}\n  is   {one.after or 'nothing'}")
    elif form != "table":
        print_rows(rows, DIFF_COLUMNS, form)
    return found


def _print_head(model: HealthModel) -> None:
    from csworkbench.domain.health.model_diff import serves_text

    state = ", retired" if model.is_retired else ""
    click.echo(f"{model.name} v{model.version}{state}; serves {serves_text(model.serves)}")
    click.echo(
        f"At risk 0..{model.at_risk_up_to}, watch {model.at_risk_up_to + 1}..{model.watch_up_to}, "
        f"healthy {model.watch_up_to + 1}..100; missing data: {model.policy}, "
        f"coverage floor {model.coverage_floor:.0%}"
    )
    for veto in model.vetoes:
        click.echo(f"Veto: {veto.kind}: at most {veto.at_most}")
    click.echo()


def _factor_rows(model: HealthModel) -> list[Row]:
    from csworkbench.domain.health.model_diff import curve_text

    shares = {factor.key: factor.weight for factor in model.plan.factors}
    rows: list[Row] = []
    for group in model.groups:
        for factor in group.factors:
            reads: Cell = ", ".join(factor.signal) if factor.signal else "built in"
            rows.append(
                {
                    "group": group.label,
                    "group_weight": group.weight,
                    "key": factor.key,
                    "label": factor.label,
                    "weight": factor.weight,
                    "share": shares[factor.key],
                    "max_age_days": factor.max_age_days,
                    "reads": reads,
                    "curve": curve_text(factor.curve),
                }
            )
    return rows
