"""What the second host name answers: files by their signed links, and nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from incidents import access
from incidents.intake import elsewhere
from incidents.intake.views.files import download
from incidents.intake.views.gallery import shown
from incidents.models import EvidenceCopy, EvidenceFile
from incidents.services import evidence


@login_not_required
@require_safe
def file_elsewhere(request: HttpRequest, token: str) -> HttpResponseBase:
    if not elsewhere.is_there(request):
        raise Http404
    told = elsewhere.told(token)
    answer = {elsewhere.ORIGINAL: _original, elsewhere.COPY: _copy}[told.kind](request, told, token) if told else None
    return answer or HttpResponseNotFound("This link is not good any more.", content_type="text/plain")


def _original(request: HttpRequest, told: elsewhere.Told, token: str) -> HttpResponseBase | None:
    file = EvidenceFile.objects.select_related("incident").filter(pk=told.key).first()
    if file is None or not access.can_open_original(told.reader, file.incident):
        return None
    if request.method == "GET" and not elsewhere.is_first_use(token):
        return None
    return download(file, evidence.bytes_while_allowed(told.reader, file))


def _copy(request: HttpRequest, told: elsewhere.Told, token: str) -> HttpResponse | None:
    copy = EvidenceCopy.objects.select_related("file__incident").filter(pk=told.key).first()
    return shown(copy) if copy and access.can_read(told.reader, copy.file.incident) else None
