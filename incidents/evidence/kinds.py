"""What a file is, by its own bytes. What is not on this list is kept as it is and never opened."""

from dataclasses import dataclass

HEAD_BYTES = 64
HEIF_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc"))
VIDEO_BRANDS = (b"isom", b"iso2", b"mp41", b"mp42", b"avc1", b"qt  ", b"3gp", b"M4V", b"M4A", b"MSNV", b"f4v", b"dash")


@dataclass(frozen=True, slots=True)
class Kind:
    """`media_type` by content (IANA name), `family`: photo, video, audio or paper; `decoder`: Pillow's name of its format."""

    media_type: str
    family: str
    decoder: str = ""


JPEG = Kind("image/jpeg", "photo", "JPEG")
PNG = Kind("image/png", "photo", "PNG")
WEBP = Kind("image/webp", "photo", "WEBP")
HEIC = Kind("image/heic", "photo", "HEIF")
PDF = Kind("application/pdf", "paper")
MP4 = Kind("video/mp4", "video")
QUICKTIME = Kind("video/quicktime", "video")
THREE_GP = Kind("video/3gpp", "video")
WEBM = Kind("video/webm", "video")
M4A = Kind("audio/mp4", "audio")
OGG = Kind("audio/ogg", "audio")
MP3 = Kind("audio/mpeg", "audio")
WAV = Kind("audio/wav", "audio")
AMR = Kind("audio/amr", "audio")
OPAQUE = Kind("application/octet-stream", "other")

_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"%PDF-", PDF),
    (b"\x1a\x45\xdf\xa3", WEBM),
    (b"OggS", OGG),
    (b"ID3", MP3),
    (b"\xff\xfb", MP3),
    (b"\xff\xf3", MP3),
    (b"#!AMR", AMR),
)


def kind_of(head: bytes) -> Kind:
    """The kind of a file by its first bytes (`HEAD_BYTES` are enough)."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12], OPAQUE)
    return _of_base_media(head) if head[4:8] == b"ftyp" else OPAQUE


def _of_base_media(head: bytes) -> Kind:
    """ISO base media (ISO/IEC 14496-12): told apart by the brand of the `ftyp` box."""
    brand = head[8:12]
    if brand in HEIF_BRANDS:
        return HEIC
    if brand == b"qt  ":
        return QUICKTIME
    if brand.startswith(b"M4A"):
        return M4A
    if brand.startswith(b"3g"):
        return THREE_GP
    return MP4 if any(brand.startswith(known) for known in VIDEO_BRANDS) else OPAQUE
