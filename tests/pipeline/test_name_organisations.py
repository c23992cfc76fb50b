"""Naming organisations: three fields of an intervento are split, nothing else changes."""

from msgspec.structs import replace

from pipeline.name_organisations import FIELDS, name_organisations
from pipeline.run import run
from schemas.records import Documento, Intervento, Organizzazioni

MEMBERS = ("ASIF CHIMELLI", "COMUNITÀ ALTA VALSUGANA E BERSNTOL")


def _intervento(**fields: Organizzazioni) -> Intervento:
    return replace(Intervento(id="0-1", tipo="progettualita", ordine=1, titolo="RETE"), **fields)


def test_each_field_gives_its_organisations_and_keeps_its_text() -> None:
    before = _intervento(
        organizzazione_referente=Organizzazioni(
            testo="ASIF Chimelli e Comunità Alta Valsugana e Bersntol"
        ),
        altre_organizzazioni_coinvolte=Organizzazioni(testo="Organizzazioni aderenti"),
        organizzazioni_coinvolte=Organizzazioni(testo="Comuni di Cles e Taio"),
    )
    (after,) = name_organisations([before], MEMBERS)
    found = {name: getattr(after, name).organizzazioni for name in FIELDS}
    assert {name: [one.nome for one in each] for name, each in found.items()} == {
        "organizzazione_referente": ["ASIF Chimelli", "Comunità Alta Valsugana e Bersntol"],
        "altre_organizzazioni_coinvolte": [],
        "organizzazioni_coinvolte": ["Comune di Cles", "Comune di Taio"],
    }
    assert {name: getattr(after, name).altre for name in FIELDS} == {
        "organizzazione_referente": None,
        "altre_organizzazioni_coinvolte": "Organizzazioni aderenti",
        "organizzazioni_coinvolte": None,
    }
    assert all(one.chiave is None for each in found.values() for one in each)
    emptied = {name: Organizzazioni(testo=getattr(after, name).testo) for name in FIELDS}
    assert replace(after, **emptied) == before


def test_fields_that_are_missing_or_empty_stay_so() -> None:
    before = _intervento(organizzazioni_coinvolte=Organizzazioni(testo=""))
    assert name_organisations([before], MEMBERS) == (before,)
    assert name_organisations([], MEMBERS) == ()


def test_a_district_without_a_name_names_nobody() -> None:
    text = (
        "CANALI SOCIAL\nPAGINA FACEBOOK\thttps://www.facebook.com/DistrettoFamilyAudit/\n"
        "PROGETTUALITÀ n.10 AMBIENTE\t\n"
        "Organizzazione referente.\tTutte le Organizzazioni aderenti al Distretto"
    )
    (document,) = run(text.encode(), "a.txt")
    assert isinstance(document, Documento)
    assert document.distretto
    assert document.distretto.nome is None
