"""Where the made-up companies sit: countries with language, currency, time zone, cities and legal forms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One country.

    `share` is how often it is chosen; `phone` is a number range that regulators keep free for fiction (empty where
    there is none), with `#` for a digit; `august` is how much of normal use is left in the main summer holidays.
    """

    country: str
    language: str
    currency: str
    time_zone: str
    share: int
    cities: tuple[str, ...]
    forms: tuple[str, ...]
    phone: str = ""
    august: float = 0.84


PLACES: tuple[Place, ...] = (
    Place("DE", "de", "EUR", "Europe/Berlin", 22, ("Hamburg", "München", "Köln", "Leipzig", "Nürnberg", "Münster"),
          ("GmbH", "AG", "GmbH & Co. KG", "SE"), "+49 30 23125 ###"),
    Place("AT", "de", "EUR", "Europe/Vienna", 6, ("Wien", "Graz", "Linz", "Salzburg"), ("GmbH", "AG")),
    Place("CH", "de", "EUR", "Europe/Zurich", 5, ("Zürich", "Bern", "Basel", "Luzern"), ("AG", "GmbH")),
    Place("FR", "fr", "EUR", "Europe/Paris", 13, ("Lyon", "Nantes", "Orléans", "Besançon", "Lille"),
          ("SAS", "SA", "SARL"), "+33 1 99 00 ## ##", 0.62),
    Place("ES", "es", "EUR", "Europe/Madrid", 8, ("Málaga", "Valencia", "León", "A Coruña", "Bilbao"),
          ("S.A.", "S.L."), "", 0.64),
    Place("IT", "it", "EUR", "Europe/Rome", 8, ("Torino", "Bologna", "Verona", "Bari"), ("S.p.A.", "S.r.l."), "", 0.6),
    Place("PT", "pt", "EUR", "Europe/Lisbon", 3, ("Porto", "Évora", "Braga"), ("S.A.", "Lda."), "", 0.7),
    Place("NL", "nl", "EUR", "Europe/Amsterdam", 6, ("Utrecht", "Eindhoven", "Groningen"), ("B.V.", "N.V.")),
    Place("BE", "nl", "EUR", "Europe/Brussels", 3, ("Gent", "Leuven", "Liège"), ("NV", "BV")),
    Place("IE", "en", "EUR", "Europe/Dublin", 3, ("Cork", "Galway", "Limerick"), ("Ltd", "DAC"), "+353 20 91# ####"),
    Place("PL", "pl", "EUR", "Europe/Warsaw", 5, ("Kraków", "Wrocław", "Łódź", "Gdańsk"), ("Sp. z o.o.", "S.A.")),
    Place("CZ", "cs", "EUR", "Europe/Prague", 3, ("Brno", "Plzeň", "Olomouc"), ("s.r.o.", "a.s.")),
    Place("SE", "sv", "EUR", "Europe/Stockholm", 4, ("Göteborg", "Malmö", "Västerås"), ("AB",),
          "+46 8 465 004 ##", 0.7),
    Place("DK", "sv", "EUR", "Europe/Copenhagen", 3, ("Aarhus", "Odense", "Køge"), ("A/S", "ApS"), "", 0.78),
    Place("FI", "fi", "EUR", "Europe/Helsinki", 3, ("Tampere", "Turku", "Jyväskylä"), ("Oy", "Oyj"), "", 0.74),
    Place("GB", "en", "GBP", "Europe/London", 10, ("Leeds", "Bristol", "Sheffield", "York"),
          ("Ltd", "plc", "LLP"), "+44 20 7946 0###", 0.88),
    Place("US", "en", "USD", "America/New_York", 11, ("Columbus", "Raleigh", "Portland", "Tulsa", "Albany"),
          ("Inc.", "LLC", "Corp."), "+1 518 555 01##", 0.93),
    Place("CA", "en", "USD", "America/Toronto", 3, ("Hamilton", "Québec", "Guelph"), ("Inc.", "Ltd."),
          "+1 613 555 01##", 0.92),
)  # fmt: skip

SHARES: tuple[int, ...] = tuple(place.share for place in PLACES)
