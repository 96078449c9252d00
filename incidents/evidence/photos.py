"""One photo: is it whole, what does it say about itself, and two copies that say nothing.

The picture is decoded once, at about the size of the thumbnail where the format allows (JPEG, ITU-T T.81: a scaled inverse
transform). That reads every coded byte, so a picture that breaks off is found; Pillow's `verify` does not find it.
"""

import io
import re
from typing import Any

import pi_heif
from PIL import Image, ImageFile, ImageOps

from incidents.evidence import jpeg
from incidents.evidence.faults import Unreadable
from incidents.evidence.findings import Photo
from incidents.evidence.kinds import HEIC, JPEG, PNG, WEBP, Kind
from incidents.evidence.metadata import metadata_of

MOST_PIXELS = 64_000_000
MOST_COPIED = 24_000_000  # of more, the copy is half as wide and high: a whole one would pass the child's memory
LONGEST_SIDE = 16_384
THUMBNAIL = (480, 480)
QUALITY = 92
# What may still stand in a copy's `info`: how it is coded. Anything else is a leak.
HARMLESS = frozenset(
    {"jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe", "adobe_transform", "progressive", "progression", "dpi"}
    | {"transparency", "gamma", "interlace", "background", "loop", "duration", "timestamp"}
)
_TELLTALE = re.compile(
    rb"Exif\x00\x00(?!MM\x00\*\x00\x00\x00\x08\x00\x01\x01\x12)|http://ns\.adobe|<x:xmpmeta|8BIM|JFXX\x00|c2pa|ftyp"
)
DECODERS = {JPEG: ["JPEG", "MPO"], PNG: ["PNG"], WEBP: ["WEBP"], HEIC: ["HEIF"]}


def prepare() -> None:
    """Loads every decoder that is used, so that none has to be opened later; and no other."""
    pi_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.preinit()
    for decoder in ("PNG", "WEBP"):
        seen = io.BytesIO()
        Image.new("RGB", (8, 8)).save(seen, decoder)
        Image.open(seen, formats=[decoder]).load()


def examine(data: bytes, kind: Kind) -> Photo:
    """Never raises for what a file holds."""
    facts: dict[str, Any] = {}
    try:
        return _examined(data, kind, facts)
    except Unreadable as fault:
        return Photo({**facts, "complete": False if fault.reason == "incomplete" else None}, {}, fault.reason)
    except (MemoryError, RecursionError):
        return Photo(facts, {}, "out_of_bounds")
    except Exception:  # noqa: BLE001  a decoder can fail in any way on hostile bytes
        return Photo({**facts, "complete": None}, {}, "damaged")


def _examined(data: bytes, kind: Kind, facts: dict[str, Any]) -> Photo:
    image = _opened(data, kind)
    facts |= {"width": image.width, "height": image.height, "metadata": metadata_of(image)}
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
        raise Unreadable("too_many_pixels")
    orientation = facts["metadata"].get("orientation", 1)
    clean = None
    if kind is JPEG:
        facts["trailing_bytes"] = _trailing(data)
        clean = jpeg.without_description(data, orientation)
        image.draft("RGB", (THUMBNAIL[0] * 2, THUMBNAIL[1] * 2))
    try:
        image.load()
    except OSError as fault:
        raise Unreadable("incomplete" if "truncated" in str(fault) else "damaged") from None
    facts["complete"] = True
    copies = {"clean": ("image/jpeg", clean) if clean else _copied(image, kind, orientation)}
    thumbnail = _thumbnail(image, 1 if kind is HEIC else orientation)
    facts["likeness"] = _likeness(thumbnail)
    copies["thumbnail"] = ("image/jpeg", _written(thumbnail, "JPEG", quality=80))
    for media_type, made in copies.values():
        _prove_bare(made, media_type)
    return Photo(facts, copies)


def _opened(data: bytes, kind: Kind) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=DECODERS[kind])
    except Image.DecompressionBombError:
        raise Unreadable("too_many_pixels") from None
    except OSError:
        breaks_off = kind is JPEG and jpeg.walk(data).end is None
        raise Unreadable("incomplete" if breaks_off else "damaged") from None


def _trailing(data: bytes) -> int:
    """Bytes after the end of the picture: a preview, a short film, another picture, or something hidden."""
    end = jpeg.walk(data).end
    if end is None:
        raise Unreadable("incomplete")
    return len(data) - end


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone, in a picture that never had anything else."""
    mode = "RGBA" if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info else "RGB"
    plain = image if image.mode == mode else image.convert(mode)
    bare = Image.new(mode, plain.size)
    bare.paste(plain)
    return bare


def _copied(image: Image.Image, kind: Kind, orientation: int) -> tuple[str, bytes]:
    """By pixel. HEIC is decoded upright already; of the others the side that is up is turned up here."""
    bare = _bare(image if image.width * image.height <= MOST_COPIED else image.reduce(2))
    if kind is not HEIC:
        bare = _upright(bare, orientation)
    if kind is PNG or bare.mode == "RGBA":
        return "image/png", _written(bare, "PNG", compress_level=1)
    return "image/jpeg", _written(bare, "JPEG", quality=QUALITY)


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def _thumbnail(image: Image.Image, orientation: int) -> Image.Image:
    small = image.copy() if max(image.size) <= max(THUMBNAIL) else ImageOps.contain(image, THUMBNAIL, Image.Resampling.BOX)
    return _upright(_bare(small.convert("RGB")), orientation)


def _likeness(image: Image.Image) -> str:
    """64 bits, as 16 hexadecimal digits, that are alike for alike pictures: brightness falling from left to right (dHash)."""
    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = [grey[row * 9 + column] > grey[row * 9 + column + 1] for row in range(8) for column in range(8)]
    return f"{sum(bit << place for place, bit in enumerate(bits)):016x}"


def _written(image: Image.Image, decoder: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, decoder, **options)
    return out.getvalue()


def _prove_bare(made: bytes, media_type: str) -> None:
    """Opens a copy again: it must say nothing but how it is coded and which side is up. Raises Unreadable."""
    image = Image.open(io.BytesIO(made), formats=["PNG" if media_type == "image/png" else "JPEG"])
    left = set(image.info) - HARMLESS - {"exif"}
    told = set(image.getexif()) - {0x0112}
    if left or told or getattr(image, "text", None) or _TELLTALE.search(made[:65536]):
        raise Unreadable("metadata_left")
