"""The incident document, format incident/1: a plain library without framework, clock or database."""

from incidents.format.accounts import differing, reconcile, settle, told
from incidents.format.canonical import canonical, digest, normalized
from incidents.format.difference import Change, difference, facts
from incidents.format.faults import FieldError, InvalidDocument
from incidents.format.leaf_tree import (
    Leaf,
    LeafTree,
    disclose,
    leaves,
    prove,
    verify_disclosure,
    verify_leaf,
)
from incidents.format.merging import merge
from incidents.format.pointer import get, holds, join, remove, set, split
from incidents.format.schema import FORMAT, is_fact, list_kind, load_schema, schema_at
from incidents.format.screening import parse
from incidents.format.validation import checked, validate

__all__ = [
    "FORMAT",
    "Change",
    "FieldError",
    "InvalidDocument",
    "Leaf",
    "LeafTree",
    "canonical",
    "checked",
    "difference",
    "differing",
    "digest",
    "disclose",
    "facts",
    "get",
    "holds",
    "is_fact",
    "join",
    "leaves",
    "list_kind",
    "load_schema",
    "merge",
    "normalized",
    "parse",
    "prove",
    "reconcile",
    "remove",
    "schema_at",
    "set",
    "settle",
    "split",
    "told",
    "validate",
    "verify_disclosure",
    "verify_leaf",
]
