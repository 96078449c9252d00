"""Reads a finished PDF back with PDFium: its text, its outline, its fonts, its pages as pictures."""

import base64
import re
import unicodedata
import zlib

import pypdfium2

# PDFium marks a hyphen at a line's end in its own way; neither text keeps them when the two are compared.
BREAKS = re.compile(r"[\s\-\u00ad\u0002\ufffe\u00a0]+")


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


def text(pdf: bytes) -> str:
    return "\n".join(pages(pdf))


def packed(value: str) -> str:
    """Text without line breaks and with its ligatures taken apart, as readers do, so that it can be found again."""
    return BREAKS.sub("", unicodedata.normalize("NFKC", value))


def outline(pdf: bytes) -> list[str]:
    return [entry.get_title() for entry in pypdfium2.PdfDocument(pdf).get_toc()]


def objects(pdf: bytes) -> bytes:
    """The whole file with every stream opened: written as ASCII85 or not, deflated or not."""
    opened = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        bare = stream.strip(b"\r\n")
        deflated = base64.a85decode(b"<~" + bare, adobe=True) if bare.endswith(b"~>") else bare
        opened.append(zlib.decompressobj().decompress(deflated))
    return b"\n".join(opened)
