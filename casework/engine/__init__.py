"""The law engine: a plain library without framework, clock or database. Load the law once; evaluate documents against it."""

from casework.engine.errors import LawError, Problem
from casework.engine.evaluation import FORMAT, Evaluation, evaluate
from casework.engine.explain import Explainer
from casework.engine.law import Authority, Law, Rule
from casework.engine.loader import load_law
from casework.engine.register import AgreementState, Register
from casework.engine.results import INDICATED, NOT_APPLICABLE, NOT_INDICATED, NOT_RAISED, POSSIBLE, Question, Result

__all__ = [
    "FORMAT",
    "INDICATED",
    "NOT_APPLICABLE",
    "NOT_INDICATED",
    "NOT_RAISED",
    "POSSIBLE",
    "AgreementState",
    "Authority",
    "Evaluation",
    "Explainer",
    "Law",
    "LawError",
    "Problem",
    "Question",
    "Register",
    "Result",
    "Rule",
    "evaluate",
    "load_law",
]
