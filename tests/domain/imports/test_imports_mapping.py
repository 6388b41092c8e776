from __future__ import annotations

import pytest

from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.mapping import (
    SURE,
    BadMapping,
    ColumnMapping,
    automatic,
    complete,
    other_kind,
    parse_choice,
    problems,
    suggest,
)
from csworkbench.domain.imports.profiles import GENERIC, HUBSPOT, HUBSPOT_CONNECTOR, SALESFORCE, detect_profile

_SF_ACCOUNT = ["Id", "IsDeleted", "MasterRecordId", "Name", "ParentId", "BillingCountry", "Website", "AnnualRevenue",
               "OwnerId", "SystemModstamp"]  # fmt: skip


def _fields(kind: str, headers: list[str]) -> dict[str, str]:
    chosen = KINDS[kind]
    mapping = automatic(suggest(headers, chosen, detect_profile(headers)), chosen)
    return {name: header for header, name in mapping.pairs.items()}


@pytest.mark.parametrize(
    ("headers", "profile"),
    [
        (_SF_ACCOUNT, SALESFORCE),
        ([header.upper() for header in _SF_ACCOUNT], SALESFORCE),
        (["Account Owner", "Account Name", "Billing State/Province", "Account ID"], SALESFORCE),
        (["Name", "ARR__c"], SALESFORCE),
        (["Record ID", "Company name", "Company Domain Name", "Company owner"], HUBSPOT),
        (["id", "property_name", "property_country"], HUBSPOT_CONNECTOR),
        (["account_id", "account_name"], GENERIC),
        ([], GENERIC),
    ],
)
def test_profile_is_recognised(headers: list[str], profile: object) -> None:
    assert detect_profile(headers) is profile


def test_salesforce_api_names_in_any_case() -> None:
    plain = _fields("accounts", _SF_ACCOUNT)
    assert plain == {"external_id": "Id", "is_deleted": "IsDeleted", "name": "Name", "parent_external_id": "ParentId",
                     "country": "BillingCountry", "domain": "Website"}  # fmt: skip
    assert {name: header.upper() for name, header in plain.items()} == _fields(
        "accounts", [header.upper() for header in _SF_ACCOUNT]
    )


def test_annual_revenue_is_never_arr() -> None:
    for headers in (
        ["Name", "AnnualRevenue"],
        ["Company name", "Annual Revenue", "Record ID"],
        ["property_annualrevenue"],
    ):
        assert "arr" not in _fields("accounts", headers)
        assert "arr" not in {each.field for each in suggest(headers, KINDS["accounts"])}


def test_custom_fields_are_found() -> None:
    found = _fields("accounts", ["Name", "ARR__c", "Renewal_Date__c"])
    assert found["arr"] == "ARR__c"
    assert found["renewal_on"] == "Renewal_Date__c"


def test_hubspot_labels_and_connector_names() -> None:
    deal = _fields("contracts", ["Record ID", "Deal Name", "Deal Stage", "Amount", "Close Date", "Deal owner",
                                 "Associated Company IDs (Primary)", "Associated Company (Primary)"])  # fmt: skip
    assert deal["account_external_id"] == "Associated Company IDs (Primary)"
    assert deal["stage"] == "Deal Stage"
    contact = _fields(
        "contacts", ["id", "property_email", "property_firstname", "property_lastname", "property_company"]
    )
    assert contact == {"external_id": "id", "email": "property_email", "first_name": "property_firstname",
                       "last_name": "property_lastname", "account_name": "property_company"}  # fmt: skip


def test_usage_file_maps_several_metrics() -> None:
    found = _fields("signals", ["usage_id", "subscription_id", "usage_date", "usage_count", "error_count"])
    assert found == {"contract_external_id": "subscription_id", "day": "usage_date",
                     "metric:usage_count": "usage_count", "metric:errors": "error_count"}  # fmt: skip


def test_near_miss_is_only_proposed() -> None:
    suggestions = suggest(["Account Nmae", "Whatever"], KINDS["accounts"])
    assert suggestions[0].field == "name"
    assert 0 < suggestions[0].confidence < SURE
    assert suggestions[1].field is None
    assert automatic(suggestions, KINDS["accounts"]).pairs == {}


def test_each_field_is_given_once() -> None:
    fields = [each.field for each in suggest(["Name", "Account Name", "Company"], KINDS["accounts"]) if each.field]
    assert fields == ["name"]


def test_choices_override_and_release() -> None:
    kind = KINDS["accounts"]
    headers = ["Name", "Kunde", "Website"]
    mapping = automatic(suggest(headers, kind), kind)
    chosen = complete(mapping, [parse_choice("kunde=name", headers, kind), parse_choice("Website=-", headers, kind)])
    assert chosen.pairs == {"Kunde": "name"}


@pytest.mark.parametrize("text", ["Name", "=name", "Nowhere=name", "Name=colour"])
def test_bad_choice_says_why(text: str) -> None:
    with pytest.raises(BadMapping, match=r".{10,}"):
        parse_choice(text, ["Name"], KINDS["accounts"])


def test_two_columns_for_one_field_are_refused() -> None:
    with pytest.raises(BadMapping, match="both"):
        complete(ColumnMapping("accounts", {}), [("A", "name"), ("B", "name")])


def test_column_name_may_hold_an_equals_sign() -> None:
    assert parse_choice("a=b=name", ["a=b"], KINDS["accounts"]) == ("a=b", "name")


def test_file_without_account_column_is_refused_with_that_reason() -> None:
    headers = ["user_id", "email", "signup_date"]
    kind = KINDS["contacts"]
    reasons = problems(automatic(suggest(headers, kind), kind), headers)
    assert len(reasons) == 1
    assert "which account" in reasons[0]
    assert "account_external_id" in reasons[0]
    assert "signup_date" in reasons[0]


def test_value_without_metric_is_a_problem() -> None:
    mapping = ColumnMapping("signals", {"Account": "account_name", "Day": "day", "Value": "value"})
    assert "metric" in problems(mapping, ["Account", "Day", "Value"])[0]
    assert problems(ColumnMapping("signals", mapping.pairs, {"metric": "logins"}), ["Account"]) == []


@pytest.mark.parametrize(
    ("headers", "kind", "other"),
    [
        (["Id", "FirstName", "LastName", "Name"], "accounts", "contacts"),
        (["Id", "StageName", "CloseDate", "Name"], "accounts", "contracts"),
        (["usage_id", "usage_date"], "accounts", "signals"),
        (["ticket_id", "account_name"], "accounts", "tickets"),
        (["Id", "Name"], "accounts", None),
        (["Id", "FirstName", "LastName"], "contacts", None),
    ],
)
def test_wrong_kind_is_noticed(headers: list[str], kind: str, other: str | None) -> None:
    assert other_kind(headers, KINDS[kind]) == other


def test_kinds_are_sound() -> None:
    assert list(KINDS) == ["accounts", "contacts", "contracts", "signals", "tickets", "feedback", "touches", "outcomes"]
    for kind in KINDS.values():
        names = [field.name for field in kind.fields]
        assert len(names) == len(set(names))
        for field in kind.fields:
            assert set(field.synonyms.values()) <= {*field.words, ""}
        for group in kind.required:
            assert all(name == "metric:*" or kind.field(name) is not None for name in group)
    for profile in (SALESFORCE, HUBSPOT, HUBSPOT_CONNECTOR):
        for kind_name, fields in profile.fields.items():
            assert all(KINDS[kind_name].field(name) is not None for name in fields.values())
