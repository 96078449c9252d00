"""The typefaces: made once from the installed packages, the same bytes each time."""

from io import StringIO

from django.core.management import call_command

from reports.composition.faces import Face
from reports.services import fonts as typefaces


def test_empty_folder_lacks_every_face(tmp_path):
    assert typefaces.missing(tmp_path) == list(Face)


def test_one_face_made_twice_is_the_same_file_under_its_own_name(tmp_path):
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        typefaces._instance(Face.ARABIC_BOLD, folder)
        made.append((folder / "arabic-bold.ttf").read_bytes())
        assert [file.name for file in folder.iterdir()] == ["arabic-bold.ttf"]
    assert made[0] == made[1]
    assert "NotoSansArabic-SemiBold".encode("utf-16-be") in made[0]


def test_command_makes_nothing_where_all_are_there(fonts, settings):
    settings.FONTS_DIR = fonts
    out = StringIO()
    call_command("make_fonts", stdout=out)
    assert out.getvalue() == f"fonts: 0 made, {len(Face)} already there\n"
