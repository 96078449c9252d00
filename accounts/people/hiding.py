"""Keeps the token of a link out of the logs: whoever reads a log must not be able to join with it."""

import logging
import re

LINK = re.compile(r"(/(?:join|files)/)[^/\s]+")


class WithoutLinks(logging.Filter):
    """For loggers that write addresses down: what stands where a token would is left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(LINK.sub(r"\1…", one) if isinstance(one, str) else one for one in record.args)
        return True
