"""Organisations in free text: what a list names, what only looks like a name, what loads spaCy."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.organisations import mentions, organisations
from extractors.organisations.lexicon import fold, names_looked_for

MEMBERS = (
    "C.S.4. SOCIETA' COOPERATIVA SOCIALE O.N.L.U.S.",
    "COMUNE DI PERGINE VALSUGANA",
    "ASIF CHIMELLI",
    "COMUNITÀ ALTA VALSUGANA E BERSNTOL",
    "SOSTE SOCIETA' A RESPONSABILITA' LIMITATA",
    "DIAL FUNGHI S.R.L.",
)


def names(text: str, known: tuple[str, ...] = MEMBERS) -> list[str]:
    return [named.nome for named in organisations(text, known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ASIF Chimelli", ["ASIF Chimelli"]),
        ("Il Comune di Cles.", ["Comune di Cles"]),
        ("A.P.S.P. “Santo Spirito”", ["A.P.S.P. “Santo Spirito”"]),
        ("Comunità Alta Valsugana - Bersntol", ["Comunità Alta Valsugana - Bersntol"]),
        (
            "ASIF Chimelli e Comunità Alta Valsugana e Bersntol",
            ["ASIF Chimelli", "Comunità Alta Valsugana e Bersntol"],
        ),
        (
            (
                "Distretto Family Audit Alta Valsugana, Distretto Famiglia Alta Valsugana e"
                " Distretto Famiglia Valsugana e Tesino"
            ),
            [
                "Distretto Family Audit Alta Valsugana",
                "Distretto Famiglia Alta Valsugana",
                "Distretto Famiglia Valsugana e Tesino",
            ],
        ),
        (
            (
                "Camera di Commercio Industria, Artigianato e Agricoltura di Trento, Museo Casa"
                " Andriollo, APT"
            ),
            [
                "Camera di Commercio Industria, Artigianato e Agricoltura di Trento",
                "Museo Casa Andriollo",
                "APT",
            ],
        ),
        (
            "Asif Chimelli, la Comunità Alta Valsugana e Bernstol, Cooperativa Cs4, Soste srl",
            ["Asif Chimelli", "Comunità Alta Valsugana e Bernstol", "Cooperativa Cs4", "Soste srl"],
        ),
        (
            "• Provincia Autonoma di Trento • Consigliera di Parità • Comune di Grigno",
            ["Provincia Autonoma di Trento", "Consigliera di Parità", "Comune di Grigno"],
        ),
        (
            "Comune di Cles (ente capofila), Comunità della Val di Non e altri enti",
            ["Comune di Cles", "Comunità della Val di Non"],
        ),
        ("Capofila: Comune di Ledro; partner: APT", ["Comune di Ledro", "APT"]),
        ("1) Comune di Cles 2) Comune di Taio 3) APT", ["Comune di Cles", "Comune di Taio", "APT"]),
        ("Comune di Cles\n- APT\n- Pro Loco", ["Comune di Cles", "APT", "Pro Loco"]),
        ("Comune di Cles / APT", ["Comune di Cles", "APT"]),
        (
            (
                "Comune di Cles in collaborazione con la Biblioteca e con il supporto della"
                " Comunità della Val di Non e dell'APT"
            ),
            ["Comune di Cles", "Biblioteca", "Comunità della Val di Non", "APT"],
        ),
        ("enti del territorio quali Comune di Cles e APT", ["Comune di Cles", "APT"]),
        ("COOPERATIVA CS4 E DIAL FUNGHI S.R.L.", ["COOPERATIVA CS4", "DIAL FUNGHI S.R.L."]),
        ("Comune di Cles, associazioni del territorio, famiglie", ["Comune di Cles"]),
        ("ASIF Chimelli con il Comune di Cles", ["ASIF Chimelli", "Comune di Cles"]),
        ("Kaleidoscopio scs, Ephedra e Vales", ["Kaleidoscopio scs", "Ephedra", "Vales"]),
        ("comune di cles, pro loco e apt", ["comune di cles", "pro loco", "apt"]),
        ("Cassa Rurale Val di Fiemme e La Sportiva", ["Cassa Rurale Val di Fiemme", "La Sportiva"]),
        ("Tavolo giovani, composto da famiglie e scuole", ["Tavolo giovani"]),
        ("APPM, medici volontari e Comune di Cles", ["APPM", "Comune di Cles"]),
        ("(Comune di Cles, APT)", ["Comune di Cles", "APT"]),
        ("ASIF Chimelli\nComune\rdi Cles", ["ASIF Chimelli", "Comune di Cles"]),
    ],
)
def test_a_list_gives_each_name(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Comuni di Caldes, Dimaro e Ossana",
            ["Comune di Caldes", "Comune di Dimaro", "Comune di Ossana"],
        ),
        (
            "i Comuni di Folgaria, Lavarone e Luserna e Pro Loco di Moena",
            ["Comune di Folgaria", "Comune di Lavarone", "Comune di Luserna", "Pro Loco di Moena"],
        ),
        (
            "Comuni aderenti: Caldes, Malé\nRabbi",
            ["Comune di Caldes", "Comune di Malé", "Comune di Rabbi"],
        ),
        (
            "Comuni di Lavis, San Michele all'Adige e Mezzocorona",
            ["Comune di Lavis", "Comune di San Michele all'Adige", "Comune di Mezzocorona"],
        ),
        ("Tutti i Comuni (Cles e Taio), APT", ["Comune di Cles", "Comune di Taio", "APT"]),
        ("Associazioni (Alfa, Beta)", ["Associazione Alfa", "Associazione Beta"]),
        ("COMUNI DI CLES E TAIO", ["COMUNE DI CLES", "COMUNE DI TAIO"]),
        ("Comuni di Cles e Taio; Kaleidoscopio", ["Comune di Cles", "Comune di Taio"]),
    ],
)
def test_a_plural_is_said_of_each(text: str, found: list[str]) -> None:
    assert names(text)[: len(found)] == found
    assert not any(name.startswith("Comune di K") for name in names(text))


def test_the_part_of_a_name_after_a_plural_is_what_is_printed() -> None:
    text = "Comuni di Caldes, Dimaro e Ossana"
    assert [text[named.part] for named in organisations(text)] == ["Caldes", "Dimaro", "Ossana"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "//",
        "nessuna",
        "Nessun'altra",
        "TBD",
        "n.d.",
        "Da definire",
        "da individuare, da definire",
        "Tutte le Organizzazioni aderenti al Distretto",
        "Organizzazioni aderenti (e non) al Distretto",
        "Organizzazioni aderenti e non aderenti al Distretto",
        "Organizzazioni non aderenti al Distretto",
        "Organizzazioni aderenti al Distretto dell'Economia Solidale",
        "Eventuali altri aderenti del Distretto Famiglia Alta Valsugana e Bersntol",
        "Altri aderenti del Distretto Famiglia Valsugana e Tesino",
        "associazioni del territorio",
        "Associazioni sportive, culturali e di volontariato del territorio",
        "Le associazioni, le scuole e le famiglie",
        "varie realtà locali",
        "Enti pubblici e privati",
        "Comuni della Val di Non",
        "Tutti i Comuni del Distretto",
        "Nidi d'infanzia di Pergine, scuole primarie",
        "una cooperativa sociale",
        "Associazione",
        "Consulenti esterni",
        "Cooperativa da individuare",
        "Manager territoriale",
        "Assessore alle politiche sociali e familiari",
        "dott.ssa Anna Bianchi",
        "volontari e genitori",
    ],
)
def test_who_is_not_named_gives_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Agenzia provinciale per la famiglia, la natalità e le politiche giovanili",
        (
            "Provincia autonoma di Trento – Agenzia provinciale per la famiglia, la natalità e le"
            " politiche giovanili"
        ),
        "San Martino di Castrozza, Passo Rolle, Primiero e Vanoi",
        "Assessorato alla cultura, sport e turismo",
        "Assessorato alla Cultura, Sport e Turismo del Comune di Cles",
        "Comune di Orbassano - Servizio Istruzione, Cultura e Sport",
        "Camera di commercio, industria, artigianato e agricoltura di Torino",
        "Comunità Alto Garda e Ledro",
        "Associazione Amici della biblioteca e del museo",
        "Associazione Amici della scuola e biblioteca",
        'Cooperativa "Il Sole, la Luna e le Stelle"',
        "Museo degli Usi e Costumi della Gente Trentina",
        "CSI - Centro Sportivo Italiano",
        "Associazione Commercianti e Artigiani",
        "Associazione genitori e insegnanti",
        "E.S.Co. BIM e Comuni del Chiese S.p.A.",
        "tsm – Trentino School of Management",
        "MUSE - Museo delle Scienze",
        "Tagesmutter del Trentino – Il Sorriso",
        "Croce Rossa Italiana – Comitato di Pergine",
        "Istituto Comprensivo Fondo/Revò",
        "Coop. Soc. La Coccinella",
        "Associazione Comunità Solidale",
        "Istituto Comprensivo di Fondo-Revò",
        "Associazione Genitori Insieme",
        "ASSOCIAZIONE GENITORI INSIEME",
    ],
)
def test_one_name_stays_one(text: str) -> None:
    assert names(text) == [text]


def test_the_acts_own_names_hold_an_e_that_general_rules_would_not() -> None:
    text = "Sole e Comune Nuovo e APT"
    assert names(text, ()) == ["Sole", "Comune Nuovo", "APT"]
    assert names(text, ("SOLE E COMUNE NUOVO S.R.L.",)) == ["Sole e Comune Nuovo", "APT"]


def test_a_known_name_of_one_word_is_none_in_small_letters() -> None:
    assert names("Cooperativa Alfa e soste brevi") == ["Cooperativa Alfa e soste brevi"]
    assert names("Cooperativa Alfa e Soste") == ["Cooperativa Alfa", "Soste"]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("C.S.4. SOCIETA' COOPERATIVA SOCIALE O.N.L.U.S.", "cs4"),
        ("DIAL FUNGHI S.R.L.", "dial funghi"),
        ("COMUNITÀ D’ÀMBITO", "comunita d ambito"),
    ],
)
def test_names_are_looked_for_without_their_legal_form(name: str, forms: str) -> None:
    assert names_looked_for((name,))[-1] == forms
    assert fold(name) in names_looked_for((name,))


PRINTED = (
    "Comune Comuni comuni di d' Cles Taio , ; : ( ) [ “ ” '' e ed con la APT C.S.4. srl altri Tutti"
    " Associazione associazioni Servizio Cultura sport - – . / \n \t \r \v 1) a) • Alta Valsugana"
    " Bersntol quali che per capofila Società' È ß İ ﬁ \uff9e"
)
WORDS = st.sampled_from(PRINTED.split(" "))


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=20).map(" ".join)))
def test_any_text_gives_names_that_stand_in_it_in_order(text: str) -> None:
    found = organisations(text, MEMBERS)
    assert found == organisations(text, MEMBERS)
    reached = 0
    for named in found:
        assert reached <= named.part.start < named.part.stop <= len(text)
        assert named.nome.endswith(" ".join(text[named.part].split()))
        reached = named.part.stop


def test_a_letter_that_folds_to_nothing_is_a_word_all_the_same() -> None:
    assert names("APT - \uff9e, Comune di Cles") == ["APT - \uff9e", "Comune di Cles"]
    assert names("APT - \ufc5e, Comune di Cles") == ["APT - \ufc5e", "Comune di Cles"]


def test_prose_as_long_as_a_book_is_no_list() -> None:
    assert names("Comune di Cles e " * 100_000) == []


def _is_loaded_by(code: str) -> bool:
    """Whether a new interpreter has imported spaCy after running this."""
    code += "\nimport sys\nsys.exit('spacy' in sys.modules)"
    return bool(subprocess.run([sys.executable, "-c", code], check=False).returncode)


@pytest.mark.parametrize(
    ("text", "loads"),
    [
        ("ASIF Chimelli", False),
        ("Soste srl.", False),
        ("Il Comune di Cles", False),
        ("Comunità Alta Valsugana e Bersntol", False),
        ("Organizzazioni aderenti (e non) al Distretto", False),
        ("Eventuali altri aderenti del Distretto Famiglia Alta Valsugana e Bersntol", False),
        ("ASIF Chimelli e Comunità Alta Valsugana e Bersntol", True),
    ],
)
def test_spacy_is_loaded_only_where_names_have_to_be_parted(text: str, loads: bool) -> None:
    call = f"from extractors.organisations import organisations\norganisations({text!r})"
    assert _is_loaded_by(call) is loads


def test_starting_the_program_loads_no_spacy() -> None:
    assert not _is_loaded_by("import pipeline.cli, pipeline.run, pipeline.name_organisations")


@pytest.mark.parametrize(
    ("text", "several"),
    [
        (
            "Tutte le Organizzazioni aderenti al Distretto e Consulta dei genitori",
            ["Tutte le Organizzazioni aderenti al Distretto"],
        ),
        ("Pro Loco Finta ed altre associazioni", ["altre associazioni"]),
        ("Comune di Finto, scuole,\nassociazioni sportive", ["scuole", "associazioni sportive"]),
        ("Organizzazioni aderenti (Comune di Finto, APT Finta)", ["Organizzazioni aderenti"]),
        ("TUTTI I COMUNI DEL DISTRETTO", ["TUTTI I COMUNI DEL DISTRETTO"]),
        ("Comuni di Finto e Basso", []),
        ("Comuni (Finto e Basso)", []),
        ("Comuni: Finto, Basso", []),
        ("Pro Loco Finta e Associazione Alfa", []),
        ("da definire", []),
        ("Assessore alle politiche sociali", []),
    ],
)
def test_phrases_for_several_are_told_apart(text: str, several: list[str]) -> None:
    found = mentions(text)
    assert [each.nome for each in found if each.is_several] == several
    assert [each for each in found if not each.is_several] == list(organisations(text))
