"""What a photo says about itself: when, where and with what it was taken. Claims of a file, not facts."""

import math
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image

MOST_TEXT = 200
LARGEST_BLOCK = 512 * 1024  # a camera writes a few kilobytes
_STAMP = re.compile(r"^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"^[+-]\d\d:\d\d$")
_TEXTS = {
    "make": ExifTags.Base.Make,
    "model": ExifTags.Base.Model,
    "software": ExifTags.Base.Software,
    "artist": ExifTags.Base.Artist,
    "copyright": ExifTags.Base.Copyright,
    "description": ExifTags.Base.ImageDescription,
}
_CAMERA_TEXTS = {
    "serial": ExifTags.Base.BodySerialNumber,
    "owner": ExifTags.Base.CameraOwnerName,
    "lens": ExifTags.Base.LensModel,
    "unique_id": ExifTags.Base.ImageUniqueID,
}


def metadata_of(image: Image.Image) -> dict[str, Any]:
    """What the file says, by name; only what it says. `blocks` names the kinds of description that it carries."""
    found: dict[str, Any] = {"blocks": sorted(_blocks(image))}
    raw = image.info.get("exif") or b""
    if len(raw) > LARGEST_BLOCK:
        return {**found, "too_large": True}
    try:
        exif = image.getexif()
        camera, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    except Exception:  # noqa: BLE001  a hostile block can fail in any way; the file is kept all the same
        return {**found, "unreadable": True}
    found |= {name: text for name, tag in _TEXTS.items() if (text := plain(exif.get(tag)))}
    found |= {name: text for name, tag in _CAMERA_TEXTS.items() if (text := plain(camera.get(tag)))}
    taken = _taken(exif, camera)
    where = _where(place)
    orientation = exif.get(ExifTags.Base.Orientation)
    said = {"taken_at": taken, "place": where, "orientation": orientation if orientation in range(1, 9) else None}
    return found | {name: value for name, value in said.items() if value is not None}


def _blocks(image: Image.Image) -> set[str]:
    names = {
        "exif": "Exif",
        "xmp": "XMP",
        "photoshop": "IPTC",
        "comment": "comment",
        "icc_profile": "colour profile",
        "mp": "MPF",
    }
    found = {label for name, label in names.items() if image.info.get(name)}
    texts = getattr(image, "text", None)
    return found | ({"text"} if texts else set())


def plain(value: Any) -> str:
    """A text of a file as one short line without control characters; nothing for anything else."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    line = "".join(" " if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") else one for one in value[: 4 * MOST_TEXT])
    return unicodedata.normalize("NFC", " ".join(line.split()))[:MOST_TEXT]


def _taken(exif: Mapping[int, Any], camera: Mapping[int, Any]) -> str | None:
    """The time of taking in ISO 8601, with its offset only where the file gives one."""
    written = plain(camera.get(ExifTags.Base.DateTimeOriginal)) or plain(exif.get(ExifTags.Base.DateTime))
    found = _STAMP.match(written)
    if not found:
        return None
    with suppress(ValueError):
        stamp = datetime(*map(int, found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001  the file gives no zone
        offset = plain(camera.get(ExifTags.Base.OffsetTimeOriginal))
        return stamp.isoformat() + (offset if _OFFSET.match(offset) else "")
    return None


def _where(place: Mapping[int, Any]) -> dict[str, float] | None:
    """Decimal degrees (WGS 84), rounded to about a metre; None where they are missing or no place on earth."""
    north = _degrees(place.get(ExifTags.GPS.GPSLatitude), place.get(ExifTags.GPS.GPSLatitudeRef), "S", 90)
    east = _degrees(place.get(ExifTags.GPS.GPSLongitude), place.get(ExifTags.GPS.GPSLongitudeRef), "W", 180)
    if north is None or east is None or (north == 0 and east == 0):
        return None
    return {"latitude": round(north, 5), "longitude": round(east, 5)}


def _degrees(parts: Any, side: Any, negative: str, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
        value = degrees + minutes / 60 + seconds / 3600
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not math.isfinite(value) or not 0 <= value <= most:
        return None
    return -value if plain(side).upper().startswith(negative) else value
