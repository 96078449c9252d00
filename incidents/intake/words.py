"""Words for what is found in files."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "image/jpeg": _("Photo (JPEG)"),
    "image/png": _("Picture (PNG)"),
    "image/webp": _("Picture (WebP)"),
    "image/heic": _("Photo (HEIC)"),
    "application/pdf": _("Paper (PDF)"),
    "video/mp4": _("Video (MP4)"),
    "video/quicktime": _("Video (QuickTime)"),
    "video/3gpp": _("Video (3GP)"),
    "video/webm": _("Video (WebM or Matroska)"),
    "audio/mp4": _("Sound (MP4)"),
    "audio/ogg": _("Sound (Ogg)"),
    "audio/mpeg": _("Sound (MP3)"),
    "audio/wav": _("Sound (WAV)"),
    "audio/amr": _("Sound (AMR)"),
    "application/octet-stream": _("Something else; it is kept and never opened here"),
}
FAULTS = {
    "damaged": _("Its bytes are not those of a whole file of this kind, so it cannot be shown here."),
    "incomplete": _("It breaks off before its end, so it cannot be shown here. What came in is kept as it came."),
    "too_many_pixels": _("It has more than 64 million pixels, so it is not opened here."),
    "too_many_scans": _("It is made in so many layers that it is not opened here."),
    "too_large": _("It is larger than 48 MB, so it is not opened here."),
    "metadata_left": _("No copy could be made that says nothing of itself, so none is shown."),
    "out_of_bounds": _("Opening it took more time or memory than is allowed, so it is not shown here."),
}
METADATA = {
    "make": _("Maker"),
    "model": _("Model"),
    "lens": _("Lens"),
    "serial": _("Serial number"),
    "owner": _("Owner"),
    "software": _("Software"),
    "artist": _("Author"),
    "copyright": _("Copyright"),
    "description": _("Description"),
    "unique_id": _("Picture number"),
}
