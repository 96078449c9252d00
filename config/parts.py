"""Example content for the page that shows every part of the look. No real person, address or case."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

YES_NO = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Don't know")), ("", _("Not asked"))]
HOW_KNOWN = [("saw", _("I saw it")), ("heard", _("I heard it")), ("told", _("I was told"))]
DIGEST = "9f2c4e1ab07d35c8e6f1029bd48a7753c0e51f6a2d94b8830b7cde4a15f6928e"


class ExampleForm(forms.Form):
    account = forms.CharField(
        label=_("What happened, in your own words"),
        help_text=_("Only what you saw and heard yourself. You can add more later."),
        widget=forms.Textarea,
    )
    started = forms.TimeField(label=_("When did they knock?"), help_text=_("As near as you can, for example 6:40."))
    agency_count = forms.ChoiceField(label=_("How many officers were there?"), choices=[("", "–"), ("1", "1–3"), ("4", "4–9")])
    shown = forms.MultipleChoiceField(
        label=_("What could be read on their clothes?"),
        choices=[("police", _("POLICE")), ("ice", _("ICE or ERO")), ("sheriff", _("SHERIFF")), ("none", _("Nothing"))],
        widget=forms.CheckboxSelectMultiple,
    )
    adult = forms.BooleanField(label=_("Somebody who lives there told me this may be kept"))


class QuestionForm(forms.Form):
    entered = forms.ChoiceField(
        label=_("Did any of them step inside the home?"),
        choices=YES_NO,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "answers"}),
    )
    entered_known = forms.ChoiceField(
        label=_("How do you know?"), choices=HOW_KNOWN, required=False, widget=forms.RadioSelect(attrs={"class": "source"})
    )
    paper = forms.ChoiceField(
        label=_("Did you see a paper with a judge's name on it?"),
        choices=YES_NO,
        required=False,
        help_text=_("A paper that only names an agency or an officer is a different paper."),
        widget=forms.RadioSelect(attrs={"class": "answers"}),
    )


class RuleOutForm(forms.Form):
    ruled_out = forms.MultipleChoiceField(
        label=_("Before you confirm, rule out each of these"),
        help_text=_("No recorded fact can answer them. Tick a box when you have checked it."),
        choices=[
            ("order", _("No order of another court allowed the entry.")),
            ("probation", _("Nobody living there was subject to a search condition.")),
        ],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "must"}),
    )


def authority(citation: str, proposition: str, **more: str) -> dict[str, str]:
    return {"citation": citation, "proposition": proposition, **more}


def example_trace() -> dict[str, object]:
    payton = authority(
        "Payton v. New York, 445 U.S. 573 (1980)",
        gettext("Officers need a warrant signed by a judge, or consent, or an emergency, to enter a home for an arrest."),
        binds=gettext("All courts and officers in the United States"),
        days=gettext("Decided 15 April 1980"),
        read_by=gettext("Ada Brandt, 3 March 2026"),
    )
    jimeno = authority(
        "Florida v. Jimeno, 500 U.S. 248 (1991)",
        gettext("How far consent reaches is what a reasonable person would have understood."),
        days=gettext("Decided 23 May 1991"),
    )
    account_1 = {"label": gettext("Account 1, line 4"), "href": "#accounts", "how": "saw"}
    account_2 = {"label": gettext("Account 2, line 2"), "href": "#accounts", "how": "told"}
    entry = {
        "value": True,
        "text": gettext("Officers went into the home"),
        "authorities": [payton],
        "open": True,
        "key": "entry",
        "children": [
            {"value": True, "text": gettext("At least one officer stepped over the doorsill"), "sources": [account_1]},
            {"value": True, "text": gettext("The place is a home where somebody lives"), "sources": [account_1, account_2]},
        ],
    }
    consent = {
        "value": None,
        "text": gettext("Nobody who lives there agreed to it"),
        "authorities": [jimeno],
        "open": True,
        "key": "consent",
        "note": gettext("The accounts differ on whether the door was opened before or after the officers asked."),
        "children": [
            {"value": True, "text": gettext("Somebody said no at the door"), "sources": [account_1]},
            {"value": None, "text": gettext("Nobody has said whether a second adult opened the back door"), "sources": []},
        ],
    }
    warrant = {"value": False, "text": gettext("A warrant signed by a judge named this home"), "sources": [account_2]}
    return {
        "value": None,
        "text": gettext("The officers went into the home without a judge's warrant"),
        "open": True,
        "key": "root",
        "children": [entry, consent, warrant],
    }


def examples() -> dict[str, object]:
    wrong = ExampleForm({"w-started": "quarter to", "w-agency_count": "1", "w-shown": ["police"]}, prefix="w")
    return {
        "form": wrong,
        "question": QuestionForm(initial={"entered": "yes", "entered_known": "saw", "paper": ""}, prefix="q"),
        "rule_out": RuleOutForm(prefix="r"),
        "trace": example_trace(),
        "digest": DIGEST,
        "statuses": ["indicated", "possible", "not_indicated", "not_raised", "not_applicable", "unknown"],
        "steps": [_("Your account"), _("What happened at the door"), _("Papers and people"), _("Photos and files")],
    }
