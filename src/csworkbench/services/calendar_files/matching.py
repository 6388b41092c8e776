"""Whose an event of a calendar file is: the account and the contacts it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection

from csworkbench.domain.calendar_events import CalendarEvent, CalendarPerson
from csworkbench.storage import calendar_facts

SHORTEST_NAME = 4


class Matcher:
    """Finds accounts and contacts by what an event says; read once for a whole file."""

    def __init__(self, connection: Connection, account_id: int | None) -> None:
        """Read who is who; events that tell no account go to `account_id`, if it is given."""
        self._default = account_id
        facts = calendar_facts.accounts(connection)
        people = calendar_facts.contacts(connection)
        self._account_names = {one.id: one.name for one in facts}
        self._people_names = {one.id: one.name for one in people}
        self._by_uid = {one.uid: one.id for one in facts}
        self._by_domain = {one.domain.casefold(): one.id for one in facts if one.domain}
        self._names = [(one.name.casefold(), one.id) for one in facts if len(one.name) >= SHORTEST_NAME]
        self._owners = {one.owner_email.casefold() for one in facts if one.owner_email}
        self._people_by_uid = {one.uid: one for one in people}
        self._people_by_email: dict[str, list[calendar_facts.ContactFacts]] = {}
        for one in people:
            if one.email:
                self._people_by_email.setdefault(one.email, []).append(one)

    def account_of(self, event: CalendarEvent) -> int | None:
        """Give the account: as the book wrote it, that of most attendees, of their domain, or named in the title."""
        if event.account_uid in self._by_uid:
            return self._by_uid[event.account_uid]
        emails = [email for email in map(_email, self._guests(event)) if email]
        counted = Counter(one.account_id for email in emails for one in self._people_by_email.get(email, []))
        if counted:
            return min(counted, key=lambda key: (-counted[key], key))
        domains = [self._by_domain.get(email.rpartition("@")[2]) for email in emails]
        named = [key for name, key in self._names if name in event.title.casefold()]
        for found in ([key for key in domains if key is not None], named if len(named) == 1 else []):
            if found:
                return found[0]
        return self._default

    def name_of_account(self, account_id: int) -> str:
        """Give the name of an account."""
        return self._account_names[account_id]

    def name_of_person(self, contact_id: int) -> str:
        """Give the name of a contact."""
        return self._people_names[contact_id]

    def people_of(self, event: CalendarEvent, account_id: int) -> tuple[list[int], list[str]]:
        """Give the contacts of the account who are asked to come, and the names of the other attendees."""
        keys, strangers = [], []
        for person in self._guests(event):
            known = self._people_by_uid.get(person.uid or "")
            found = [known] if known else self._people_by_email.get(_email(person) or "", [])
            match = next((one.id for one in found if one.account_id == account_id), None)
            if match is None:
                strangers.append(person.name or person.email or "")
            else:
                keys.append(match)
        return list(dict.fromkeys(keys)), strangers

    def _guests(self, event: CalendarEvent) -> Sequence[CalendarPerson]:
        asked = [*event.people]
        if event.own_uid is None and event.organizer is not None:
            asked.append(event.organizer)
        return [one for one in asked if _email(one) not in self._owners or _email(one) is None]


def _email(person: CalendarPerson) -> str | None:
    return person.email.casefold() if person.email else None
