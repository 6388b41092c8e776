from __future__ import annotations

from pathlib import Path

import pytest

from csworkbench.infra.tokens import Token
from csworkbench.services.imports.outline import guess_kind, outline_import
from csworkbench.services.imports.request import ImportRequest


@pytest.mark.parametrize(
    ("name", "headers", "kind"),
    [
        ("export.csv", ("First Name", "Last Name", "Email"), "contacts"),
        ("export.csv", ("Account Name", "Industry", "Website"), "accounts"),
        ("export.csv", ("Opportunity Name", "Stage", "Amount"), "contracts"),
        ("company_data.csv", ("id", "property_name", "property_country"), "accounts"),
        ("Renewals 2027.csv", ("Customer", "Amount"), "contracts"),
        ("ticket_data.csv", ("id", "Customer"), "tickets"),
        ("export.csv", ("one", "two"), "accounts"),
    ],
)
def test_the_kind_is_told_by_the_columns_else_by_the_name(name: str, headers: tuple[str, ...], kind: str) -> None:
    assert guess_kind(Path(name), headers) == kind


def test_an_outline_shows_different_values_and_what_is_open_whatever_was_chosen(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(f"Account Name,Industry,Renewal Date\nAcme,IT,03/04/27\nHooli,IT,01/02/27\n{'x' * 99},,\n")
    outline = outline_import(Token(), ImportRequest(path, "", date_order="dmy"))
    assert (outline.kind, outline.other_kind, outline.form) == ("accounts", None, "csv")
    assert outline.samples[1:] == (("IT",), ("03/04/27", "01/02/27"))
    assert outline.samples[0] == ("Acme", "Hooli", "x" * 59 + "…")
    assert outline.dates == (("Renewal Date", "03/04/27"),)
    assert outline.marks == ()
