"""Acts of invented bodies, in the layouts that municipal and provincial software prints.

Each is short: head, grounds, decision, end. What a reader takes from its head stands beside it.
"""

from __future__ import annotations

from msgspec import Struct


class Printed(Struct, frozen=True, gc=False):
    """An act as a text in reading order, and its head as a reader gives it."""

    name: str
    tipo: str
    ente: str
    numero: str | None
    data: str | None
    oggetto: str | None
    text: str
    points: int | None = None
    present: int | None = None
    organo: str | None = None


_GROUNDS = """\
VISTO il D.Lgs. 18 agosto 2000, n. 267;
VISTA la deliberazione di Giunta comunale n. 88 del 02/12/2019;
RITENUTO di provvedere in merito;
"""
_DETERMINA = (
    _GROUNDS
    + """\
DETERMINA
1. di approvare quanto in premessa;
2. di dare atto che la spesa di € 1.200,00 è imputata al capitolo 45 del bilancio.
"""
)
_DELIBERA = (
    _GROUNDS
    + """\
DELIBERA
1) di approvare l'allegato schema;
2) di trasmettere il presente atto al Tesoriere.
"""
)

ACTS = (
    Printed(
        "general register in a line of its own",
        "determinazione",
        "COMUNE DI VALFIORITA",
        "123",
        "2025-03-05",
        "Acquisto di arredi per la biblioteca comunale.",
        f"""\
COMUNE DI VALFIORITA
Provincia di Montelago
COPIA
DETERMINAZIONE N. 123
Data di registrazione 05/03/2025
OGGETTO: Acquisto di arredi per la biblioteca comunale.
IL RESPONSABILE DEL SERVIZIO
{_DETERMINA}Valfiorita, lì 05/03/2025
IL RESPONSABILE DEL SERVIZIO
F.to dott.ssa Anna Bianchi
""",
        points=2,
    ),
    Printed(
        "general register before the section's",
        "determinazione",
        "COMUNE DI BORGO SERENO",
        "45",
        "2025-02-03",
        "Liquidazione fattura per manutenzione del verde pubblico - CIG Z123456789",
        f"""\
COMUNE DI BORGO SERENO
Città Metropolitana di Altacosta
SETTORE III - LAVORI PUBBLICI
Registro Generale n. 45 del 3-2-2025
Determinazione n. 12 del 01-02-2025
OGGETTO: Liquidazione fattura per manutenzione del verde pubblico - CIG Z123456789
L'anno duemilaventicinque il giorno uno del mese di febbraio,
IL RESPONSABILE DEL SETTORE
{_DETERMINA}IL RESPONSABILE DEL SETTORE
Geom. Ugo Neri
""",
        points=2,
    ),
    Printed(
        "section register before the general one",
        "determinazione",
        "COMUNE DI CASTEL ROVERE",
        "310",
        "2024-11-20",
        "Impegno di spesa per il trasporto scolastico",
        f"""\
COMUNE DI CASTEL ROVERE
Provincia di Montelago
AREA AMMINISTRATIVA
DETERMINAZIONE DEL RESPONSABILE DELL'AREA AMMINISTRATIVA
N. 88 del 18/11/2024
N. Reg. Gen. 310 del 20/11/2024
Oggetto: Impegno di spesa per il trasporto scolastico
{_DETERMINA}Il Responsabile dell'Area
Rag. Carla Verdi
""",
        points=2,
    ),
    Printed(
        "a table of number and date",
        "determinazione",
        "COMUNE DI PIETRALTA",
        "12",
        "2025-03-05",
        "Affidamento del servizio di pulizia degli uffici",
        f"""\
COMUNE DI PIETRALTA
DETERMINAZIONE DIRIGENZIALE
Numero: 12\tData: 05/03/2025
OGGETTO:\tAffidamento del servizio di pulizia degli uffici
IL DIRIGENTE
{_DETERMINA}""",
        points=2,
        organo="Dirigente",
    ),
    Printed(
        "the act's code before its number",
        "determinazione",
        "CITTÀ DI MONTEROSSO VALLE",
        "123",
        "2024-03-12",
        "Rimborso spese legali",
        f"""\
CITTÀ DI MONTEROSSO VALLE
DIVISIONE SERVIZI CIVICI
ATTO N. DD 123 DEL 12/03/2024
DETERMINAZIONE DIRIGENZIALE
OGGETTO: Rimborso spese legali
Il Dirigente
{_DETERMINA}IL DIRIGENTE
Firmato digitalmente
Paolo Gialli
""",
        points=2,
    ),
    Printed(
        "a sitting under the number",
        "deliberazione",
        "COMUNE DI CASTEL ROVERE",
        "4",
        "2024-01-10",
        "APPROVAZIONE DEL PIANO DELLE AZIONI POSITIVE 2024-2026.",
        f"""\
COMUNE DI CASTEL ROVERE
DELIBERA DI GIUNTA N. 4
SEDUTA DEL 10/01/2024
OGGETTO: APPROVAZIONE DEL PIANO DELLE
AZIONI POSITIVE 2024-2026.
L'anno duemilaventiquattro addì dieci del mese di gennaio alle ore 15:30 nella sede comunale
si è riunita la Giunta comunale.
Presenti:
Rossi Mario - Sindaco
Bianchi Anna - Assessore
Assenti:
Verdi Luigi - Assessore
LA GIUNTA COMUNALE
{_DELIBERA}Letto, confermato e sottoscritto.
IL SINDACO
F.to Mario Rossi
""",
        points=2,
        present=2,
    ),
    Printed(
        "an assembly's meeting",
        "deliberazione",
        "UNIONE DEI COMUNI DELLA VALLE AZZURRA",
        "15",
        "2026-03-24",
        "Approvazione del rendiconto 2025",
        f"""\
UNIONE DEI COMUNI DELLA VALLE AZZURRA
Deliberazione n. 15
Adunanza del 24 marzo 2026
VERBALE DI DELIBERAZIONE DEL CONSIGLIO DELL'UNIONE
Adunanza ordinaria di prima convocazione - seduta pubblica
OGGETTO: Approvazione del rendiconto 2025
IL CONSIGLIO DELL'UNIONE
{_DELIBERA}""",
        points=2,
    ),
    Printed(
        "the register of resolutions behind its number",
        "deliberazione",
        "COMUNE DI VALFIORITA",
        "51",
        "2023-10-28",
        "VARIAZIONE AL BILANCIO DI PREVISIONE 2023/2025",
        f"""\
COMUNE DI VALFIORITA
PROVINCIA DI MONTELAGO
ORIGINALE
N. 51 Reg. Delib.
VERBALE DI DELIBERAZIONE DEL CONSIGLIO COMUNALE
OGGETTO: VARIAZIONE AL BILANCIO DI PREVISIONE
2023/2025
L'anno duemilaventitre, addì ventotto del mese di ottobre alle ore 18,00 nella sala consiliare.
1\tROSSI MARIO\tSindaco\tX\t
2\tNERI PAOLA\tConsigliere\t\tX
IL CONSIGLIO COMUNALE
{_DELIBERA}""",
        points=2,
    ),
    Printed(
        "a decree with its date below",
        "decreto",
        "COMUNE DI LAGOVERDE",
        "3",
        "2025-04-12",
        "NOMINA DEL RESPONSABILE DEL SERVIZIO FINANZIARIO",
        """\
COMUNE DI LAGOVERDE
IL SINDACO
DECRETO N. 3
Del 12.04.2025
OGGETTO: NOMINA DEL RESPONSABILE DEL SERVIZIO FINANZIARIO
IL SINDACO
Premesso che con deliberazione n. 5 del 10/01/2025 è stato approvato il regolamento;
Visto l'art. 50 del D.Lgs. 267/2000;
DECRETA
- di nominare il rag. Ugo Neri responsabile;
- di pubblicare il presente decreto all'albo.
IL SINDACO
Dott. Mario Rossi
""",
        points=2,
    ),
    Printed(
        "an order with its title and number in a line",
        "ordinanza",
        "COMUNE DI LAGOVERDE",
        "10",
        "2026-04-27",
        "Divieto di sosta in via Roma in occasione del mercato",
        """\
COMUNE DI LAGOVERDE
POLIZIA LOCALE
ORDINANZA N. 10 DEL 27/04/2026
OGGETTO: Divieto di sosta in via Roma in occasione del mercato
IL COMANDANTE DELLA POLIZIA LOCALE
VISTA la richiesta prot. n. 4512 del 20/04/2026;
VISTI gli artt. 5 e 7 del D.Lgs. n. 285/1992;
ORDINA
il divieto di sosta in via Roma dalle ore 7,00 alle ore 14,00.
DISPONE
che il presente provvedimento sia pubblicato all'albo.
""",
        points=2,
    ),
    Printed(
        "a provincial board with its register above",
        "deliberazione",
        "PROVINCIA AUTONOMA DI TRENTO",
        "704",
        "2017-05-05",
        "Criteri per l'assegnazione del marchio alle organizzazioni.",
        """\
PROVINCIA AUTONOMA DI TRENTO
Reg.delib.n. 704 Prot. n.
VERBALE DI DELIBERAZIONE DELLA GIUNTA PROVINCIALE
O G G E T T O:
Criteri per l'assegnazione del marchio alle organizzazioni.
Il giorno 05 Maggio 2017 ad ore 08:40 nella sala delle Sedute
in seguito a convocazione disposta con avviso agli assessori, si è riunita
LA GIUNTA PROVINCIALE
sotto la presidenza del
PRESIDENTE\tUGO ROSSINI
Presenti:\tVICEPRESIDENTE\tALESSANDRO OLMI
\tASSESSORE\tCARLO DALPRA
Assenti:\tASSESSORE\tSARA FERRI
Assiste:\tIL DIRIGENTE\tENRICO MENAPACE
Il Presidente, constatato il numero legale degli intervenuti, dichiara aperta la seduta
Il Relatore comunica:
La legge provinciale 2 marzo 2011, n. 1 disciplina il sistema integrato delle politiche.
Tutto ciò premesso,
LA GIUNTA PROVINCIALE
- udito il relatore;
- vista la legge provinciale 2 marzo 2011, n. 1;
- a voti unanimi, legalmente espressi,
DELIBERA
1. di approvare i criteri allegati;
2. di pubblicare la presente deliberazione sul sito istituzionale.
""",
        points=2,
    ),
    Printed(
        "three datings, the label behind the subject",
        "deliberazione",
        "COMUNE DI PIANALTO",
        "4",
        "2018-01-18",
        "APPROVAZIONE PIANO DI INTERVENTI IN MATERIA DI POLITICHE FAMILIARI ANNO 2018",
        f"""\
COMUNE DI PIANALTO
PROVINCIA DI TRENTO
VERBALE DELLA DELIBERAZIONE DELLA GIUNTA MUNICIPALE
N° 4 DEL 18.01.2018
APPROVAZIONE PIANO DI INTERVENTI IN MATERIA DI POLITICHE FAMILIARI ANNO 2018
OGGETTO:
L'anno Duemiladiciotto, addì Diciotto, del mese di Gennaio, alle ore 18.00, nella sala
delle riunioni, si è riunita la Giunta Municipale.
LA GIUNTA MUNICIPALE
{_DELIBERA}Letto, approvato e sottoscritto
DELIBERA N° 4 DEL 18/01/2018
""",
    ),
    Printed(
        "the date only in words",
        "deliberazione",
        "COMUNE DI PIANALTO",
        "64",
        "2015-12-28",
        "Approvazione della convenzione per la gestione associata",
        f"""\
COMUNE DI PIANALTO
PROVINCIA DI TRENTO
VERBALE DI DELIBERAZIONE N. 64
DEL CONSIGLIO COMUNALE
OGGETTO: Approvazione della convenzione per la gestione associata
L’anno duemilaquindici addì ventotto del mese di dicembre alle ore 20.30 nella sala riunioni.
IL CONSIGLIO COMUNALE
{_DELIBERA}""",
        organo="CONSIGLIO COMUNALE",
    ),
    Printed(
        "a provincial determination, dates in words and figures",
        "determinazione",
        "PROVINCIA AUTONOMA DI TRENTO",
        "230",
        "2019-07-08",
        "Legge provinciale 2 marzo 2011, n. 1. Approvazione del programma di lavoro.",
        """\
PROVINCIA AUTONOMA DI TRENTO
AGENZIA PER LA FAMIGLIA, LA NATALITÀ E LE POLITICHE GIOVANILI
DETERMINAZIONE DEL DIRIGENTE N. 230 DI DATA 8 LUGLIO 2019
O G G E T T O:
Legge provinciale 2 marzo 2011, n. 1. Approvazione del programma di lavoro.
Pag 1 di 6 RIFERIMENTO : 2019-S139-00270
Premesso che:
la legge provinciale 2 marzo 2011, n. 1 prevede i distretti;
IL DIRIGENTE
- vista la deliberazione della Giunta provinciale n. 1273 dd. 15.07.2012;
DETERMINA
1) di approvare il programma allegato;
2) di dare atto che non vi sono spese.
IL DIRIGENTE
LUCIANO MALFERI
""",
        points=2,
    ),
    Printed(
        "a plain text broken at 80 columns with blank lines",
        "determinazione",
        "Comune di Roccabruna sul Mare",
        "217",
        "2022-06-14",
        "Affidamento diretto, ai sensi dell'art. 36, comma 2, del D.Lgs. n. 50/2016, del "
        "servizio di manutenzione degli ascensori degli edifici comunali. Impegno di spesa.",
        """\
                              Comune di Roccabruna sul Mare
                                  Provincia di Costalta

                    DETERMINAZIONE N. 217 DEL 14/06/2022


    OGGETTO: Affidamento diretto, ai sensi dell'art. 36, comma 2, del D.Lgs. n.
             50/2016, del servizio di manutenzione degli ascensori degli edifici
             comunali. Impegno di spesa.

                        IL RESPONSABILE DEL SERVIZIO

Visto il decreto del Sindaco n. 5 del 20/05/2019, con il quale è stata
attribuita la responsabilità del servizio;

Premesso che occorre provvedere alla manutenzione degli ascensori degli edifici
comunali per l'anno in corso;

                                 DETERMINA

1) di affidare il servizio alla ditta Elevatori Sicuri S.r.l. per l'importo di
   € 2.440,00;

2) di impegnare la somma sul bilancio 2022.

                                            Il Responsabile del Servizio
                                               Ing. Marta Galli
""",
        points=2,
    ),
    Printed(
        "the subject in quotes",
        "deliberazione",
        "COMUNE DI PONTEVECCHIO",
        "77",
        "2021-09-30",
        "“REGOLAMENTO COMUNALE PER L'USO DELLE PALESTRE - MODIFICA ART. 7”",
        f"""\
COMUNE DI PONTEVECCHIO
DELIBERAZIONE DELLA GIUNTA COMUNALE N. 77 DEL 30.09.2021
OGGETTO: “REGOLAMENTO COMUNALE PER L'USO DELLE PALESTRE - MODIFICA ART. 7”
L'anno 2021 il giorno 30 del mese di settembre alle ore 12:00 si è riunita la Giunta.
LA GIUNTA COMUNALE
{_DELIBERA}""",
    ),
    Printed(
        "codes behind the subject",
        "determinazione",
        "COMUNE DI PONTEVECCHIO",
        "501",
        "2024-08-02",
        "LAVORI DI RIQUALIFICAZIONE DEL CENTRO STORICO. APPROVAZIONE SAL N. 2",
        f"""\
COMUNE DI PONTEVECCHIO
SETTORE LAVORI PUBBLICI
DETERMINAZIONE N. 501 DEL 02/08/2024
OGGETTO: LAVORI DI RIQUALIFICAZIONE DEL CENTRO STORICO. APPROVAZIONE SAL N. 2
CUP: J24H23000140001
CIG: BA3F161BC8
IL DIRIGENTE DEL SETTORE
{_DETERMINA}""",
    ),
    Printed(
        "a region's board",
        "deliberazione",
        "REGIONE ALTACOSTA",
        "1609",
        "2021-11-19",
        "Approvazione dell'avviso per i distretti famiglia.",
        f"""\
REGIONE ALTACOSTA
DELIBERAZIONE DELLA GIUNTA REGIONALE 19 novembre 2021, n. 1609
OGGETTO: Approvazione dell'avviso per i distretti famiglia.
LA GIUNTA REGIONALE
{_DELIBERA}""",
    ),
    Printed(
        "a health authority's director",
        "deliberazione",
        "AZIENDA SANITARIA LOCALE MONTELAGO",
        "418",
        "2023-05-17",
        "Adesione alla convenzione per la fornitura di dispositivi medici.",
        f"""\
AZIENDA SANITARIA LOCALE MONTELAGO
DELIBERAZIONE DEL DIRETTORE GENERALE
N. 418 DEL 17/05/2023
OGGETTO: Adesione alla convenzione per la fornitura di dispositivi medici.
IL DIRETTORE GENERALE
{_DELIBERA}IL DIRETTORE GENERALE
dott. Ivo Grandi
""",
    ),
    Printed(
        "a province over its municipality",
        "ordinanza",
        "COMUNE DI SAN LEO A MARE",
        "22",
        "2020-03-11",
        "CHIUSURA DEL CIMITERO COMUNALE",
        """\
REGIONE ALTACOSTA
PROVINCIA DI MONTELAGO
COMUNE DI SAN LEO A MARE
ORDINANZA SINDACALE
Numero 22 del 11-03-2020
OGGETTO: CHIUSURA DEL CIMITERO COMUNALE
IL SINDACO
Considerato che occorre adottare misure urgenti;
ORDINA
la chiusura del cimitero comunale fino al 3 aprile 2020.
IL SINDACO
f.to Dott. Aldo Neri
""",
        organo="Sindaco",
    ),
    Printed(
        "number and date in cells beside the title",
        "deliberazione",
        "COMUNE DI MONTELUCE",
        "38",
        "2022-04-14",
        "Concessione patrocinio gratuito all'associazione sportiva",
        f"""\
COMUNE DI MONTELUCE\tN. 38 Reg. Delib.
Provincia di Montelago\tdel 14/04/2022
COPIA DI DELIBERAZIONE DELLA GIUNTA COMUNALE
OGGETTO:\tConcessione patrocinio gratuito all'associazione sportiva
L'anno duemilaventidue il giorno quattordici del mese di aprile alle ore 10,30.
LA GIUNTA COMUNALE
{_DELIBERA}""",
    ),
    Printed(
        "an act left blank",
        "determinazione",
        "COMUNE DI MONTELUCE",
        None,
        None,
        "Impegno di spesa per acquisto cancelleria",
        f"""\
COMUNE DI MONTELUCE
DETERMINAZIONE DEL RESPONSABILE n. ______ del ____________
OGGETTO: Impegno di spesa per acquisto cancelleria
IL RESPONSABILE
{_DETERMINA}""",
    ),
    Printed(
        "a commissioner with the council's powers",
        "deliberazione",
        "COMUNE DI TORRECHIARA",
        "3/C",
        "2019-03-07",
        "Approvazione aliquote IMU",
        f"""\
COMUNE DI TORRECHIARA
Deliberazione del Commissario Straordinario n. 3/C di data 7.3.2019
Oggetto: Approvazione aliquote IMU
IL COMMISSARIO STRAORDINARIO
{_DELIBERA}""",
    ),
    Printed(
        "a number with its year, the date in the sitting",
        "deliberazione",
        "COMUNE DI TORRECHIARA",
        "9",
        "2022-02-08",
        "Adozione del piano famiglia comunale",
        f"""\
COMUNE DI TORRECHIARA
Provincia di Trento
Deliberazione della Giunta comunale n. 09/2022
Oggetto: Adozione del piano famiglia comunale
L'anno duemilaventidue il giorno otto del mese di febbraio ad ore 17.00
LA GIUNTA COMUNALE
{_DELIBERA}""",
    ),
    Printed(
        "a president's decree of a province",
        "decreto",
        "PROVINCIA DI MONTELAGO",
        "67",
        "2023-12-04",
        "Convocazione dell'assemblea dei sindaci",
        """\
PROVINCIA DI MONTELAGO
DECRETO DEL PRESIDENTE
Decreto n. 67 del 04.12.2023
OGGETTO: Convocazione dell'assemblea dei sindaci
IL PRESIDENTE
Richiamata la Legge 7 aprile 2014, n. 56;
DECRETA
1. Di convocare l'assemblea dei sindaci per il giorno 18 dicembre 2023.
2. Di dare notizia del presente decreto ai comuni.
""",
        points=2,
    ),
    Printed(
        "the proposal's number before the act's",
        "determinazione",
        "COMUNE DI SAN LEO A MARE",
        "640",
        "2025-09-18",
        "Rimborso tributi versati in eccedenza",
        f"""\
COMUNE DI SAN LEO A MARE
AREA FINANZIARIA
Proposta n. 701 del 16/09/2025
DETERMINAZIONE n. 640 del 18/09/2025
Prot. n. 15233 del 18/09/2025
Oggetto: Rimborso tributi versati in eccedenza
{_DETERMINA}""",
    ),
    Printed(
        "capitals centred over several lines",
        "deliberazione",
        "COMUNE DI VILLABELLA",
        "19",
        "2024-06-27",
        "RATIFICA DELLA DELIBERAZIONE DI GIUNTA COMUNALE N. 40 DEL 10/05/2024 AVENTE AD OGGETTO "
        "VARIAZIONE D'URGENZA AL BILANCIO",
        f"""\
COMUNE DI VILLABELLA
DELIBERAZIONE DI CONSIGLIO COMUNALE
N. 19 del 27/06/2024
OGGETTO:
RATIFICA DELLA DELIBERAZIONE DI GIUNTA COMUNALE
N. 40 DEL 10/05/2024 AVENTE AD OGGETTO
VARIAZIONE D'URGENZA AL BILANCIO
L’anno duemilaventiquattro, addì ventisette del mese di giugno, alle ore 19,00.
IL CONSIGLIO COMUNALE
{_DELIBERA}""",
    ),
    Printed(
        "a consortium's assembly",
        "deliberazione",
        "CONSORZIO INTERCOMUNALE DEI SERVIZI SOCIALI",
        "6",
        "2020-07-21",
        "Approvazione del piano programma",
        f"""\
CONSORZIO INTERCOMUNALE DEI SERVIZI SOCIALI
VERBALE DI DELIBERAZIONE DELL'ASSEMBLEA CONSORTILE N. 6/2020
SEDUTA DEL 21 LUGLIO 2020
Oggetto: Approvazione del piano programma
L'ASSEMBLEA CONSORTILE
{_DELIBERA}""",
    ),
)
