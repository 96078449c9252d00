"""Photos read in the child process: whole or broken off, what they say of themselves, and copies that say nothing."""

import io

import pytest
from PIL import Image, ImageChops

from incidents.evidence.kinds import HEIC, JPEG, PNG, WEBP, kind_of
from tests.incidents.photos import a_photo, exif, picture

pytestmark = pytest.mark.assurance("6.2")
FORMATS = {"JPEG": JPEG, "PNG": PNG, "WEBP": WEBP, "HEIF": HEIC}
CANARIES = (b"Canary", b"2026:01:14", b"adobe:ns:meta")


def found(examiner, data):
    return examiner.examine([data], len(data), kind_of(data[:64]))


@pytest.mark.parametrize("decoder", FORMATS)
def test_what_a_photo_says_of_itself_is_read(examiner, decoder):
    photo = found(examiner, a_photo(decoder=decoder))
    said = photo.facts["metadata"]
    assert photo.fault is None
    assert photo.facts["complete"] is True
    assert said["taken_at"] == "2026-01-14T06:24:10-05:00"
    assert said["place"] == {"latitude": 42.35014, "longitude": -71.05006}
    assert (said["make"], said["serial"], said["owner"]) == ("CanaryMake", "CanarySerial", "CanaryOwner")


@pytest.mark.assurance("A16")
def test_no_copy_of_any_photo_says_anything(examiner, figure):
    """Every format, every way up, big and small, with all that a phone writes, each with both of its copies."""
    pairs, leaks = 0, []
    for decoder in FORMATS:
        for orientation in range(1, 9):
            for size in ((320, 240), (700, 900)):
                photo = found(examiner, a_photo(decoder=decoder, orientation=orientation, size=size))
                assert set(photo.copies) == {"clean", "thumbnail"}, (decoder, orientation, photo.fault)
                for name, (_type, made) in photo.copies.items():
                    pairs += 1
                    if any(canary in made for canary in CANARIES) or set(Image.open(io.BytesIO(made)).getexif()) - {0x0112}:
                        leaks.append((decoder, orientation, size, name))
    assert leaks == []
    figure(f"{pairs} copies of {pairs // 2} photos in {len(FORMATS)} formats, 0 with anything left")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("decoder", ["JPEG", "PNG", "WEBP"])
def test_a_copy_stands_the_same_way_up(examiner, decoder, orientation):
    photo = found(examiner, a_photo(decoder=decoder, orientation=orientation))
    expected = upright(picture(), orientation)
    for name in ("clean", "thumbnail"):
        shown = Image.open(io.BytesIO(photo.copies[name][1]))
        shown = upright(shown, shown.getexif().get(0x0112, 1)).convert("RGB")
        assert shown.size == expected.size
        difference = ImageChops.difference(shown.resize((40, 40)), expected.resize((40, 40))).convert("L")
        assert sum(difference.tobytes()) / 1600 < 12, name


def upright(image, orientation):
    turned = image.copy()
    turned.getexif()[0x0112] = orientation
    return {
        2: lambda: turned.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lambda: turned.transpose(Image.Transpose.ROTATE_180),
        4: lambda: turned.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lambda: turned.transpose(Image.Transpose.TRANSPOSE),
        6: lambda: turned.transpose(Image.Transpose.ROTATE_270),
        7: lambda: turned.transpose(Image.Transpose.TRANSVERSE),
        8: lambda: turned.transpose(Image.Transpose.ROTATE_90),
    }.get(orientation, lambda: turned)()


def test_a_jpeg_is_copied_without_loss(examiner):
    original = a_photo(orientation=1)
    photo = found(examiner, original)
    before, after = (Image.open(io.BytesIO(data)).convert("RGB") for data in (original, photo.copies["clean"][1]))
    assert ImageChops.difference(before, after).getbbox() is None


@pytest.mark.assurance("B3")
def test_a_photo_that_breaks_off_is_found(examiner, figure):
    cut = wrong = 0
    for decoder in ("JPEG", "HEIF"):
        whole = a_photo(decoder=decoder)
        for percent in range(1, 100):
            data = whole[: max(16, len(whole) * percent // 100)]
            cut += 1
            photo = found(examiner, data)
            wrong += photo.facts.get("complete") is True or bool(photo.copies)
    assert wrong == 0
    figure(f"{cut} of {cut} photos cut at 1 to 99 % found")


@pytest.mark.assurance("B1")
@pytest.mark.parametrize(("side", "mode"), [(13_000, "1"), (17_000, "1"), (20_000, "1"), (9_000, "RGB")])
def test_a_picture_of_too_many_pixels_is_not_decoded(examiner, side, mode):
    out = io.BytesIO()
    Image.new(mode, (side, side) if side != 17_000 else (side, 8)).save(out, "PNG")
    photo = found(examiner, out.getvalue())
    assert (photo.fault, photo.copies) == ("too_many_pixels", {})


@pytest.mark.assurance("B1")
def test_a_jpeg_of_many_scans_is_not_decoded(examiner):
    out = io.BytesIO()
    picture().save(out, "JPEG", progressive=True)
    data = out.getvalue()
    at = data.rindex(b"\xff\xda")
    photo = found(examiner, data[:at] + data[at:-2] * 200 + b"\xff\xd9")
    assert photo.fault == "too_many_scans"


@pytest.mark.assurance("B4")
def test_what_hangs_behind_the_picture_is_counted_and_not_copied(examiner):
    photo = found(examiner, a_photo() + b"PK\x03\x04<script>Canary</script>")
    assert photo.facts["trailing_bytes"] == 27
    assert b"script" not in photo.copies["clean"][1]


@pytest.mark.assurance("B5")
def test_hostile_descriptions_come_out_as_one_short_line_or_not_at_all(examiner):
    described = exif(taken="0000:99:99 99:99:99", offset="<b>")
    described[0x010F] = "<script>\x00=HYPERLINK(1)\r\n\x1b[31m" + "x" * 60_000
    described[0x0110] = "=cmd|' /C calc'!A0"
    place = described.get_ifd(0x8825)
    place[2] = (999.0, 0.0, 0.0)
    out = io.BytesIO()
    picture().save(out, "JPEG", exif=described)
    said = found(examiner, out.getvalue()).facts["metadata"]
    assert "taken_at" not in said
    assert "place" not in said
    assert len(said["make"]) <= 200
    assert not set("\x00\r\n\x1b") & set(said["make"])


@pytest.mark.assurance("B6")
@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"II*\x00\x08\x00\x00\x00",
        b"8BPS\x00\x01",
        b"STARTFONT 2.1\n",
        b"GIF89a\x01\x00\x01\x00",
        b"BM\x00\x00",
    ],
)
def test_other_formats_are_never_opened(examiner, data):
    assert kind_of(data).family == "other"
    renamed = b"\xff\xd8\xff" + data * 50
    assert found(examiner, renamed).fault == "damaged"
