"""Routes of signing in and of one's own account. The library finds its pages by its own names, the project by short ones."""

from django.urls import path

from accounts.signing import views

sign_in, sign_out, account, passkeys = views.SignIn.as_view(), views.SignOut.as_view(), views.account, views.Passkeys.as_view()
urlpatterns = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-in/second-step/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", views.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-out/", sign_out, name="account_logout"),
    path("sign-out/", sign_out, name="sign-out"),
    path("account/", account, name="mfa_index"),
    path("account/", account, name="account"),
    path("account/confirm/", views.Confirm.as_view(), name="account_reauthenticate"),
    path("account/confirm/code/", views.ConfirmCode.as_view(), name="mfa_reauthenticate"),
    path("account/confirm/passkey/", views.ConfirmPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("account/code-app/", views.AddCodeApp.as_view(), name="mfa_activate_totp"),
    path("account/code-app/remove/", views.RemoveCodeApp.as_view(), name="mfa_deactivate_totp"),
    path("account/passkeys/", passkeys, name="mfa_list_webauthn"),
    path("account/passkeys/add/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/", views.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("account/recovery-codes/", views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", views.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("account/sessions/", views.session_list, name="sessions"),
    path("account/sessions/others/end/", views.session_end_others, name="sessions-end-others"),
    path("account/sessions/<int:pk>/end/", views.session_end, name="session-end"),
    path("account/keys/", views.token_list, name="tokens"),
    path("account/keys/<int:pk>/end/", views.token_end, name="token-end"),
]
