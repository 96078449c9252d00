"""Proofs over the leaves of a Merkle tree (RFC 6962, section 2.1), made in one pass: leaf hashes may come from anywhere.

A proof is a list of roots of runs of leaves. Which runs these are follows from the numbers alone, so that the leaves are read
once, in order, and only some thirty hashes are held, however large the tree is.
"""

from collections.abc import Iterable, Sequence

from incidents.proofs.verify import Growing

Run = tuple[int, int]  # leaves from the first up to and without the second


def split(count: int) -> int:
    """The largest power of two smaller than the count."""
    return 1 << ((count - 1).bit_length() - 1)


def inclusion_runs(index: int, size: int) -> list[Run]:
    """PATH of section 2.1.1, leaf to root. Raises ValueError where there is no such leaf."""
    if not 0 <= index < size:
        raise ValueError(f"There is no leaf {index} among {size}.")
    return _path(index, 0, size)


def _path(index: int, start: int, end: int) -> list[Run]:
    if end - start == 1:
        return []
    middle = start + split(end - start)
    if index < middle:
        return [*_path(index, start, middle), (middle, end)]
    return [*_path(index, middle, end), (start, middle)]


def consistency_runs(first: int, size: int) -> list[Run]:
    """PROOF of section 2.1.2. Raises ValueError where the first tree is no beginning of the second."""
    if not 0 <= first <= size:
        raise ValueError(f"A tree of {first} leaves is no beginning of one of {size}.")
    return [] if first == 0 else _subproof(first, 0, size, whole=True)


def _subproof(first: int, start: int, end: int, *, whole: bool) -> list[Run]:
    if first == end:
        return [] if whole else [(start, end)]
    middle = start + split(end - start)
    if first <= middle:
        return [*_subproof(first, start, middle, whole=whole), (middle, end)]
    return [*_subproof(first, middle, end, whole=False), (start, middle)]


class Runs:
    """Takes every leaf hash of a tree in order and gives the roots of the wanted runs, none of which overlap."""

    def __init__(self, wanted: Sequence[Run]) -> None:
        self.wanted = list(wanted)
        self._order = sorted(wanted)
        self._next, self._seen = 0, 0
        self._tree = Growing()
        self._roots: dict[Run, bytes] = {}

    def push(self, leaf: bytes) -> None:
        if self._next < len(self._order):
            start, end = run = self._order[self._next]
            if self._seen >= start:
                self._tree.push(leaf)
            if self._seen + 1 == end:
                self._roots[run] = self._tree.root()
                self._next, self._tree = self._next + 1, Growing()
        self._seen += 1

    def roots(self) -> list[bytes]:
        """In the order in which the runs were given. Raises ValueError where leaves are still to come."""
        if len(self._roots) != len(self.wanted):
            raise ValueError(f"The tree has more than the {self._seen} leaves that were given.")
        return [self._roots[run] for run in self.wanted]


def inclusion_proof(leaves: Iterable[bytes], index: int, size: int) -> list[bytes]:
    """The audit path of one leaf, leaf to root. `leaves` are the leaf hashes from the first on. Raises ValueError."""
    return _roots(leaves, inclusion_runs(index, size))


def consistency_proof(leaves: Iterable[bytes], first: int, size: int) -> list[bytes]:
    """That the first `first` leaves are the beginning of the first `size`. Raises ValueError."""
    return _roots(leaves, consistency_runs(first, size))


def _roots(leaves: Iterable[bytes], wanted: Sequence[Run]) -> list[bytes]:
    runs = Runs(wanted)
    for leaf in leaves:
        runs.push(leaf)
    return runs.roots()
