from __future__ import annotations

from random import Random

import pytest

from csworkbench.services.demo.names import TRADES, CompanyNames, address_word
from csworkbench.services.demo.person_names import FIRST, LAST, person_name
from csworkbench.services.demo.places import PLACES, SHARES


def test_names_and_domains_never_repeat():
    random, names = Random(3), CompanyNames()
    found = []
    for _ in range(20_000):
        place = random.choices(PLACES, SHARES)[0]
        found.append(names.make(random, place, person_name(random, place.language)[1]))
    assert len({name.casefold() for name, _ in found}) == len(found)
    assert len({domain for _, domain in found}) == len(found)
    assert all(domain.endswith(".example") and domain.isascii() for _, domain in found)


def test_every_language_of_a_place_has_trades_and_people():
    languages = {place.language for place in PLACES}
    assert languages <= TRADES.keys() & FIRST.keys() & LAST.keys()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Müller", "de", "mueller"),
        ("Núñez", "es", "nunez"),
        ("Łódź", "pl", "lodz"),
        ("Weiß & Söhne", "de", "weiss-soehne"),
        ("O’Brien", "en", "obrien"),
        ("Bjørn Kjær", "sv", "bjorn-kjaer"),
    ],
)
def test_addresses_are_plain_letters(text: str, language: str, expected: str):
    assert address_word(text, language) == expected
