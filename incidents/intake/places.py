"""States by USPS code, each with the time zone that most of it keeps, and the zones to choose from where one keeps two.

Source of the codes: USPS Publication 28, appendix B. Zone names: the IANA time zone database.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

EASTERN, CENTRAL, MOUNTAIN, PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
ALASKA, HAWAII, ARIZONA, ATLANTIC = "America/Anchorage", "Pacific/Honolulu", "America/Phoenix", "America/Puerto_Rico"
GUAM, SAMOA = "Pacific/Guam", "Pacific/Pago_Pago"
ZONES = (EASTERN, CENTRAL, MOUNTAIN, PACIFIC, ALASKA, HAWAII, ARIZONA, ATLANTIC, GUAM, SAMOA)

STATES: dict[str, tuple[str, str]] = {
    "AL": ("Alabama", CENTRAL), "AK": ("Alaska", ALASKA), "AZ": ("Arizona", ARIZONA), "AR": ("Arkansas", CENTRAL),
    "CA": ("California", PACIFIC), "CO": ("Colorado", MOUNTAIN), "CT": ("Connecticut", EASTERN), "DE": ("Delaware", EASTERN),
    "DC": ("District of Columbia", EASTERN), "FL": ("Florida", EASTERN), "GA": ("Georgia", EASTERN), "HI": ("Hawaii", HAWAII),
    "ID": ("Idaho", MOUNTAIN), "IL": ("Illinois", CENTRAL), "IN": ("Indiana", EASTERN), "IA": ("Iowa", CENTRAL),
    "KS": ("Kansas", CENTRAL), "KY": ("Kentucky", EASTERN), "LA": ("Louisiana", CENTRAL), "ME": ("Maine", EASTERN),
    "MD": ("Maryland", EASTERN), "MA": ("Massachusetts", EASTERN), "MI": ("Michigan", EASTERN), "MN": ("Minnesota", CENTRAL),
    "MS": ("Mississippi", CENTRAL), "MO": ("Missouri", CENTRAL), "MT": ("Montana", MOUNTAIN), "NE": ("Nebraska", CENTRAL),
    "NV": ("Nevada", PACIFIC), "NH": ("New Hampshire", EASTERN), "NJ": ("New Jersey", EASTERN), "NM": ("New Mexico", MOUNTAIN),
    "NY": ("New York", EASTERN), "NC": ("North Carolina", EASTERN), "ND": ("North Dakota", CENTRAL), "OH": ("Ohio", EASTERN),
    "OK": ("Oklahoma", CENTRAL), "OR": ("Oregon", PACIFIC), "PA": ("Pennsylvania", EASTERN), "RI": ("Rhode Island", EASTERN),
    "SC": ("South Carolina", EASTERN), "SD": ("South Dakota", CENTRAL), "TN": ("Tennessee", CENTRAL), "TX": ("Texas", CENTRAL),
    "UT": ("Utah", MOUNTAIN), "VT": ("Vermont", EASTERN), "VA": ("Virginia", EASTERN), "WA": ("Washington", PACIFIC),
    "WV": ("West Virginia", EASTERN), "WI": ("Wisconsin", CENTRAL), "WY": ("Wyoming", MOUNTAIN),
    "AS": ("American Samoa", SAMOA), "GU": ("Guam", GUAM), "MP": ("Northern Mariana Islands", GUAM),
    "PR": ("Puerto Rico", ATLANTIC), "VI": ("U.S. Virgin Islands", ATLANTIC),
}  # fmt: skip

# The languages most spoken by those who call, by BCP 47 tag, as their speakers write them.
SPOKEN = [
    ("en", "English"), ("es", "Español"), ("ht", "Kreyòl ayisyen"), ("pt", "Português"), ("fr", "Français"),
    ("zh", "中文"), ("vi", "Tiếng Việt"), ("ar", "العربية"), ("so", "Soomaali"), ("am", "አማርኛ"), ("uk", "Українська"),
    ("ru", "Русский"), ("quc", "K'iche'"), ("mam", "Mam"), ("nah", "Nāhuatl"), ("und", _("Another language")),
]  # fmt: skip


def name_of(state: str) -> str:
    return STATES[state][0] if state in STATES else state


def at_place(local: datetime, state: str, zone: str = "") -> datetime:
    """A wall-clock time with the offset that its place kept at that moment; `zone` where it is not the state's usual one."""
    return local.replace(tzinfo=ZoneInfo(zone or STATES[state][1]))
