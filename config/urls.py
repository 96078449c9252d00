"""Every route of the instance."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config import views
from config.instance import views as instance

api: list[URLPattern | URLResolver] = [
    path("v1/", include("incidents.api.urls")),
    path("v1/", include("casework.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path(
        "docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema", http_method_names=["get", "head"]), name="api-docs"
    ),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("first-steps/<slug:act>/", instance.first_step, name="first-step"),
    path("about/", views.about, name="about"),
    path("language/", views.set_language, name="set_language"),
    path("", include("accounts.urls")),
    path("", include("accounts.people.urls")),
    path("", include("incidents.intake.urls")),
    path("", include("incidents.auditing.urls")),
    path("", include("casework.urls")),
    path("", include("reports.urls")),
    path("api/", include(api)),
]
if settings.DEBUG:
    urlpatterns.append(path("parts/", views.parts, name="parts"))

handler400 = "config.views.bad_request"
handler403 = "config.views.permission_denied"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"
