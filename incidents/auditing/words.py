"""Acts and subjects of the ledger in plain words. A test finds an act that is written and has no words here."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "incident.received": _("Recorded an incident"),
    "incident.revised": _("Revised an incident"),
    "incident.evaluated": _("Compared an incident with the law"),
    "incident.reader_granted": _("Let somebody read an incident"),
    "incident.reader_withdrawn": _("Took back that somebody may read an incident"),
    "evidence.received": _("Handed in a file"),
    "evidence.inspected": _("Looked into a file for what it is"),
    "evidence.opened": _("Opened an original"),
    "evidence.set_aside": _("Set stored files aside that no row names"),
    "drafts.dropped": _("Deleted drafts of people locked out for 30 days"),
    "incident.facts_proved": _("Handed out chosen facts of an incident with their proof"),
    "evidence.proved": _("Handed out the proof of what the ledger holds of a file"),
    "evidence.custody_drafted": _("Drafted the custody papers of a file"),
    "identity.entered": _("Entered who a person is"),
    "identity.opened": _("Looked up who a person is"),
    "identity.agreement": _("Recorded what a person agreed to"),
    "agreement.added": _("Added an agreement to the register"),
    "agreement.ended": _("Recorded the end of an agreement"),
    "register.sheet_imported": _("Imported a sheet into the register of agreements"),
    "register.question_answered": _("Answered a question of the register of agreements"),
    "register.followed_anew": _("Followed the register of agreements anew"),
    "agencies.imported": _("Imported a list of agencies"),
    "agreements.stated": _("Stated which agreements stood for an incident"),
    "rule.adopted": _("Adopted a rule for a finding"),
    "authority.read": _("Recorded having read an authority"),
    "finding.decided": _("Decided a finding"),
    "case.opened": _("Opened a case"),
    "case.member_added": _("Put somebody on a case"),
    "incident.wall_raised": _("Kept somebody from an incident"),
    "incident.wall_lifted": _("No longer keeps somebody from an incident"),
    "case.wall_raised": _("Kept somebody from a case"),
    "case.wall_lifted": _("No longer keeps somebody from a case"),
    "case.lead_changed": _("Gave the lead of a case to another attorney"),
    "case.member_removed": _("Took somebody off a case"),
    "case.incident_added": _("Put an incident into a case"),
    "case.deadlines_computed": _("Computed the deadlines of a case"),
    "case.deadline_taken_over": _("Let a deadline stand as it is computed now"),
    "report.requested": _("Asked for a report"),
    "report.composed": _("Composed a report"),
    "report.downloaded": _("Downloaded a report"),
    "invitation.made": _("Made an invitation"),
    "invitation.withdrawn": _("Withdrew a link"),
    "person.joined": _("Joined by an invitation"),
    "person.added": _("Added a person at the command line"),
    "person.role_changed": _("Changed somebody's role"),
    "person.locked_out": _("Locked somebody out"),
    "person.let_in": _("Let somebody back in"),
    "person.left": _("Left the instance"),
    "person.link_made": _("Made a link for a new password"),
    "person.password_set": _("Set a new password by a link"),
    "person.token_made": _("Made a key for a program"),
    "person.token_ended": _("Ended a key for a program"),
    "person.second_factor_removed": _("Removed somebody's second factor"),
    "ledger.check_asked": _("Asked for a verification of the ledger"),
    "ledger.exported": _("Exported the ledger"),
    "ledger.checkpoints_exported": _("Exported the signed checkpoints of the ledger"),
    "ledger.key_put_in_use": _("Named the key that signs the ledger"),
    "law.adopted": _("Put a release of the law in force"),
    "instance.restored": _("Brought the instance back from a backup"),
    "instance.sheet_put_away": _("Said that the recovery sheet is put away"),
    "instance.about_read": _("Said to have read what is kept"),
    "instance.mail_off": _("Said that mail stays off"),
    "instance.mail_tried": _("Tried whether mail works"),
}

KINDS: dict[str, str | Promise] = {
    "incident": _("Incident"),
    "case": _("Case"),
    "finding": _("Finding"),
    "authority": _("Authority"),
    "agreement": _("Agreement"),
    "sheet": _("Sheet"),
    "register": _("Register"),
    "register_question": _("Question of the register"),
    "agencies": _("Agencies"),
    "person": _("Person"),
    "invitation": _("Link"),
    "instance": _("This instance"),
    "ledger": _("Ledger"),
    "evidence": _("Stored files"),
    "drafts": _("Drafts"),
}


def act_words(act: str) -> str:
    """The act in plain words; one that has none is shown as it is written."""
    return str(ACTS.get(act, act))


def subject_words(subject: str, names: dict[str, str]) -> str:
    """A subject as its kind and the start of its id; a person by name. `names`: name by subject."""
    kind, _colon, identifier = subject.partition(":")
    word = str(KINDS.get(kind, kind))
    if not identifier:
        return word
    shown = names.get(subject) or (identifier if len(identifier) <= 12 else f"{identifier[:8]}…")
    return f"{word} {shown}"
