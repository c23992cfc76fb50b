"""The body that an act comes from, beside what stands in its letterhead."""

from __future__ import annotations

import pytest

from extractors.issuing_bodies import issuing_body, kind_of_body


def _name(text: str) -> str | None:
    found = issuing_body(text)
    return text[found] if found else None


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("COMUNE DI ROCCALTA (Prov. di Valmora)", "COMUNE DI ROCCALTA"),
        ("COMUNE DI ROCCALTA - PROVINCIA DI VALMORA", "COMUNE DI ROCCALTA"),
        ("COMUNE DI ROCCALTA DETERMINAZIONE\rProvincia di Valmora", "COMUNE DI ROCCALTA"),
        ("COMUNE DI CASTEL ROCCALTA   Determina n° 540", "COMUNE DI CASTEL ROCCALTA"),
        ("CITTA' DI BORGOREALE DIPARTIMENTO INTERNI\rATTO N. 12", "CITTA' DI BORGOREALE"),
        ("MARKTGEMEINDE OBERFELD COMUNE DI CAMPOALTO\rAutonome Provinz", "COMUNE DI CAMPOALTO"),
        ("COMUN DE SOREGAL COMUNE DI SOREGALE\rProvinzia de Trent", "COMUNE DI SOREGALE"),
        ("COMUNITÀ COMPRENSORIALE VALLE SERENA", "COMUNITÀ COMPRENSORIALE VALLE SERENA"),
        ("COMUNITA' ROTALIANA ALTA", "COMUNITA' ROTALIANA ALTA"),
        ("CONSORZIO B.I.M. DEL FIUME CHIARO", "CONSORZIO B.I.M. DEL FIUME CHIARO"),
        ("AZIENDA UNITÀ SANITARIA LOCALE DI MONTE", "AZIENDA UNITÀ SANITARIA LOCALE DI MONTE"),
        (
            "Azienda Socio Sanitaria Territoriale Laghi",
            "Azienda Socio Sanitaria Territoriale Laghi",
        ),
        ("AZIENDA PUBBLICA “SANTA GISELLA”\rPIANOLAGO (TN)", "AZIENDA PUBBLICA “SANTA GISELLA”"),
        ("REGIONE AUTÒNOMA DE LAGOS\nREGIONE AUTONOMA DEI LAGHI", "REGIONE AUTONOMA DEI LAGHI"),
        ("Ministero della Coesione Rurale", "Ministero della Coesione Rurale"),
        ("MINISTERO DELL'ISTRUZIONE\nLICEO STATALE MARANI", "LICEO STATALE MARANI"),
        ("ISTITUTO COMPRENSIVO “A. Manzetti”", "ISTITUTO COMPRENSIVO “A. Manzetti”"),
        ("AGENZIA REGIONALE PER IL LAVORO", "AGENZIA REGIONALE PER IL LAVORO"),
        ("AGENZIA REGIONALE PER IL LAVORO\nREGIONE DEI LAGHI", "REGIONE DEI LAGHI"),
        ("COMUNE DI POZZOLENGO ALTO", "COMUNE DI POZZOLENGO ALTO"),
        ("COMUNE DI CASTEL DELL'AREA", "COMUNE DI CASTEL DELL'AREA"),
    ],
)
def test_issuing_body(head: str, name: str) -> None:
    assert _name(f"{head}\nDETERMINAZIONE N. 4 DEL 3/2/2024\n") == name


@pytest.mark.parametrize(
    "head",
    [
        "AGENZIA PER LA COESIONE SOCIALE",
        "COMUNE DI [XXX]",
        "Il Ministero della Coesione Rurale ha pubblicato l'avviso;",
        "L'Agenzia regionale per il lavoro;",
        "il Liceo ha chiesto la palestra",
    ],
)
def test_what_names_no_body(head: str) -> None:
    assert _name(f"{head}\nDETERMINAZIONE N. 4 DEL 3/2/2024\n") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("AGENZIA REGIONALE PER IL LAVORO", "altro"),
        ("Ministero della Coesione Rurale", "altro"),
        ("A.S.L. DEI LAGHI", "altro"),
        ("MAGNIFICA COMUNITÀ DI VALSERENA", "comunita"),
    ],
)
def test_kind(name: str, kind: str) -> None:
    assert kind_of_body(name) == kind
