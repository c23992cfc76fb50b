"""The fields of an intervento that name organisations."""

ORGANISATION_FIELDS = (
    "organizzazione_referente",
    "altre_organizzazioni_coinvolte",
    "organizzazioni_coinvolte",
)
