from django.urls import path

from accounts.people.views import joining, looking_after

urlpatterns = [
    path("join/", joining.join, name="join"),
    path("join/<str:token>/", joining.arrive, name="join-arrive"),
    path("people/", looking_after.people_list, name="people"),
    path("people/invite/", looking_after.invite, name="people-invite"),
    path("people/invitations/<int:pk>/withdraw/", looking_after.withdraw, name="invitation-withdraw"),
    path("people/<int:pk>/", looking_after.person_page, name="person"),
    path("people/<int:pk>/role/", looking_after.change_role, name="person-role"),
    path("people/<int:pk>/link/", looking_after.make_link, name="person-link"),
    path("people/<int:pk>/second-factor/remove/", looking_after.remove_factor, name="person-factor"),
    path("people/<int:pk>/lock-out/", looking_after.lock_out, name="person-lock-out"),
    path("people/<int:pk>/let-in/", looking_after.let_in, name="person-let-in"),
    path("account/leave/", joining.leave, name="leave"),
]
