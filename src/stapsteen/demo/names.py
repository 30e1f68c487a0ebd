"""Names for the people of the demo school. Nobody is meant: first and last names meet by chance."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

FIRST = (
    "Aïsha Amir Anna Anouar Bas Bente Bilal Bo Boris Bram Britt Cas Chloë Daan Dani Davi Dewi Dilan Dina "
    "Dries Elif Elin Emre Esra Eva Evi Fabian Fatima Femke Fien Finn Floor Fleur Floris Gijs Guus "
    "Hafsa Hanna Hamza Hidde Ibrahim Ilse Imane Inez Iris Isa Ishaan Ivo Jaap Jade Jamal Jan Jasmijn Jayden "
    "Jelle Jesse Jill Jip Joep Jonas Joris Josephine Julia Kai Kaya Kees Kim Koen Lara Lars Lena Levi Lieke "
    "Lina Lisa Lize Loïs Lotte Lou Luca Luna Maan Maarten Malak Marit Mats Maud Max Mees Mehmet Mia Mila Milan "
    "Mirthe Mo Mohamed Moos Naomi Nina Noa Noah Noor Nora Nour Oscar Otis Pien Pim Puck Quinn Ravi Rayan Rens "
    "Rosa Ruben Saar Sam Samira Sanne Sara Senna Siem Silas Sofie Soraya Stan Stijn Suze Teun Thijs Thomas Tess "
    "Tibbe Tijn Tim Tobias Tygo Umar Vera Vince Wessel Willem Wout Xavi Yara Yasmin Yusuf Zara Zeynep Zoë"
).split()
ADULTS = (
    "Agnes Ahmed Anja Annemarie Astrid Bart Bettina Carla Carolien Chantal Dennis Dorien Edwin Els Erik "
    "Esther Farida Frank Gerda Gert Hanneke Harm Hassan Heleen Henk Ingrid Jacqueline Janneke Jeroen Joke "
    "Judith Karin Kirsten Latifa Leo Linda Loes Mariska Marjan Marloes Mark Martijn Mieke Monique Nadia "
    "Nienke Olga Patrick Petra Priya Ria Rob Roos Saskia Selma Sjoerd Suzan Tamara Theo Tineke Vincent Wendy "
    "Wilma Wim Yvonne"
).split()
LAST: tuple[tuple[str, str], ...] = tuple(
    (prefix, family)
    for prefix, families in (
        (
            "",
            "Aydın Bakker Bouzid Brouwer Can Claes Demir Dekker Dijkstra Driessen El-Amrani Franken Goossens "
            "Hendriks Hermans Hoekstra Huisman Idrissi Jacobs Jansen Kaya Koster Kramer Kuipers Lambers Liem "
            "Maas Meijer Mensah Molenaar Mulder Nguyen Okafor Peeters Post Prins Pinas Rozema Sahin Schouten Singh "
            "Smit Timmer Tol Verbeek Vermeulen Visser Vos Wiersma Willems Yıldız Zijlstra"
        ),
        ("de", "Boer Bruin Graaf Groot Haan Jong Lange Leeuw Ruiter Vries Wit"),
        ("van", "Beek Dam Dijk Doorn Leeuwen Loon Veen Vliet Wijk"),
        ("van den", "Berg Bosch Broek Heuvel"),
        ("van der", "Heide Linden Meer Molen Plas Velde Wal"),
    )
    for family in families.split()
)
SCHOOLS = (
    "De Oversteek", "Het Wilgenveer", "De Keien", "De Zevensprong", "Het Vlot", "De Waterjuffer",
    "De Stroming", "Het Bruggetje", "De Kiezel", "De Rietkraag", "Het Doorwaad", "De Oever",
)  # fmt: skip


def names(random: Random, first: list[str]) -> Iterator[tuple[str, str, str]]:
    """First name, prefix and family name; no two alike until all pairs have been used."""
    seen: set[tuple[str, tuple[str, str]]] = set()
    while True:
        pair = (random.choice(first), random.choice(LAST))
        if pair not in seen or len(seen) >= len(first) * len(LAST):
            seen.add(pair)
            yield (pair[0], *pair[1])
