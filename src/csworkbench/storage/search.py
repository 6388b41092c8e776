"""Full-text search over names, people and notes. Words of the user are always quoted: they are never syntax."""

from __future__ import annotations

from sqlalchemy import Connection, TextClause, text

from csworkbench.domain.ids import AccountId
from csworkbench.domain.search import SearchHitRow

SHORTEST_PART = 3
MOST_WORDS = 8


def accounts_matching(typed: str) -> TextClause:
    """Give a derived table with the column `account_id` of the accounts that hold every word typed.

    A word is found in the account's name or domain, in the name or e-mail of one of its people, or in its notes.
    """
    queries = []
    values: dict[str, str] = {}
    for place, word in enumerate(typed.split()[:MOST_WORDS]):
        values[f"word_{place}"] = prefix_query(word)
        values[f"part_{place}"] = part_query(word)
        queries.append(_one_word(place, is_part=len(word) >= SHORTEST_PART))
    joined = " INTERSECT ".join(f"SELECT account_id FROM ({query})" for query in queries)  # noqa: S608
    used = {name: value for name, value in values.items() if f":{name}" in joined}
    return text(f"({joined})").bindparams(**used)  # made of constants; the words are bound


def _one_word(place: int, *, is_part: bool) -> str:
    names, people = ("account_parts", "contact_parts") if is_part else ("account_words", "contact_words")
    name = f":part_{place}" if is_part else f":word_{place}"
    return f"""SELECT rowid AS account_id FROM {names} WHERE {names} MATCH {name}
        UNION SELECT account_id FROM contact WHERE id IN (SELECT rowid FROM {people} WHERE {people} MATCH {name})
        UNION SELECT account_id FROM touch
            WHERE id IN (SELECT rowid FROM touch_words WHERE touch_words MATCH :word_{place})"""  # noqa: S608


def prefix_query(word: str) -> str:
    """Give a word as a quoted FTS5 prefix term."""
    return f'"{_quoted(word)}" *'


def part_query(word: str) -> str:
    """Give a word as a quoted FTS5 term."""
    return f'"{_quoted(word)}"'


def _quoted(word: str) -> str:
    return word.replace('"', '""').replace("\x00", "")


_ACCOUNTS = """
SELECT a.id, a.name FROM account a JOIN {table} f ON f.rowid = a.id WHERE {table} MATCH :query
ORDER BY length(a.name), a.name LIMIT :limit"""

_PEOPLE = """
SELECT c.id, c.name, c.title, a.id AS account_id, a.name AS account_name
FROM {table} f JOIN contact c ON c.id = f.rowid JOIN account a ON a.id = c.account_id
WHERE {table} MATCH :query ORDER BY length(c.name), c.name LIMIT :limit"""

_NOTES = """
SELECT t.id, t.happened_on, t.channel, t.account_id, a.name AS account_name,
    snippet(touch_words, -1, '', '', '…', 12) AS excerpt
FROM touch_words f JOIN touch t ON t.id = f.rowid JOIN account a ON a.id = t.account_id
WHERE touch_words MATCH :words ORDER BY t.happened_on DESC LIMIT :limit"""


def find_hits(connection: Connection, typed: str, limit: int) -> list[SearchHitRow]:
    """Give accounts, people and notes that hold every word, up to `limit` of each."""
    words = typed.split()[:MOST_WORDS]
    if not words:
        return []
    is_part = all(len(word) >= SHORTEST_PART for word in words)
    by_words = " ".join(prefix_query(word) for word in words)
    query = " ".join(part_query(word) for word in words) if is_part else by_words
    values = {"query": query, "words": by_words, "limit": limit}
    kind = "parts" if is_part else "words"
    hits = [
        SearchHitRow("account", row.id, AccountId(row.id), row.name, row.name, "")
        for row in connection.execute(_bound(_ACCOUNTS.format(table=f"account_{kind}"), values))
    ]
    hits += [
        SearchHitRow("contact", row.id, AccountId(row.account_id), row.account_name, row.name, row.title or "")
        for row in connection.execute(_bound(_PEOPLE.format(table=f"contact_{kind}"), values))
    ]
    hits += [
        SearchHitRow("touch", row.id, AccountId(row.account_id), row.account_name, _touch_title(row), row.excerpt)
        for row in connection.execute(_bound(_NOTES, values))
    ]
    return hits


def _touch_title(row: object) -> str:
    return f"{getattr(row, 'channel', '')}, {getattr(row, 'happened_on', '')}".capitalize()


def _bound(query: str, values: dict[str, object]) -> TextClause:
    return text(query).bindparams(**{name: value for name, value in values.items() if f":{name}" in query})
