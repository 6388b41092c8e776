"""First and family names by language, for contacts and owners."""

from __future__ import annotations

from random import Random

FIRST: dict[str, tuple[str, ...]] = {
    "de": ("Anna", "Lukas", "Jürgen", "Sabine", "Tobias", "Katharina", "Stefan", "Jörg", "Heike", "Florian", "Ayşe",
           "Miriam", "Björn", "Claudia", "Matthias", "Käthe", "Emre", "Franziska", "Götz", "Nina", "Sebastian"),
    "fr": ("Élodie", "Thomas", "Chloé", "Julien", "Amélie", "Hélène", "François", "Inès", "Mathieu", "Léa", "Rémi",
           "Aïcha", "Benoît", "Camille", "Gaëlle", "Loïc", "Margaux", "Noémie", "Sébastien", "Zoé"),
    "es": ("María", "José", "Lucía", "Álvaro", "Begoña", "Íñigo", "Carmen", "Sergio", "Núria", "Andrés", "Rocío",
           "Jesús", "Inés", "Raúl", "Pilar", "Joaquín", "Marta", "Óscar", "Elena", "Tomás"),
    "it": ("Giulia", "Marco", "Chiara", "Luca", "Francesca", "Niccolò", "Elisa", "Davide", "Beatrice", "Matteo",
           "Sara", "Andrea", "Ilaria", "Paolo", "Martina", "Lorenzo", "Valentina", "Stefano"),
    "pt": ("João", "Inês", "Tiago", "Conceição", "Gonçalo", "Mariana", "Rui", "Beatriz", "Nuno", "Catarina", "André",
           "Sofia", "Luís", "Joana", "Hugo", "Marta"),
    "nl": ("Sanne", "Jeroen", "Femke", "Daan", "Anouk", "Thijs", "Marloes", "Bram", "Lotte", "Koen", "Zoë", "Ruben",
           "Iris", "Pieter", "Noor", "Wouter"),
    "pl": ("Małgorzata", "Paweł", "Agnieszka", "Łukasz", "Katarzyna", "Michał", "Zofia", "Grzegorz", "Bożena",
           "Tomasz", "Ewa", "Stanisław", "Joanna", "Krzysztof", "Dorota", "Rafał"),
    "cs": ("Jiří", "Tereza", "Ondřej", "Lenka", "Tomáš", "Kateřina", "Václav", "Markéta", "Vojtěch", "Jana",
           "Lukáš", "Zuzana", "Matěj", "Eliška", "Petr", "Šárka"),
    "sv": ("Åsa", "Erik", "Linnéa", "Lars", "Maja", "Göran", "Ebba", "Søren", "Freja", "Anders", "Karin", "Jonas",
           "Mette", "Oskar", "Signe", "Björn", "Ida", "Rasmus"),
    "fi": ("Aino", "Mikko", "Päivi", "Jukka", "Sanna", "Väinö", "Emilia", "Antti", "Kaisa", "Pekka", "Riikka", "Ville",
           "Hanna", "Jyri", "Outi", "Timo"),
    "en": ("Emma", "Oliver", "Priya", "James", "Siobhán", "Daniel", "Grace", "Kwame", "Hannah", "Marcus", "Aoife",
           "Ryan", "Leila", "Thomas", "Zara", "Ethan", "Chloe", "Samuel", "Mei", "Declan", "Rachel", "Andre"),
}  # fmt: skip

LAST: dict[str, tuple[str, ...]] = {
    "de": ("Brandt", "Köhler", "Müller", "Schäfer", "Weiß", "Vogel", "Krüger", "Lehmann", "Böhm", "Öztürk", "Winter",
           "Hartmann", "Groß", "Seidel", "Jäger", "Kühn", "Albrecht", "Pfeiffer", "Engel", "Löwe", "Ziegler", "Haas",
           "Roth", "Bergmann", "Fuchs", "Hübner"),
    "fr": ("Lefèvre", "Moreau", "Girard", "Bonnet", "Lacroix", "Fontaine", "Gauthier", "Besson", "Chevalier",
           "Marchand",
           "Béranger", "Dufour", "Haddad", "Delaunay", "Perrin", "Rivière", "Granger", "Séguin", "Vidal", "Noël"),
    "es": ("García", "Núñez", "Ibáñez", "Ortega", "Peña", "Romero", "Vázquez", "Castaño", "Molina", "Serrano", "Muñoz",
           "Beltrán", "Cuesta", "Domínguez", "Etxeberria", "Prieto", "Rubio", "Sáez", "Vidal", "Zamora"),
    "it": ("Ferrari", "Esposito", "Colombo", "Ricci", "Marino", "Gallo", "Conti", "Bruno", "Rizzo", "Moretti", "Villa",
           "Fontana", "Caruso", "Nicolò", "Bianchi", "De Luca", "Serra", "Longo"),
    "pt": ("Gonçalves", "Simões", "Araújo", "Magalhães", "Ferreira", "Brandão", "Pinto", "Lourenço", "Matos", "Faria",
           "Conceição", "Teixeira", "Guimarães", "Nóbrega", "Sá", "Vieira"),
    "nl": ("de Vries", "van Dijk", "Bakker", "Visser", "Meijer", "Mulder", "Bos", "van den Berg", "Dekker", "Kuiper",
           "Hoekstra", "Verbeek", "Claes", "Peeters", "Schouten", "Maas"),
    "pl": ("Kowalczyk", "Wiśniewska", "Wójcik", "Dąbrowski", "Zając", "Szymańska", "Krawczyk", "Górski", "Mróz",
           "Nowicki", "Jabłońska", "Żak", "Pawłowski", "Sikora", "Wróbel", "Kaźmierczak"),
    "cs": ("Novák", "Dvořáková", "Černý", "Procházka", "Kučera", "Veselá", "Horák", "Němec", "Růžička", "Beneš",
           "Fiala",
           "Sedláček", "Kolář", "Zeman", "Šťastná", "Říha"),
    "sv": ("Lindqvist", "Åkesson", "Nyström", "Holm", "Sørensen", "Bjerregaard", "Söderberg", "Lund", "Ekström", "Dahl",
           "Sjögren", "Kjær", "Wallin", "Hägg", "Ström", "Nørgaard"),
    "fi": ("Virtanen", "Mäkelä", "Korhonen", "Hämäläinen", "Laine", "Järvinen", "Salo", "Niemi", "Åström", "Heikkilä",
           "Lehtonen", "Kärkkäinen", "Rantanen", "Tuominen", "Pöysti"),
    "en": ("Carter", "Okafor", "Hughes", "Patel", "O’Brien", "Reyes", "Sullivan", "Bennett", "Nguyen", "Marsh",
           "Foster", "Whitfield", "Singh", "Delgado", "Byrne", "Harding", "Coleman", "Adeyemi", "Price", "Lowe", "Kim",
           "Tremblay",
           "Fraser", "Mensah"),
}  # fmt: skip

FIRST_OWNERS: tuple[tuple[str, str], ...] = (("Maya Chen", "DE"), ("Jonas Weber", "DE"), ("Aisha Khan", "GB"))
"""The owners a small book begins with; the first of them is "me"."""


def person_name(random: Random, language: str) -> tuple[str, str]:
    """Give a first and a family name; one in ten people works abroad."""
    if random.random() < 0.1:
        language = random.choice(tuple(FIRST))
    return random.choice(FIRST[language]), random.choice(LAST[language])
