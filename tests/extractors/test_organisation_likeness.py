"""Keys held against each other: slips, and what only looks like one."""

import csv
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.organisation_keys.keys import organisation_key
from extractors.organisation_keys.likeness import blocks, likeness, nearest, nearest_of_kind
from extractors.provinces import FOLDER

MEMBERS = (
    "Comunità Alta Valsugana e Bersntol",
    "C.S.4. SOCIETA' COOPERATIVA SOCIALE O.N.L.U.S.",
    "COMUNE DI PERGINE VALSUGANA",
    "DIAL FUNGHI S.R.L.",
    "Istituto Comprensivo Trento 5",
    "Associazione Trentino Solidale",
    "Università della terza età",
    "Scuola dell'infanzia di Carzano",
    "Pro Loco Castello Tesino",
    "A.P.S.P. San Valentino",
    "Circolo Fotografico Valsugana",
    "Fondazione De Marchi",
)
HITS = (
    ("Comunità Alta Valsugana e Bersntlo", 0),
    ("Comunità Alta Valsugna e Bersntol", 0),
    ("Comunita' Alta Valsuganaa e Bersntol", None),
    ("Comunità Bersntol e Alta Valsugana", 0),
    ("CS4", 1),
    ("C.S. 4 onlus", None),
    ("Comune di Pergine", 2),
    ("COMUNE DI PERGNE VALSUGANA", 2),
    ("Dial Fungi", None),
    ("Dial Fungghi srl", 3),
    ("Dialfunghi", 3),
    ("Istituto comprensvo Trento 5", 4),
    ("Associazione Trentinno Solidale", 5),
    ("Associazione Trentino Soldiale", 5),
    ("Trentino Solidale", 5),
    ("Associazione Solidale Trentino", 5),
    ("UTE", 6),
    ("Scuola dell'infanzia di Carano", None),
    ("Scuola dell'infanzia Carzanno", 7),
    ("Pro Loco Castelo Tesino", 8),
    ("Pro Loco Pieve Tesino", None),
    ("Pro Loco Castello Tesinno", 8),
    ("A.P.S.P. San Valentinno", 9),
    ("A.P.S.P. San Valentini", None),
    ("Circolo Fotogarfico Valsugana", 10),
    ("Circolo fotografico Valsugna", 10),
    ("Circolo Filatelico Valsugana", None),
    ("Fondazione Demarchi", 11),
    ("Fondazione De Marchi 2", None),
    ("Comunità della Val di Non", None),
    ("COMNUE DI PERGINE VALSUGANA", 2),
    ("Amministrazione comunle di Pergine Valsugana", 2),
    ("Cooperatvia sociale CS4", 1),
    ("Asociazione Trentino Solidale", 5),
    ("Fondazzione De Marchi", 11),
    ("Istituto Comprensivo Trento 6", None),
    ("Istituto Comprensvio Trento 6", None),
    ("Fondazione De Marco", None),
    ("Associazione Trentini", None),
    ("Cooperativa CS5", None),
)
ALIKE = (
    ("cooperativa kaleidoscopo", "cooperativa kaleidoscopio"),
    ("cooperativa kalendoscopio", "cooperativa kaleidoscopio"),
    ("servizio mediazione famigliare", "servizio mediazione familiare"),
    ("utet", "universita terza eta trento"),
    ("associazione appm", "associazione provinciale problemi minori"),
    ("comune sant orsola", "comune sant orsola terme"),
    ("fondazione demarchi", "fondazione de marchi"),
)
UNLIKE = (
    ("comune carano", "comune carzano"),
    ("comune telve", "comune telve di sopra"),
    ("scuola infanzia carano", "scuola infanzia carzano"),
    ("scuola infanzia vattaro", "scuola infanzia bosentino"),
    ("istituto comprensivo trento 5", "istituto comprensivo trento 6"),
    ("istituto comprensivo trento i", "istituto comprensivo trento ii"),
    ("istituto comprensivo trento 5", "istituto comprensivo trento"),
    ("associazione sportiva comunale", "associazione sportiva comunali"),
    ("associazione mario rossi", "associazione maria rossi"),
    ("circolo tione", "circolo tirone"),
    ("pro loco bieno", "pro loco bienno"),
    ("arcobaleno", "arcobaleni"),
    ("asd ala", "asd lacco ameno"),
    ("cooperativa arcobaleno", "associazione arcobaleno"),
    ("pergine valsugana", "asd pergine valsugana"),
    ("associazione amici", "associazione amici montagna"),
    ("biblioteca ala", "biblioteca"),
    ("apt val fiemme", "apt val fassa"),
    ("gruppo a", "gruppo b"),
    ("comune trento", "comune trento ufficio cultura"),
)


def _key(name: str) -> str:
    found = organisation_key(name)
    assert found
    return found.chiave


@pytest.mark.parametrize(("name", "member"), HITS)
def test_misspelt_name_is_the_members_or_nobodys(name: str, member: int | None) -> None:
    keys = [_key(each) for each in MEMBERS]
    found = nearest(_key(name), keys)
    assert (found and found.key) == (None if member is None else keys[member])


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_alike(one: str, other: str) -> None:
    found = likeness(one, other)
    assert found
    assert 0.8 <= found.score < 1
    assert likeness(other, one) == found or found.reason.startswith("slip")
    assert not blocks(one).isdisjoint(blocks(other))


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_unlike(one: str, other: str) -> None:
    assert likeness(one, other) is None
    assert likeness(other, one) is None


def test_between_two_none_is_taken() -> None:
    assert nearest("circolo montagna", ["circolo monttagna", "circolo montaagna"]) is None
    assert nearest("circolo montagna", ["circolo montaagna", "circolo mare"]) is not None


def test_kind_alone_is_the_only_one_of_it() -> None:
    found = nearest_of_kind("apt", ["apt valsugana", "comune trento", "aptera"])
    assert found
    assert found.key == "apt valsugana"
    assert nearest_of_kind("apt", ["apt valsugana", "apt fiemme"]) is None
    assert nearest_of_kind("apt", ["comune trento"]) is None


@given(st.text(alphabet="abc 12", max_size=20), st.text(alphabet="abc 12", max_size=20))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    first, second = likeness(one, other), likeness(other, one)
    assert (first is None) == (second is None)
    if first and second:
        assert 0 <= first.score == second.score <= 1


def test_schools_of_no_two_places_are_alike() -> None:
    with open(f"{FOLDER}/municipalities.csv", encoding="utf-8", newline="") as file:
        names = sorted({row["name"] for row in csv.DictReader(file) if row["province"] == "TN"})
    keys = sorted({_key(f"Scuola dell'infanzia di {name}") for name in names})
    assert [(one, other) for one in keys for other in keys if likeness(one, other)] == []


def test_nearly_every_slip_in_a_long_word_is_seen() -> None:
    chance = random.Random(7)
    keys = [_key(name) for name in MEMBERS]
    wrong, found, tried = 0, 0, 0
    for key in keys:
        words = key.split()
        for n, word in enumerate(words):
            if len(word) < 8 or n == 0 or "infanzia" in words:
                continue
            for at in range(1, len(word) - 2):
                letter = chance.choice("bcdfglmnprstvz")
                for slip in (
                    word[:at] + word[at + 1 :],
                    word[:at] + letter + word[at:],
                    word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                ):
                    if slip != word:
                        tried += 1
                        near = nearest(" ".join([*words[:n], slip, *words[n + 1 :]]), keys)
                        found += bool(near and near.key == key)
                        wrong += bool(near and near.key != key)
    assert wrong == 0
    assert tried > 100
    assert found / tried > 0.97
