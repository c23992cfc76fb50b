"""Keys of organisations: the canonical name that all documents share, from the printed one.

    Comune di Baselga di Pine'                        comune baselga di pine
    C.S.4. SOCIETA' COOPERATIVA SOCIALE O.N.L.U.S.    cooperativa cs4
    Azienda per il Turismo Valsugana                  apt valsugana
    Distretto Famiglia nella Valle di Non             distretto famiglia val non

A key is a function of the name (and, for a municipality that has namesakes, of the province): the
same in every run and every document. Municipalities and family districts are looked up in their
tables; elsewhere forms of law, words cut short and small words are put aside by
`schemas/organisation_keys.toml`. A merged municipality keeps its own key. Nothing is guessed here:
a misspelt name has a key of its own (see `likeness`), numbers and places always count
(`Istituto comprensivo Trento 5` and `6`, `Comune di Carano` and `Carzano` stay apart).

A key is its own key: what has one may be looked up again.
"""
