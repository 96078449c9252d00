from django.urls import path

from incidents.intake.views import account, agencies, answering, changing, files, gallery, proving, reading, sections, starting

urlpatterns = [
    path("agencies/", agencies.agency_search, name="agency-search"),
    path("incidents/", starting.incident_list, name="incident-list"),
    path("incidents/new/", starting.incident_new, name="incident-new"),
    path("incidents/drafts/<uuid:identifier>/discard/", starting.draft_discard, name="draft-discard"),
    path("incidents/drafts/<uuid:identifier>/<slug:screen>/", starting.incident_quick, name="incident-quick"),
    path("incidents/<uuid:identifier>/", reading.incident, name="incident"),
    path("incidents/<uuid:identifier>/account/", account.incident_account, name="incident-account"),
    path("incidents/<uuid:identifier>/sealed/", reading.sealed, name="incident-sealed"),
    path("incidents/<uuid:identifier>/questions/", sections.incident_questions, name="incident-questions"),
    path("incidents/<uuid:identifier>/questions/<slug:topic>/", answering.incident_topic, name="incident-topic"),
    path("incidents/<uuid:identifier>/questions/<slug:topic>/<path:member>/", answering.incident_topic, name="incident-topic"),
    path("incidents/<uuid:identifier>/add/<slug:list_name>/", sections.incident_add, name="incident-add"),
    path("incidents/<uuid:identifier>/take-back/", changing.incident_retract, name="incident-retract"),
    path("incidents/<uuid:identifier>/another-door/", changing.incident_another_door, name="incident-another-door"),
    path("incidents/<uuid:identifier>/join/", changing.incident_join, name="incident-join"),
    path("incidents/<uuid:identifier>/join/<int:user>/end/", changing.incident_leave, name="incident-leave"),
    path("incidents/<uuid:identifier>/files/", files.incident_evidence_add, name="incident-evidence-add"),
    path("incidents/<uuid:identifier>/prove/", proving.incident_prove, name="incident-prove"),
    path("incidents/<uuid:identifier>/files/<str:key>/", gallery.evidence_file, name="evidence-file"),
    path("incidents/<uuid:identifier>/files/<str:key>/prove/", proving.evidence_prove, name="evidence-prove"),
    path("incidents/<uuid:identifier>/files/<str:key>/copies/<slug:name>/", gallery.evidence_copy, name="evidence-copy"),
    path("incidents/<uuid:identifier>/files/<str:key>/original/", files.evidence_original, name="evidence-original"),
]
