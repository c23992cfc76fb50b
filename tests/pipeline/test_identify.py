"""Identifying: keys of what fields name, of members, body and district, and what corrects them."""

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pipeline.normalise.identify import identify
from pipeline.normalise.reviewed import COLUMNS
from schemas.records import (
    Distretto,
    Ente,
    Intervento,
    OrganizzazioneAderente,
    OrganizzazioneCitata,
    Organizzazioni,
)

MEMBERS = (
    "COMUNITÀ ALTA VALSUGANA E BERSNTOL",
    "C.S.4. SOCIETA' COOPERATIVA SOCIALE O.N.L.U.S.",
    "AZIENDA PER IL TURISMO VALSUGANA",
    "UNIVERSITÀ POPOLARE TRENTINA DELLE ARTI (UPTA)",
    "BIBLIOTECA COMUNALE",
)
ENTE = Ente(nome="SAMONE", tipo="comune", provincia="TN")


def _fields(**others: Any) -> dict[str, Any]:
    members = tuple(OrganizzazioneAderente(nome=name) for name in MEMBERS)
    return {"ente": ENTE, "organizzazioni": members, **others}


def _intervento(*names: str) -> Intervento:
    cited = tuple(OrganizzazioneCitata(nome=name) for name in names)
    field = Organizzazioni(testo=", ".join(names), organizzazioni=cited, altre="famiglie")
    return replace(
        Intervento(id="0-1", tipo="azione", ordine=1, titolo="RETE"),
        organizzazioni_coinvolte=field,
    )


def _cited(*names: str, file: str | None = None, **fields: Any) -> list[OrganizzazioneCitata]:
    before = _intervento(*names)
    (after,), _ = identify([before], _fields(**fields), file)
    field = after.organizzazioni_coinvolte
    assert field is not None
    assert field.altre == "famiglie"
    assert replace(after, organizzazioni_coinvolte=before.organizzazioni_coinvolte) == before
    assert [each.nome for each in field.organizzazioni] == list(names)
    return list(field.organizzazioni)


def _file(folder: Path, *rows: str) -> str:
    path = folder / "organisations.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows, ""]), encoding="utf-8")
    return str(path)


def test_each_way_to_a_key_is_told() -> None:
    found = _cited(
        "Cooperativa CS4",
        "Comune di Cles",
        "Comunità Alta Valsugana e Bersntlo",
        "UPTA",
        "APT",
        "Ufficio tecnico",
        "…",
    )
    assert [(each.chiave, each.metodo, each.punteggio) for each in found] == [
        ("cooperativa cs4", "normalizzata", None),
        ("comune cles", "tabella", None),
        ("comunita alta valsugana bersntol", "membro", 0.969),
        ("universita popolare trentina arti", "membro", 1.0),
        ("apt valsugana", "membro", 0.9),
        (None, None, None),
        (None, None, None),
    ]
    reasons = [each.motivo for each in found]
    assert reasons[1] == "Cles (TN)"
    assert reasons[2] == ("slip: bersntlo / bersntol; listed as COMUNITÀ ALTA VALSUGANA E BERSNTOL")
    assert reasons[3] == f"its acronym; listed as {MEMBERS[3]}"
    assert str(reasons[5]).startswith("a kind of body, not which one")
    assert reasons[0] is reasons[6] is None


def test_without_a_list_a_misspelt_name_keeps_its_own_key() -> None:
    (found,) = _cited("Comunità Alta Valsugana e Bersntlo", organizzazioni=())
    assert (found.chiave, found.metodo) == ("comunita alta valsugana bersntlo", "normalizzata")


def test_name_of_a_table_is_not_held_against_the_members() -> None:
    members = (OrganizzazioneAderente(nome="COMUNE DI CARZANO"),)
    (found,) = _cited("Comune di Carano", organizzazioni=members)
    assert (found.chiave, found.metodo) == ("comune carano", "tabella")


def test_document_itself_has_keys() -> None:
    district = Distretto(nome="Distretto Famiglia Val di Non", tipo="territoriale")
    interventi, fields = identify([], _fields(distretto=district))
    assert interventi == ()
    assert fields["ente"] == replace(ENTE, chiave="comune samone tn")
    assert fields["distretto"] == replace(district, chiave="distretto famiglia val non")
    assert [each.chiave for each in fields["organizzazioni"]] == [
        "comunita alta valsugana bersntol",
        "cooperativa cs4",
        "apt valsugana",
        "universita popolare trentina arti",
        None,
    ]


def test_document_without_body_has_none() -> None:
    assert identify([], {"ente": None}) == ((), {})
    assert identify([], {"ente": None, "distretto": Distretto()}) == ((), {})


def test_reviewed_keys_come_last_and_say_why(tmp_path: Path) -> None:
    file = _file(
        tmp_path,
        "merge,,dial funghi,funghi dial,0.9,one company,,",
        "merge,,funghi dial,dial,,its name today,,",
        "split,Soste SpA,soste,soste spa,,another company,,",
        "merge,,soste spa,parcheggi,,bought in 2020,,",
        "apart,,cooperativa cs4,cooperativa cs5,0.93,two of them,,",
        "merge?,,cooperativa cs4,cooperativa cs5,0.93,nobody decided,,",
        "merge,,cooperativa cs4,cs4,0.95,its own way,,",
    )
    found = _cited(
        "Dial Funghi srl", "SOSTE  S.p.A.", "Soste spa", "Soste srl", "CS4 onlus", file=file
    )
    assert [(each.chiave, each.metodo, each.punteggio, each.motivo) for each in found] == [
        ("dial", "rivista", None, "merge: one company; merge: its name today"),
        ("parcheggi", "rivista", None, "split: another company; merge: bought in 2020"),
        ("parcheggi", "rivista", None, "split: another company; merge: bought in 2020"),
        ("soste", "normalizzata", None, None),
        ("cs4", "rivista", 0.95, "merge: its own way"),
    ]
    _, fields = identify([], _fields(), file)
    assert fields["organizzazioni"][1].chiave == "cs4"
    assert fields["organizzazioni"][1].motivo == "merge: its own way"


def test_body_parts_what_shares_a_name(tmp_path: Path) -> None:
    file = _file(
        tmp_path,
        "split,,parrocchia san rocco,parrocchia san rocco samone,,its own,,comune samone tn",
        "split,,parrocchia san rocco,parrocchia san rocco bondone,,its own,,comune bondone",
        "split,Parrocchia di S. Rocco,parrocchia san rocco,parrocchia ala,,far,,comune samone tn",
        "split,Parrocchia S.Rocco,parrocchia san rocco,parrocchia rovereto,,only there,,",
        "merge,,parrocchia san rocco samone,unita pastorale samone,,since 2021,,",
    )
    names = "Parrocchia San Rocco", "Parrocchia di S. Rocco", "Parrocchia S.Rocco"

    def keys(ente: Ente | None) -> list[str | None]:
        return [each.chiave for each in _cited(*names, file=file, ente=ente)]

    own, other = "unita pastorale samone", "parrocchia san rocco bondone"
    assert keys(ENTE) == [own, "parrocchia ala", own]
    assert keys(Ente(nome="BONDONE", tipo="comune", provincia="TN")) == [other] * 3
    plain = "parrocchia san rocco"
    assert keys(Ente(nome="ALA", tipo="comune")) == [plain, plain, "parrocchia rovereto"]
    assert keys(None) == [plain, plain, "parrocchia rovereto"]


def test_keys_do_not_hang_on_what_was_read_before() -> None:
    one, other = _intervento("CS4", "APT"), _intervento("Comunità Bersntlo Alta Valsugana")
    together, _ = identify([one, other], _fields())
    apart = (*identify([one], _fields())[0], *identify([other], _fields())[0])
    assert together == apart


def test_acronym_of_two_members_is_neithers() -> None:
    members = tuple(
        OrganizzazioneAderente(nome=name)
        for name in ("Cooperativa Lavoro Ala (CLA)", "Consorzio Ledro Arco (CLA)")
    )
    (found,) = _cited("CLA", organizzazioni=members)
    assert (found.chiave, found.metodo) == ("cla", "normalizzata")
