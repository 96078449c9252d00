"""Routes of casework: cases, the attorney's page of an incident, and the law as pages."""

from django.urls import path

from casework.views import cases, deadlines, decide, law, place, register, releases

urlpatterns = [
    path("cases/", cases.case_list, name="case-list"),
    path("cases/open/<uuid:incident>/", cases.open_case, name="case-open"),
    path("cases/join/<uuid:incident>/", cases.join_case, name="case-join"),
    path("cases/<uuid:case>/", cases.case_page, name="case"),
    path("cases/<uuid:case>/incidents/", cases.add_incident, name="case-add-incident"),
    path("cases/<uuid:case>/members/", cases.add_member, name="case-add-member"),
    path("cases/<uuid:case>/members/<int:user>/lead/", cases.change_lead, name="case-change-lead"),
    path("cases/<uuid:case>/walls/", cases.raise_wall, name="case-raise-wall"),
    path("cases/<uuid:case>/walls/<int:user>/lift/", cases.lift_wall, name="case-lift-wall"),
    path("cases/<uuid:case>/members/<int:user>/remove/", cases.remove_member, name="case-remove-member"),
    path("cases/<uuid:case>/incidents/<uuid:incident>/", decide.case_incident, name="case-incident"),
    path("cases/<uuid:case>/incidents/<uuid:incident>/others/", decide.others, name="case-others"),
    path("cases/<uuid:case>/incidents/<uuid:incident>/settle/", decide.settle, name="case-settle"),
    path("cases/<uuid:case>/findings/<uuid:finding>/", decide.finding, name="finding"),
    path("cases/<uuid:case>/findings/<uuid:finding>/adopt/", decide.adopt, name="finding-adopt"),
    path("cases/<uuid:case>/findings/<uuid:finding>/decide/", decide.decide, name="finding-decide"),
    path("cases/<uuid:case>/deadlines/", deadlines.case_deadlines, name="case-deadlines"),
    path("cases/<uuid:case>/deadlines/<int:deadline>/", deadlines.take_over, name="case-deadline"),
    path("law/places/", place.places, name="law-places"),
    path("law/places/<slug:state>/card/", place.card, name="law-card"),
    path("law/register/", register.register, name="register"),
    path("law/register/questions/", register.questions, name="register-questions"),
    path("law/register/questions/<int:question>/", register.answer, name="register-answer"),
    path("law/register/agencies/<int:listed>/", register.agency, name="register-agency"),
    path("law/releases/", releases.release_page, name="law-releases"),
    path("law/releases/weigh/", releases.weigh, name="law-weigh"),
    path("law/releases/adopt/", releases.adopt, name="law-adopt"),
    path("law/rules/<slug:code>/", law.rule, name="rule"),
    path("law/authorities/<path:authority>/", law.authority, name="authority"),
]
