"""Who may do what: the one declared table. A route that is not here fails the build; what the code does otherwise, too.

A row: the route's name, the act in plain words, who may read it (GET), send to it (POST) and change it (PATCH, DELETE). Whoever
is not named is told that it does not exist (404), that the method is not known (405), or to sign in.
"""

from typing import NamedTuple

# With the second factor that their role needs.
SIGNED_IN = frozenset(
    {"maker", "joined", "volunteer", "coordinator", "far", "attorney", "off", "walled", "reviewer", "idle", "auditor"}
    | {"administrator"}
)
ENROLLING = SIGNED_IN | {"pending"}
PROGRAMS = frozenset({"maker's key", "attorney's key"})
EVERYBODY = ENROLLING | PROGRAMS | {"gone", "anonymous"}
NOBODY: frozenset[str] = frozenset()
STRANGERS = frozenset({"gone", "anonymous"}) | PROGRAMS  # for a page, a program with a key is a stranger

RECORDERS = frozenset({"maker", "joined", "volunteer", "coordinator", "far", "attorney", "off", "walled"})
REVISERS = frozenset({"maker", "joined", "coordinator", "attorney"})
READERS = REVISERS | {"reviewer"}
KEEPERS = frozenset({"maker", "coordinator", "attorney"})
ORIGINALS = REFERRING = frozenset({"coordinator", "attorney"})
SEES_CASES = frozenset({"coordinator", "far", "attorney", "off", "walled", "reviewer", "idle"})
ON_CASE = frozenset({"attorney", "reviewer"})
DECIDES = frozenset({"attorney"})
ATTORNEYS = frozenset({"attorney", "off", "walled"})
REGISTRARS = frozenset({"coordinator", "far", "attorney", "off", "walled"})
LOOKS_AFTER = frozenset({"coordinator", "far", "administrator"})
ADMINISTRATORS = frozenset({"administrator"})
AUDITORS = frozenset({"auditor"})
HAS_APP = frozenset({"coordinator", "far", "attorney", "off", "walled", "reviewer", "idle", "auditor", "administrator"})


MAKER_ALONE = frozenset({"maker", "maker's key"})


class Row(NamedTuple):
    name: str
    act: str
    get: frozenset[str] = NOBODY
    post: frozenset[str] = NOBODY
    change: frozenset[str] = NOBODY  # by PATCH and DELETE


ROOMS: dict[str, tuple[Row, ...]] = {
    "Everybody": (
        Row("home", "Go to one's own work", SIGNED_IN, SIGNED_IN),
        Row("about", "Read what is kept and who can see it", EVERYBODY, EVERYBODY),
        Row("set_language", "Choose the language", EVERYBODY, EVERYBODY),
        Row("account_login", "Sign in", EVERYBODY - {"pending"}, EVERYBODY - {"pending"}),
        Row("mfa_authenticate", "Give the second factor", EVERYBODY - {"pending"}, EVERYBODY - {"pending"}),
        Row("mfa_login_webauthn", "Sign in with a passkey", EVERYBODY - {"pending"}, EVERYBODY - {"pending"}),
        Row("account_logout", "Sign out", NOBODY, EVERYBODY),
        Row("join", "Join by an invitation", NOBODY, NOBODY),
        Row("join-arrive", "Follow the link of an invitation", EVERYBODY),
    ),
    "One's own account": (
        Row("mfa_index", "See one's own account", ENROLLING),
        Row("account_reauthenticate", "Confirm with the password", ENROLLING, ENROLLING),
        Row("mfa_reauthenticate", "Confirm with a code", ENROLLING, ENROLLING),
        Row("mfa_reauthenticate_webauthn", "Confirm with a passkey", ENROLLING, ENROLLING),
        Row("account_change_password", "Change one's password", SIGNED_IN, SIGNED_IN),
        Row("mfa_activate_totp", "Set up an app that shows codes", ENROLLING, ENROLLING),
        Row("mfa_deactivate_totp", "Remove the app", HAS_APP, HAS_APP),
        Row("mfa_list_webauthn", "See one's passkeys", ENROLLING),
        Row("mfa_add_webauthn", "Set up a passkey", ENROLLING, ENROLLING),
        Row("mfa_edit_webauthn", "Rename a passkey", SIGNED_IN, SIGNED_IN),
        Row("mfa_remove_webauthn", "Remove a passkey", SIGNED_IN, SIGNED_IN),
        Row("mfa_view_recovery_codes", "See one's recovery codes", NOBODY),
        Row("mfa_generate_recovery_codes", "Make new recovery codes", SIGNED_IN, SIGNED_IN),
        Row("sessions", "See where one is signed in", SIGNED_IN),
        Row("sessions-end-others", "Sign out everywhere else", NOBODY, SIGNED_IN),
        Row("session-end", "Sign out in one other place", NOBODY, NOBODY),
        Row("tokens", "See and make keys for programs", SIGNED_IN, SIGNED_IN),
        Row("token-end", "End a key of one's own", NOBODY, frozenset({"maker"})),
        Row("leave", "Leave the instance", ENROLLING, ENROLLING),
    ),
    "People": (
        Row("people", "See people", LOOKS_AFTER),
        Row("people-invite", "Invite somebody", LOOKS_AFTER, LOOKS_AFTER),
        Row("invitation-withdraw", "Withdraw an invitation", NOBODY, ADMINISTRATORS),
        Row("person", "See a person", ADMINISTRATORS),
        Row("person-role", "Give somebody another role", NOBODY, ADMINISTRATORS),
        Row("person-link", "Make a link for a new password", NOBODY, ADMINISTRATORS),
        Row("person-factor", "Remove somebody's second factor", NOBODY, ADMINISTRATORS),
        Row("person-lock-out", "Lock somebody out", NOBODY, ADMINISTRATORS),
        Row("person-let-in", "Let somebody back in", NOBODY, ADMINISTRATORS),
        Row("first-step", "Take a first step of the instance", NOBODY, ADMINISTRATORS),
    ),
    "The ledger": (
        Row("ledger", "Read the custody ledger", AUDITORS),
        Row("ledger-check", "Have it verified", NOBODY, AUDITORS),
        Row("ledger-export", "Take it away for a verifier elsewhere", NOBODY, AUDITORS),
        Row("ledger-checkpoints", "Have it signed, and take its signed checkpoints away", NOBODY, AUDITORS),
    ),
    "The record": (
        Row("incident-list", "List the records one can see", RECORDERS, RECORDERS),
        Row("incident-new", "Begin a record", RECORDERS, RECORDERS),
        Row("draft-discard", "Discard one's own draft", NOBODY, frozenset({"maker"})),
        Row("incident-quick", "Go on with one's own draft", frozenset({"maker"}), frozenset({"maker"})),
        Row("incident", "Read a record", READERS, READERS),
        Row("incident-sealed", "Read what happens after the first record", READERS, READERS),
        Row("incident-account", "Give an account of one's own", REVISERS, REVISERS),
        Row("incident-questions", "Choose what to add", REVISERS, REVISERS),
        Row("incident-topic", "Answer questions", REVISERS, REVISERS),
        Row("incident-add", "Add somebody or something to the record", REVISERS, REVISERS),
        Row("incident-retract", "Take something back", REVISERS, REVISERS),
        Row("incident-another-door", "Begin the record of another door", NOBODY, REVISERS),
        Row("incident-join", "Let somebody join", KEEPERS, KEEPERS),
        Row("incident-leave", "Take back that somebody joined", NOBODY, KEEPERS),
        Row("incident-evidence-add", "Add a photo or paper", REVISERS, REVISERS),
        Row("evidence-file", "See a file", READERS),
        Row("evidence-copy", "See a picture without its description", READERS),
        Row("file-elsewhere", "Take a file from the second host name, by its signed link", NOBODY),
        Row("evidence-original", "Open an original, with a reason", ORIGINALS, ORIGINALS),
        Row("incident-prove", "Prove chosen facts to somebody outside", DECIDES, DECIDES),
        Row("evidence-prove", "Prove what the ledger holds of a file", NOBODY, DECIDES),
        Row("evidence-custody", "Draft the custody papers of a file", NOBODY, DECIDES),
        Row("agency-search", "Look an agency up", SIGNED_IN),
    ),
    "Cases": (
        Row("case-list", "List the cases one can see", SEES_CASES),
        Row("case-open", "Open a case from a record", REFERRING, REFERRING),
        Row("case-join", "Put a record into a case", NOBODY, REFERRING),
        Row("case", "Read a case", REFERRING | {"reviewer"}),
        Row("case-add-incident", "Put another record into it", NOBODY, REFERRING),
        Row("case-add-member", "Put somebody on it", NOBODY, DECIDES),
        Row("case-change-lead", "Give the lead away", NOBODY, DECIDES),
        Row("case-raise-wall", "Keep somebody from it", NOBODY, DECIDES),
        Row("case-lift-wall", "Let them back", NOBODY, DECIDES),
        Row("case-remove-member", "Take somebody off it", NOBODY, DECIDES),
        Row("case-incident", "Read facts, findings and decisions", ON_CASE),
        Row("case-others", "Read what else was looked at", ON_CASE),
        Row("case-settle", "Settle a fact on which accounts differ", NOBODY, DECIDES),
        Row("finding", "Read one finding whole", ON_CASE),
        Row("finding-adopt", "Adopt the rule of a finding", NOBODY, DECIDES),
        Row("finding-decide", "Confirm, dismiss, or ask for facts", NOBODY, DECIDES),
        Row("case-deadlines", "Read the deadlines", REFERRING | {"reviewer"}),
        Row("case-deadline", "Take over a deadline", NOBODY, NOBODY),
    ),
    "Reports": (
        Row("report-request", "See and ask for reports", ON_CASE, DECIDES),
        Row("report", "See a report", ON_CASE),
        Row("report-again", "Ask for it again", NOBODY, DECIDES),
        Row("report-file", "Take its PDF away", ON_CASE),
    ),
    "The law": (
        Row("law-places", "Read the law of a place", SIGNED_IN),
        Row("law-card", "Read the card of a state", SIGNED_IN),
        Row("rule", "Read a rule", SIGNED_IN),
        Row("authority", "Read an authority; record having read its text", SIGNED_IN, ATTORNEYS),
        Row("law-releases", "See which release of the law is in force and what lies ready", ATTORNEYS | ADMINISTRATORS),
        Row("law-weigh", "Have a proposed release weighed", NOBODY, ATTORNEYS | ADMINISTRATORS),
        Row("law-adopt", "Put a proposed release in force", NOBODY, ATTORNEYS),
        Row("register", "Read the register of agreements", SIGNED_IN),
        Row("register-agency", "Read the agreements of an agency", NOBODY),
        Row("register-questions", "See what the register asks", REGISTRARS),
        Row("register-answer", "Answer it", NOBODY, NOBODY),
    ),
    "For programs": (
        Row("api-incidents", "List and record incidents", RECORDERS | PROGRAMS, RECORDERS | PROGRAMS),
        Row("api-incident", "Read an incident", REVISERS | PROGRAMS),
        Row("api-revisions", "Read and add revisions", REVISERS | PROGRAMS, REVISERS | PROGRAMS),
        Row("api-revision", "Read a revision", REVISERS | PROGRAMS),
        Row("api-retractions", "Take something back", NOBODY, REVISERS | PROGRAMS),
        Row("api-differences", "Compare revisions", REVISERS | PROGRAMS),
        Row("api-uploads", "Begin an upload that can be broken off", NOBODY, REVISERS | PROGRAMS),
        Row("api-upload", "Go on with an upload of one's own, or end it", MAKER_ALONE, NOBODY, MAKER_ALONE),
        Row("api-applicable-law", "Read the law of a place", SIGNED_IN | PROGRAMS),
        Row("api-evaluation", "Read an evaluation", REFERRING | {"reviewer", "attorney's key"}),
        Row("api-findings", "Read findings", REFERRING | {"reviewer", "attorney's key"}),
        Row("api-schema", "Read what the interface is", RECORDERS | PROGRAMS),
        Row("api-docs", "The same as a page", RECORDERS | PROGRAMS),
    ),
}
ROWS = {row.name: row for rows in ROOMS.values() for row in rows}
