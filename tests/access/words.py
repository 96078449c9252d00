"""Everybody who could come to an address, in words."""

WHO = {
    "maker": "the volunteer who made the record",
    "joined": "a volunteer who joined it",
    "volunteer": "another volunteer",
    "coordinator": "the coordinator of its state",
    "far": "a coordinator of another state",
    "attorney": "an attorney on the case",
    "off": "an attorney who is not on it",
    "walled": "an attorney who is kept from it",
    "reviewer": "a reviewer on the case",
    "idle": "a reviewer who is not on it",
    "auditor": "the auditor",
    "administrator": "an administrator",
    "pending": "an attorney on the case without a second factor",
    "gone": "somebody whose access has ended",
    "anonymous": "nobody signed in",
    "maker's key": "a program with the maker's key",
    "attorney's key": "a program with the attorney's key",
}
