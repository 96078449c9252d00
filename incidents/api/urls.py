from django.urls import path

from incidents.api import uploads, views

urlpatterns = [
    path("incidents/", views.Incidents.as_view(), name="api-incidents"),
    path("incidents/<uuid:identifier>/", views.OneIncident.as_view(), name="api-incident"),
    path("incidents/<uuid:identifier>/revisions/", views.Revisions.as_view(), name="api-revisions"),
    path("incidents/<uuid:identifier>/revisions/<int:number>/", views.OneRevision.as_view(), name="api-revision"),
    path("incidents/<uuid:identifier>/retractions/", views.Retractions.as_view(), name="api-retractions"),
    path("incidents/<uuid:identifier>/differences/", views.Differences.as_view(), name="api-differences"),
    path("incidents/<uuid:identifier>/uploads/", uploads.Uploads.as_view(), name="api-uploads"),
    path("incidents/<uuid:identifier>/uploads/<uuid:upload>/", uploads.OneUpload.as_view(), name="api-upload"),
]
