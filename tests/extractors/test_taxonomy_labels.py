"""Labels that are like another one: slips of the print resolve, other words do not."""

import pytest

from extractors.taxonomy_labels import Labels
from schemas.taxonomy import taxonomies


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Labels(taxonomies().editions.values())


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Centri di agregazione per giovani", "D09-0928"),
        ("Centri di aggregazione per giovanni", "D09-0928"),
        ("Centri diaggregazione per giovani", "D09-0928"),
        ("Agevolazioni e contirbuti per la casa", "B04-0444"),
        ("Wifi fre", "B05-0516"),
    ],
)
def test_slip_resolves(labels: Labels, label: str, code: str) -> None:
    found = labels.nearest(label, list(taxonomies().editions))
    assert code in {each.code for each in found}


@pytest.mark.parametrize(
    "label",
    [
        "Centri di aggregazione per anziani",
        "Agevolazioni e contributi per la scuola",
        "Certificazioni aziendali",
        "Attività estiva per bambini e ragazzi",
        "Incontri formativi e informativi sulla legalità",
        "Progetti per la disabilità nell'ambito sportivo",
        "Progetti di domiciliarità per anziani autosufficienti",
        "Orari concilianti per i propri studenti",
        "Adesione/supporto al piano anziani",
        "Promozione e organizzazione di eventi musicali",
    ],
)
def test_another_word_does_not(labels: Labels, label: str) -> None:
    assert not labels.nearest(label, list(taxonomies().editions))
