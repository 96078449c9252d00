"""Signing in and out."""

from django.contrib.auth import views

from accounts.forms import SignInForm


class SignIn(views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


sign_in = SignIn.as_view()
sign_out = views.LogoutView.as_view()
