"""Text that stands in more than one place of the file, or not in the page's own stream."""

from tests.nasty.pdf import Pdf, lines, one_page, text

SEEN = "Biblioteca aperta"


def bold_by_offset() -> bytes:
    """A title drawn twice, 0.3 points apart, as producers without a bold font do."""
    title = text(100, 700, SEEN) + text(100.3, 700, SEEN)
    return one_page(title + text(100, 680, "Piedibus"))


def bold_by_letter() -> bytes:
    """The same, each letter twice before the next."""
    content = ""
    for at, letter in enumerate(SEEN):
        content += text(100 + 6 * at, 700, letter) + text(100.3 + 6 * at, 700, letter)
    return one_page(content + text(100, 680, "Piedibus"))


def page_drawn_twice() -> bytes:
    """A page of twelve rows, and the whole of it again, 0.3 points to the right."""
    rows = [f"riga{number} intera" for number in range(12)]
    return one_page(lines(100, 700, rows) + lines(100.3, 700, rows))


def twice_in_earnest() -> bytes:
    """A word that stands twice, side by side and on two lines: nothing is double."""
    return one_page(text(100, 700, "tutti tutti") + text(100, 680, "tutti"))


def in_form() -> bytes:
    """A word in a form XObject."""
    pdf = Pdf()
    form = pdf.form(text(100, 700, SEEN))
    content = "/Fm1 Do\n" + text(100, 680, "Piedibus")
    pdf.page(content, resources=f"/XObject<</Fm1 {form} 0 R>>")
    return pdf.save()


def in_nested_form() -> bytes:
    """A form in a form, each with a matrix, drawn under a third: they add up to (150, 700)."""
    pdf = Pdf()
    inner = pdf.form(text(10, 10, SEEN) + "10 5 m 60 5 l S\n", "/Matrix[1 0 0 1 30 40]")
    outer = pdf.form(
        "q 2 0 0 2 0 0 cm /Fm2 Do Q\n",
        "/Matrix[0.5 0 0 0.5 10 50]",
        f"/XObject<</Fm2 {inner} 0 R>>",
    )
    content = "q 1 0 0 1 100 600 cm /Fm1 Do Q\n" + text(100, 680, "Piedibus")
    pdf.page(content, resources=f"/XObject<</Fm1 {outer} 0 R>>")
    return pdf.save()


def form_drawn_twice() -> bytes:
    """One form XObject in two places of the page: both are seen, both are read."""
    pdf = Pdf()
    form = pdf.form(text(100, 700, "Timbro"))
    content = "/Fm1 Do q 1 0 0 1 0 -100 cm /Fm1 Do Q\n" + text(100, 500, "Piedibus")
    pdf.page(content, resources=f"/XObject<</Fm1 {form} 0 R>>")
    return pdf.save()


def _with_annotation(annotation: str, words: str = "", catalogue: str = "") -> bytes:
    """A page with a line of its own, and one annotation that looks as `words` say."""
    pdf = Pdf(catalogue)
    look = ""
    if words:
        number = pdf.stream(
            text(2, 5, words),
            "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 3 0 R>>>>",
        )
        look = f"/AP<</N {number} 0 R>>"
    kid = pdf.add(f"<</Type/Annot/Rect[100 600 300 620]{annotation}{look}>>")
    pdf.page(text(100, 700, SEEN), entries=f"/Annots[{kid} 0 R]")
    return pdf.save()


def free_text() -> bytes:
    """A note typed onto the page: its words stand in /Contents and in its appearance."""
    entries = "/F 4/Subtype/FreeText/DA(/F1 10 Tf)/Contents(Protocollo 12)"
    return _with_annotation(entries, "Protocollo 12")


def filled_field() -> bytes:
    """A form's field that somebody filled in."""
    fields = "/AcroForm<</Fields[5 0 R]/DA(/F1 10 Tf)/DR<</Font<</F1 3 0 R>>>>>>"
    entries = "/F 4/Subtype/Widget/FT/Tx/T(ente)/V(Comune di Prova)/DA(/F1 10 Tf)"
    return _with_annotation(entries, "Comune di Prova", fields)


def hidden_note() -> bytes:
    """A note that is there and neither seen nor printed (flag 2)."""
    return _with_annotation("/F 2/Subtype/FreeText/DA(/F1 10 Tf)/Contents(bozza)", "bozza")


def popup() -> bytes:
    """A reviewer's sticky note: what it says is not on the page."""
    return _with_annotation("/Subtype/Text/Contents(da rivedere)")


def link() -> bytes:
    """A link, which has no look of its own."""
    entries = "/Subtype/Link/Border[0 0 0]/A<</S/URI/URI(https://example.org/piano)>>"
    return _with_annotation(entries)
