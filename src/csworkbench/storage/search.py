"""Full-text search over names, people and notes. Words of a person are always quoted and bound: they are never syntax.

A word of three letters and more is found anywhere in names; a shorter one only where a word begins, and not in notes,
where it would be everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, column, func, literal_column, select, table
from sqlalchemy.sql.selectable import FromClause

from csworkbench.domain.ids import AccountId
from csworkbench.domain.search import SearchHitRow, beginning, is_part, quoted
from csworkbench.storage.orders import read_ids
from csworkbench.storage.tables.accounts import account, contact
from csworkbench.storage.tables.engagement import touch
from csworkbench.storage.tables.feedback import feedback
from csworkbench.storage.tables.reviews import review, review_section

EXCERPT_WORDS = 12
_SUGGESTED_FROM = 200


_NAMED = "SELECT rowid AS id FROM account_{kind} WHERE account_{kind} MATCH ?"
# The indexes by name: a narrow one with just the account is read in a third of the time of the rows themselves.
_KNOWN = """SELECT c.account_id AS id FROM contact_{kind} f CROSS JOIN contact c INDEXED BY ix_contact_of_account
    ON c.id = f.rowid WHERE contact_{kind} MATCH ?"""
_TOUCHED = """SELECT t.account_id AS id FROM touch_words f CROSS JOIN touch t INDEXED BY ix_touch_of_account
    ON t.id = f.rowid WHERE touch_words MATCH ?"""


def accounts_with(connection: Connection, words: Sequence[str]) -> frozenset[AccountId]:
    """Give the keys of the accounts where every word is in name, domain, a contact or a touch."""
    return frozenset.intersection(*(_accounts_with(connection, word) for word in words))


def find_hits(connection: Connection, words: Sequence[str], limit: int) -> list[SearchHitRow]:
    """Give accounts, people, touches, feedback and reviews that hold every word, up to `limit` of each."""
    if not words:
        return []
    hits = [
        SearchHitRow("account", row.id, AccountId(row.id), row.name, row.name, row.domain or "")
        for row in connection.execute(_names(account, "account", words, limit))
    ]
    people = _names(contact, "contact", words, limit).add_columns(account.c.name.label("account_name"))
    hits += [
        SearchHitRow("contact", row.id, AccountId(row.account_id), row.account_name, row.name, row.title or "")
        for row in connection.execute(people.join(account, account.c.id == contact.c.account_id))
    ]
    for kind, query in (("touch", _touches()), ("feedback", _feedback()), ("review", _reviews())):
        text = " ".join(beginning(word) for word in words)
        found = connection.execute(query.where(literal_column(_NOTES[kind]).match(text)).limit(limit))
        hits += [
            SearchHitRow(kind, row.id, AccountId(row.account_id), row.account_name, _title(row), row.excerpt)
            for row in found
        ]
    return hits


def similar_names(connection: Connection, typed: str) -> list[str]:
    """Give names of accounts that share letters with what was typed, to suggest from; the likest first."""
    parts = {typed[place : place + 3] for place in range(len(typed) - 2)}
    index = "account_parts" if parts else "account_words"
    text = " OR ".join(quoted(part) for part in sorted(parts)) if parts else beginning(typed)
    source = _index(index)
    query = (
        select(account.c.name)
        .join(source, source.c.rowid == account.c.id)
        .where(literal_column(index).match(text))
        .order_by(literal_column("rank"))
        .limit(_SUGGESTED_FROM)
    )
    return list(connection.execute(query).scalars())


_NOTES = {"touch": "touch_words", "feedback": "feedback_words", "review": "review_words"}


def _index(name: str) -> FromClause:
    return table(name, column("rowid"))


def _rows(index: str, text: str) -> Select[Any]:
    source = _index(index)
    return select(source.c.rowid).where(literal_column(index).match(text))


def _accounts_with(connection: Connection, word: str) -> frozenset[AccountId]:
    # Several short queries: one with UNION would sort what a set of keys tells apart for less.
    kind, text = ("parts", quoted(word)) if is_part(word) else ("words", beginning(word))
    found = set(read_ids(connection, _NAMED.format(kind=kind), text))
    found.update(read_ids(connection, _KNOWN.format(kind=kind), text))
    if is_part(word):
        found.update(read_ids(connection, _TOUCHED, beginning(word)))
    return frozenset(found)


def _names(source: Any, name: str, words: Sequence[str], limit: int) -> Select[Any]:
    long = " ".join(quoted(word) for word in words if is_part(word))
    short = " ".join(beginning(word) for word in words if not is_part(word))
    query = select(source)
    for kind, text in (("parts", long), ("words", short)):
        if text:
            query = query.where(source.c.id.in_(_rows(f"{name}_{kind}", text)))
    starts = func.instr(func.lower(source.c.name), words[0].lower()) == 1
    return query.order_by(starts.desc(), func.length(source.c.name), source.c.name, source.c.id).limit(limit)


def _excerpt(index: str) -> Any:
    return func.snippet(literal_column(index), -1, "", "", "…", EXCERPT_WORDS).label("excerpt")


def _touches() -> Select[Any]:
    source = _index("touch_words")
    return (
        select(
            touch.c.id, touch.c.account_id, account.c.name.label("account_name"), touch.c.channel.label("what"),
            touch.c.happened_on.label("day"), _excerpt("touch_words"),
        )
        .select_from(source)
        .join(touch, touch.c.id == source.c.rowid)
        .join(account, account.c.id == touch.c.account_id)
        .order_by(touch.c.happened_on.desc(), touch.c.id)
    )  # fmt: skip


def _feedback() -> Select[Any]:
    source = _index("feedback_words")
    return (
        select(
            feedback.c.id, feedback.c.account_id, account.c.name.label("account_name"), feedback.c.kind.label("what"),
            feedback.c.said_on.label("day"), _excerpt("feedback_words"),
        )
        .select_from(source)
        .join(feedback, feedback.c.id == source.c.rowid)
        .join(account, account.c.id == feedback.c.account_id)
        .order_by(feedback.c.said_on.desc(), feedback.c.id)
    )  # fmt: skip


def _reviews() -> Select[Any]:
    source = _index("review_words")
    return (
        select(
            review.c.id, review.c.account_id, account.c.name.label("account_name"), review.c.kind.label("what"),
            review.c.held_on.label("day"), _excerpt("review_words"),
        )
        .select_from(source)
        .join(review_section, review_section.c.id == source.c.rowid)
        .join(review, review.c.id == review_section.c.review_id)
        .join(account, account.c.id == review.c.account_id)
        .order_by(review.c.changed_at.desc(), review.c.id, review_section.c.position)
    )  # fmt: skip


def _title(row: Any) -> str:
    what = f"{row.what[:1].upper()}{row.what[1:]}"
    return f"{what}, {row.day}" if row.day else what
