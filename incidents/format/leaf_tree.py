"""A salted hash tree over the facts of a document, so that some can be shown and proved while the rest stays unknown.

leaf  = SHA-256(0x00 || salt || canonical([path, value])), sorted by the UTF-8 bytes of the path
node  = SHA-256(0x01 || left || right), split at the largest power of two below the count (RFC 6962, section 2.1)
salt  = HMAC-SHA-256(seed, path); the seed is random for each revision and never leaves the sealed record. A shown leaf carries
        its own salt, which tells nothing of the others; without a salt a digest cannot be tried against likely values.
"""

import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from incidents.format.canonical import canonical
from incidents.format.difference import facts
from incidents.format.pointer import Document
from incidents.proofs.merkle import inclusion_proof
from incidents.proofs.verify import leaf_hash, root_by_inclusion, root_of

SEED_BYTES = 32


@dataclass(frozen=True)
class Leaf:
    path: str
    value: Any
    salt: str
    digest: str


@dataclass(frozen=True)
class LeafTree:
    """`root` and every `digest` and `salt` are hexadecimal; `leaves` are in the order of their paths."""

    root: str
    leaves: tuple[Leaf, ...]


def leaves(document: Document, salt_seed: bytes) -> LeafTree:
    if len(salt_seed) < SEED_BYTES:
        raise ValueError(f"The seed must have at least {SEED_BYTES} bytes.")
    found = facts(document)
    made = []
    for path in sorted(found, key=lambda path: path.encode()):
        salt = hmac.digest(salt_seed, path.encode(), "sha256")
        made.append(Leaf(path, found[path], salt.hex(), leaf_digest(salt, path, found[path]).hex()))
    return LeafTree(root_of(bytes.fromhex(leaf.digest) for leaf in made).hex(), tuple(made))


def leaf_digest(salt: bytes, path: str, value: Any) -> bytes:
    return leaf_hash(salt + canonical([path, value]))


def disclose(tree: LeafTree, paths: Collection[str]) -> list[dict[str, Any]]:
    """The tree as it may leave the house: each chosen leaf as `{"path", "value", "salt"}`, every other as `{"digest"}`."""
    return [
        {"path": leaf.path, "value": leaf.value, "salt": leaf.salt} if leaf.path in paths else {"digest": leaf.digest}
        for leaf in tree.leaves
    ]


def verify_disclosure(disclosed: Sequence[Mapping[str, Any]], root: str) -> bool:
    """True where the shown leaves and the digests of the withheld ones make up the recorded root."""
    digests = []
    for entry in disclosed:
        if "digest" in entry:
            digests.append(bytes.fromhex(entry["digest"]))
        else:
            digests.append(leaf_digest(bytes.fromhex(entry["salt"]), entry["path"], entry["value"]))
    return hmac.compare_digest(root_of(digests).hex(), root)


def prove(tree: LeafTree, path: str) -> tuple[int, list[str]]:
    """The position of one leaf and its audit path, leaf to root (RFC 6962, 2.1.1). Raises KeyError for an unknown path."""
    places = {leaf.path: index for index, leaf in enumerate(tree.leaves)}
    digests = [bytes.fromhex(leaf.digest) for leaf in tree.leaves]
    return places[path], [step.hex() for step in inclusion_proof(digests, places[path], len(digests))]


def verify_leaf(*, path: str, value: Any, salt: str, index: int, count: int, proof: Sequence[str], root: str) -> bool:
    """True where this leaf, at this position among `count`, leads to the root by the proof."""
    steps = [bytes.fromhex(step) for step in proof]
    reached = root_by_inclusion(leaf_digest(bytes.fromhex(salt), path, value), index, count, steps)
    return reached is not None and hmac.compare_digest(reached.hex(), root)
