"""Every route of the instance."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("language/", views.set_language, name="set_language"),
    path("", include("accounts.urls")),
]
api: list[URLPattern | URLResolver] = [
    path("v1/", include("incidents.api.urls")),
    path("v1/", include("casework.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
]
urlpatterns.append(path("api/", include(api)))
for module in ("incidents.intake.urls", "casework.urls", "reports.urls"):
    if find_spec(module.removesuffix(".urls")) and find_spec(module):
        urlpatterns.append(path("", include(module)))
if settings.DEBUG:
    urlpatterns.append(path("parts/", views.parts, name="parts"))

handler400 = "config.views.bad_request"
handler403 = "config.views.permission_denied"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"
