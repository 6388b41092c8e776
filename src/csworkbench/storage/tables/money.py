"""Contracts, the outcomes of accounts, and support tickets."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index

from csworkbench.domain import words
from csworkbench.storage.tables.schema import child, day, instant, known, link, record, text, whole, word

contract = record(
    "contract",
    child("account_id", "account"),
    text("product", required=True),
    *whole("arr_minor", low=0),
    text("currency"),
    *whole("seats", low=0),
    *day("start_on"),
    *day("end_on"),
    *whole("notice_days", low=0, high=1000),
    *word("outcome", words.CONTRACT_OUTCOMES),
    *day("outcome_on"),
    text("reason"),
    *known(),
    CheckConstraint("arr_minor IS NULL OR currency IS NOT NULL", name="money_has_currency"),
    CheckConstraint("start_on IS NULL OR end_on IS NULL OR start_on <= end_on", name="dates_in_order"),
    Index("ix_contract_end_on", "end_on"),
)

outcome = record(
    "outcome",
    child("account_id", "account"),
    *day("happened_on", required=True),
    *word("kind", words.OUTCOME_KINDS, required=True),
    text("reason"),
    *known(),
)

ticket = record(
    "ticket",
    child("account_id", "account"),
    link("contact_id", "contact"),
    *instant("opened_at", required=True),
    *instant("closed_at"),
    *word("severity", words.TICKET_SEVERITIES, required=True),
    text("subject"),
    *known(),
)
