"""Photos for tests, made here: none is kept in the project."""

import io

import pillow_heif
from PIL import ExifTags, Image, ImageDraw, PngImagePlugin

SECRETS = {"make": "CanaryMake", "serial": "CanarySerial", "owner": "CanaryOwner", "comment": b"CanaryComment"}
pillow_heif.register_heif_opener()


def picture(size: tuple[int, int] = (320, 240), seed: str = "") -> Image.Image:
    """Shapes that differ from side to side, so that a turned copy is not taken for another."""
    image = Image.new("RGB", size, (200, 190, 170))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 2, size[1] // 3), fill=(40, 60, 90))
    draw.ellipse((size[0] // 2, size[1] // 2, size[0] - 10, size[1] - 10), fill=(160, 40, 40))
    draw.text((size[0] // 2, 5), seed or "18", fill=(0, 0, 0))
    return image


def exif(orientation: int = 1, *, taken: str = "2026:01:14 06:24:10", offset: str = "-05:00", place: bool = True) -> Image.Exif:
    """What a phone writes: maker, camera, owner, time, place; every text a canary."""
    found = Image.Exif()
    found[ExifTags.Base.Make], found[ExifTags.Base.Orientation] = SECRETS["make"], orientation
    camera = found.get_ifd(ExifTags.IFD.Exif)
    camera[ExifTags.Base.DateTimeOriginal], camera[ExifTags.Base.OffsetTimeOriginal] = taken, offset
    camera[ExifTags.Base.BodySerialNumber], camera[ExifTags.Base.CameraOwnerName] = SECRETS["serial"], SECRETS["owner"]
    if place:
        where = found.get_ifd(ExifTags.IFD.GPSInfo)
        where[ExifTags.GPS.GPSLatitudeRef], where[ExifTags.GPS.GPSLatitude] = "N", (42.0, 21.0, 0.5)
        where[ExifTags.GPS.GPSLongitudeRef], where[ExifTags.GPS.GPSLongitude] = "W", (71.0, 3.0, 0.2)
    return found


def a_photo(seed: str = "", decoder: str = "JPEG", size: tuple[int, int] = (320, 240), orientation: int = 6) -> bytes:
    """A photo of a phone in a format (Pillow's name of it), with everything that a copy must not carry."""
    out = io.BytesIO()
    options = {"exif": exif(orientation), "xmp": b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>CanaryXmp</x:xmpmeta>"}
    if decoder == "HEIF":
        options["exif"] = options["exif"].tobytes()
    if decoder == "JPEG":
        options |= {"comment": SECRETS["comment"], "quality": 90, "icc_profile": b"CanaryProfile" * 20}
    if decoder == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", "CanaryComment")
        text.add_itxt("XML:com.adobe.xmp", "CanaryXmp")
        options = {"exif": options["exif"], "pnginfo": text}
    picture(size, seed).save(out, decoder, **options)
    return out.getvalue()
