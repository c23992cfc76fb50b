"""Scans made of PDFs: each page drawn, laid askew, turned, dirtied, and put back as a picture."""

import io

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from pipeline.read.recognise.picture import Grey

FONT_SIZE = 44
"""Pixels; at 300 dpi, type of 10.6 points."""


def scanned(
    pdf: bytes,
    *,
    dpi: int = 200,
    skew: float = 0.0,
    turned: int = 0,
    noise: float = 0.0,
    ground: int = 255,
    threshold: int = 0,
) -> bytes:
    """The pages as pictures: their lines fall by `skew` degrees, they are turned counter-clockwise.

    `noise` is the deviation of the greys, `ground` how light the paper is; with a `threshold` the
    picture is in black and white, and thin lines are worn.
    """
    chance = np.random.default_rng(5)
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=dpi / 72).to_pil().convert("L")
            picture = picture.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)
            greys = np.asarray(picture, float) * ground / 255
            greys += chance.normal(0, noise, greys.shape) if noise else 0
            if threshold:
                greys = np.where(greys > threshold, 255.0, 0.0)
            made = Image.fromarray(np.clip(greys, 0, 255).astype(np.uint8))
            pictures.append(made.rotate(turned, expand=True))
    return pdf_of(pictures, dpi)


def pdf_of(pictures: list[Image.Image], dpi: int) -> bytes:
    """A picture a page."""
    out = io.BytesIO()
    first, *rest = pictures
    first.save(out, "PDF", resolution=dpi, save_all=True, append_images=rest, quality=70)
    return out.getvalue()


def drawn(lines: list[str], width: int = 1600, height: int = 1000) -> Image.Image:
    """Lines of print, at 300 dpi."""
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(FONT_SIZE)
    for number, line in enumerate(lines):
        draw.text((100, 100 + 70 * number), line, 0, font)
    return picture


def greys(picture: Image.Image) -> Grey:
    """The picture's pixels."""
    return np.asarray(picture)
