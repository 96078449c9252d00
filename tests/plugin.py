"""Two house rules as a pytest plugin.

`--assurance "I1 I3"` (or `all`) runs the tests that carry those ids and prints a line each: id, pass or fail, the figure.
REQUIRED_TESTS="browser postgres" fails the run where a test with such a marker was skipped: on the machine that must
have the service, a silent skip would be a hole.
"""

import os
from collections import defaultdict
from pathlib import Path

import pytest

REQUIRED = set(os.environ.get("REQUIRED_TESTS", "").split())
PAGE = Path(__file__).resolve().parent.parent / "docs" / "assurance.md"
INTRO = """# Assurance

What the project promises, and whether the tests that hold each promise pass. Made by `make assurance`; the ids are those of
the test plan (letters) and of the list of deliverables (numbers).

| id | result | tests | figure |
| --- | --- | --- | --- |
"""


class Ledger:
    def __init__(self, config: pytest.Config) -> None:
        self.wanted = config.getoption("assurance")
        self.outcomes: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.ids: dict[str, list[str]] = {}
        self.skipped_required: list[str] = []

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        for item in items:
            self.ids[item.nodeid] = [mark.args[0] for mark in item.iter_markers("assurance")]
            item.user_properties += [("assurance", id_) for id_ in self.ids[item.nodeid]]  # told by a worker to whoever prints
        if not self.wanted:
            dropped = [item for item in items if item.get_closest_marker("slow")]
        else:
            asked = None if self.wanted == "all" else set(self.wanted.split())
            dropped = [item for item in items if not (set(self.ids[item.nodeid]) & (asked or set(self.ids[item.nodeid])))]
        items[:] = [item for item in items if item not in set(dropped)]
        config.hook.pytest_deselected(items=dropped)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and REQUIRED & set(report.keywords):
            self.skipped_required.append(report.nodeid)
        if report.when == "call" or (report.when == "setup" and not report.passed):
            figure = "; ".join(str(value) for name, value in report.user_properties if name == "figure")
            for id_ in [value for name, value in report.user_properties if name == "assurance"]:
                self.outcomes[id_].append((report.outcome, figure))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped_required and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for nodeid in self.skipped_required:
            terminalreporter.write_line(f"skipped, but required here: {nodeid}", red=True)
        if not self.wanted:
            return
        rows = [(id_, *self.judge(self.outcomes[id_])) for id_ in sorted(self.outcomes, key=order)]
        for id_, verdict, count, figure in rows:
            terminalreporter.write_line(f"{id_:6} {verdict:8} {count:>3} tests  {figure}")
        lines = {id_: f"| {id_} | {verdict} | {count} | {figure or '–'} |\n" for id_, verdict, count, figure in rows}
        if self.wanted != "all":  # the rows of what was asked for are made anew, the others stay
            asked = set(self.wanted.split())
            lines = {**self.printed(), **{id_: line for id_, line in lines.items() if id_ in asked}}
        PAGE.write_text(INTRO + "".join(lines[id_] for id_ in sorted(lines, key=order)))

    @staticmethod
    def printed() -> dict[str, str]:
        rows = PAGE.read_text().removeprefix(INTRO).splitlines(keepends=True) if PAGE.exists() else []
        return {line.split(" | ")[0].removeprefix("| "): line for line in rows}

    @staticmethod
    def judge(outcomes: list[tuple[str, str]]) -> tuple[str, int, str]:
        kinds = {outcome for outcome, _ in outcomes}
        verdict = "fail" if "failed" in kinds else "skipped" if "skipped" in kinds else "pass"
        return verdict, len(outcomes), "; ".join(figure for _, figure in outcomes if figure)


def order(id_: str) -> tuple[str, list[int]]:
    letters = "".join(c for c in id_ if c.isalpha())
    return letters, [int(part) for part in "".join(c if c.isdigit() else " " for c in id_).split()]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--assurance", default="", help="ids of promises to run, or `all`")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Ledger(config), "threshold-ledger")


@pytest.fixture
def figure(record_property):
    """Notes the measured figure of a promise, to be printed beside its id."""
    return lambda text: record_property("figure", text)
