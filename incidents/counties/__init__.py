"""County from coordinates by boundary data: pure, offline, on a day. Says where the lines are too near to tell."""

from incidents.counties.lookup import MARGIN_KM, Found, borders, county_at, digest, known_counties, outlines

__all__ = ["MARGIN_KM", "Found", "borders", "county_at", "digest", "known_counties", "outlines"]
