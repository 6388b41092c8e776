"""Names of made-up companies: coined and family names with a trade, enough for 100,000 that all differ."""

from __future__ import annotations

import re
import unicodedata
from random import Random

from csworkbench.services.demo.places import Place

_STARTS = (
    "Al", "Ar", "Aster", "Bal", "Bel", "Bor", "Bran", "Cal", "Car", "Cor", "Dal", "Del", "Dor", "Ed", "El", "Er",
    "Fal", "Fen", "Fjord", "Gal", "Gar", "Hal", "Hel", "Il", "Is", "Jor", "Kal", "Kes", "Lar", "Lin", "Lor", "Mar",
    "Mer", "Mon", "Nal", "Nor", "Ol", "Or", "Pal", "Pel", "Quin", "Ral", "Ros", "Sal", "Ser", "Sil", "Sol", "Tal",
    "Tor", "Ul", "Val", "Vel", "Ver", "Vin", "Wal", "Wes", "Yar", "Zel", "Öst", "Åk", "Él", "Ur",
)  # fmt: skip
_ENDS = (
    "anta", "aris", "bach", "beck", "berg", "bridge", "brook", "dale", "don", "dora", "enza", "era", "field", "ford",
    "gate", "hafen", "ham", "haven", "holm", "ia", "ica", "ida", "ina", "ion", "ley", "lund", "mark", "mere", "mont",
    "mora", "ova", "port", "ridge", "rona", "sson", "stead", "stern", "tal", "tera", "ton", "vale", "vara", "via",
    "vik", "ville", "ward", "wick", "worth",
)  # fmt: skip

TRADES: dict[str, tuple[str, ...]] = {
    "de": ("Logistik", "Maschinenbau", "Lebensmittel", "Medizintechnik", "Versand", "Möbel", "Energie", "Optik",
           "Werkzeuge", "Getränke", "Baustoffe", "Pharma", "Elektronik", "Textil", "Großhandel", "Messtechnik",
           "Spedition", "Verpackung", "Kühltechnik", "Feinkost", "Gartenbau", "Bürobedarf"),
    "fr": ("Logistique", "Énergie", "Santé", "Distribution", "Industrie", "Électronique", "Mobilier", "Boissons",
           "Emballages", "Textile", "Matériaux", "Transports", "Cosmétiques", "Optique", "Équipement", "Épicerie"),
    "es": ("Logística", "Energía", "Alimentación", "Distribución", "Farmacia", "Construcción", "Muebles", "Textil",
           "Electrónica", "Bebidas", "Envases", "Óptica", "Cerámica", "Transportes", "Jardinería", "Salud"),
    "it": ("Logistica", "Alimentari", "Energia", "Meccanica", "Tessile", "Arredamenti", "Ceramiche", "Trasporti",
           "Farmaceutici", "Elettronica", "Bevande", "Imballaggi", "Utensili", "Ottica", "Distribuzione", "Salute"),
    "pt": ("Logística", "Alimentação", "Energia", "Cortiça", "Têxteis", "Saúde", "Distribuição", "Cerâmica",
           "Transportes", "Eletrónica", "Conservas", "Móveis", "Embalagens", "Construções", "Óptica"),
    "nl": ("Logistiek", "Voeding", "Energie", "Techniek", "Bloemen", "Zuivel", "Groothandel", "Meubelen",
           "Verpakkingen", "Textiel", "Scheepvaart", "Medisch", "Bouwstoffen", "Gereedschap", "Elektronica"),
    "pl": ("Logistyka", "Żywność", "Energia", "Meble", "Maszyny", "Tekstylia", "Opakowania", "Zdrowie", "Transport",
           "Budownictwo", "Narzędzia", "Napoje", "Elektronika", "Ogrody", "Farmacja", "Hurtownia"),
    "cs": ("Logistika", "Potraviny", "Energie", "Strojírny", "Nábytek", "Textil", "Obaly", "Nápoje", "Sklo",
           "Zdraví", "Doprava", "Nářadí", "Stavebniny", "Elektronika", "Velkoobchod", "Optika"),
    "sv": ("Logistik", "Livsmedel", "Energi", "Möbler", "Verkstad", "Skog", "Sjöfart", "Hälsa", "Byggvaror",
           "Elektronik", "Förpackning", "Textil", "Verktyg", "Drycker", "Grossist", "Optik"),
    "fi": ("Logistiikka", "Elintarvike", "Energia", "Metsä", "Kalusteet", "Koneet", "Terveys", "Rakennus", "Kuljetus",
           "Työkalut", "Pakkaus", "Tekstiili", "Elektroniikka", "Juomat", "Tukku", "Lääke"),
    "en": ("Logistics", "Foods", "Energy", "Instruments", "Medical", "Furniture", "Outdoor", "Freight", "Supplies",
           "Beverages", "Packaging", "Optics", "Textiles", "Hardware", "Electronics", "Building Supply", "Home",
           "Pharmacy Group", "Bicycles", "Wholesale", "Labs", "Insurance", "Press", "Kitchens"),
}  # fmt: skip

_ALIKE = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "đ": "d"}
_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
_PLAIN = str.maketrans(_ALIKE)
_PLAIN_GERMAN = str.maketrans(_ALIKE | _GERMAN)


def plain_letters(text: str, language: str = "") -> str:
    """Give a text in ASCII letters, as people write it in addresses: `Müller` is `Mueller` in German."""
    table = _PLAIN_GERMAN if language == "de" else _PLAIN
    return unicodedata.normalize("NFKD", text.translate(table)).encode("ascii", "ignore").decode("ascii")


def address_word(text: str, language: str = "") -> str:
    """Give a text as a word of a mail or web address."""
    return re.sub(r"[^a-z0-9]+", "-", plain_letters(text, language).lower()).strip("-")


class CompanyNames:
    """Gives names and domains that never repeat within one book."""

    def __init__(self) -> None:
        """Start with nothing taken."""
        self._taken: set[str] = set()

    def make(self, random: Random, place: Place, family: str) -> tuple[str, str]:
        """Give a company's name and its domain (under `.example`, so that no mail can reach anyone)."""
        trades = TRADES[place.language]
        for turn in range(50):
            words = self._words(random, place, family, random.choice(trades), turn)
            domain = f"{address_word(words, place.language)}.example"
            known = {domain, words.casefold()}
            if self._taken.isdisjoint(known):
                self._taken |= known
                return self._with_form(random, place, words), domain
        raise AssertionError("names have run out")

    def _words(self, random: Random, place: Place, family: str, trade: str, turn: int) -> str:
        coined = random.choice(_STARTS) + random.choice(_ENDS)
        if turn > 3:
            return f"{coined} {trade} {random.choice(place.cities)}"
        kind = random.random()
        if kind < 0.2:
            return f"{family} {trade}"
        if kind < 0.27:
            return f"{random.choice(place.cities)}er {trade}" if place.language == "de" else f"{family} & {coined}"
        if kind < 0.37:
            return f"{coined} {random.choice(('Group', 'Partners', 'Systems', 'Works', 'One'))}"
        return f"{coined} {trade}"

    @staticmethod
    def _with_form(random: Random, place: Place, words: str) -> str:
        return f"{words} {random.choice(place.forms)}" if random.random() < 0.45 else words
