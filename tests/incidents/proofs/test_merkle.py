"""Tree hashes and proofs against published figures (RFC 6962; the Certificate Transparency reference tree of eight leaves)."""

import hashlib
import time

import pytest

from incidents.proofs.merkle import consistency_proof, inclusion_proof
from incidents.proofs.verify import EMPTY_ROOT, Growing, is_consistent, leaf_hash, root_by_inclusion, root_of

pytestmark = [pytest.mark.assurance("I10"), pytest.mark.assurance("6.4")]

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {  # (leaf, size): the audit path
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): INCLUSION[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): INCLUSION[1, 5][1:],
    (6, 7): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}


def published():
    return [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]


def made_up(count):
    return [hashlib.sha256(b"%d" % number).digest() for number in range(count)]


def by_definition(leaves):
    """Section 2.1 as it is written."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:middle]) + by_definition(leaves[middle:])).digest()


def test_the_roots_are_the_published_ones():
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" == root_of([]).hex()
    assert [root_of(published()[:size]).hex() for size in range(1, 9)] == ROOTS


@pytest.mark.parametrize(("leaf", "size"), INCLUSION)
def test_an_inclusion_proof_is_the_published_one(leaf, size):
    proof = inclusion_proof(published()[:size], leaf, size)
    assert [one.hex() for one in proof] == INCLUSION[leaf, size]
    assert root_by_inclusion(published()[leaf], leaf, size, proof).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("first", "size"), CONSISTENCY)
def test_a_consistency_proof_is_the_published_one(first, size):
    proof = consistency_proof(published()[:size], first, size)
    assert [one.hex() for one in proof] == CONSISTENCY[first, size]
    assert is_consistent(first, size, proof, bytes.fromhex(ROOTS[first - 1]), bytes.fromhex(ROOTS[size - 1]))


def test_the_root_of_every_size_up_to_1025_is_that_of_the_definition():
    leaves, tree = made_up(1_025), Growing()
    for size, leaf in enumerate(leaves):
        if size < 70 or size % 61 == 0 or size > 1_020:
            assert tree.root() == by_definition(leaves[:size])
        tree.push(leaf)
    assert tree.root() == by_definition(leaves)


def test_proofs_hold_at_every_size_from_0_to_1025(figure):
    leaves = made_up(1_025)
    roots = [root_of([])]
    tree = Growing()
    for leaf in leaves:
        tree.push(leaf)
        roots.append(tree.root())
    held = 0
    for size in range(1_026):
        for place in {0, 1, size // 3, size // 2, size - 1} & set(range(size)):
            proof = inclusion_proof(leaves[:size], place, size)
            assert root_by_inclusion(leaves[place], place, size, proof) == roots[size]
            held += 1
        for first in {0, 1, size // 3, size // 2, size - 1, size} & set(range(size + 1)):
            proof = consistency_proof(leaves[:size], first, size)
            assert is_consistent(first, size, proof, roots[first], roots[size])
            held += 1
    figure(f"{held} of {held} proofs hold at sizes 0 to 1,025")


def test_every_pair_of_small_sizes_and_every_leaf_is_proved():
    leaves = made_up(33)
    for size in range(34):
        for first in range(size + 1):
            proof = consistency_proof(leaves[:size], first, size)
            assert is_consistent(first, size, proof, root_of(leaves[:first]), root_of(leaves[:size]))
        for place in range(size):
            proof = inclusion_proof(leaves[:size], place, size)
            assert root_by_inclusion(leaves[place], place, size, proof) == root_of(leaves[:size])


def changed(proof):
    """Every byte of every step changed, a step left out, put in, doubled or cut short."""
    for number, step in enumerate(proof):
        for byte in range(32):
            other = bytearray(step)
            other[byte] ^= 1
            yield [*proof[:number], bytes(other), *proof[number + 1 :]]
        yield [*proof[:number], *proof[number + 1 :]]
        yield [*proof[: number + 1], *proof[number:]]
        yield [*proof[:number], step[:-1], *proof[number + 1 :]]
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]
    yield [*proof, b""]


def test_a_proof_with_any_byte_changed_is_refused(figure):
    refused = 0
    for size in (2, 7, 8, 100, 1_025):
        leaves = made_up(size)
        root = root_of(leaves)
        for place in {0, size // 2, size - 1}:
            for proof in changed(inclusion_proof(leaves, place, size)):
                assert root_by_inclusion(leaves[place], place, size, proof) != root
                refused += 1
        for first in {1, size // 2, size - 1}:
            for proof in changed(consistency_proof(leaves, first, size)):
                assert not is_consistent(first, size, proof, root_of(leaves[:first]), root)
                refused += 1
    figure(f"{refused} of {refused} changed proofs refused")


def test_a_proof_for_another_place_size_or_root_is_refused():
    leaves = made_up(100)
    root, proof = root_of(leaves), inclusion_proof(leaves, 41, 100)
    for place, size in ((40, 100), (42, 100), (43, 100), (41, 200), (41, 50), (-1, 100), (100, 100), (0, 0)):
        assert root_by_inclusion(leaves[41], place, size, proof) != root
    assert root_by_inclusion(leaves[40], 41, 100, proof) != root
    steps, before = consistency_proof(leaves, 41, 100), root_of(leaves[:41])
    assert is_consistent(41, 100, steps, before, root)
    for first, size in ((40, 100), (42, 100), (43, 100), (41, 200), (41, 50), (100, 41), (-1, 100)):
        assert not is_consistent(first, size, steps, before, root)
    for one, other in ((root, before), (before, before), (b"short", root), (before, b"")):
        assert not is_consistent(41, 100, steps, one, other)
    assert not is_consistent(41, 100, [], before, root)
    assert not is_consistent(64, 100, [], root_of(leaves[:64]), root)


def test_a_tree_proves_nothing_about_leaves_it_does_not_have():
    for place, size in ((0, 0), (5, 5), (-1, 5)):
        with pytest.raises(ValueError, match="no leaf"):
            inclusion_proof(made_up(5), place, size)
    with pytest.raises(ValueError, match="no beginning"):
        consistency_proof(made_up(5), 6, 5)
    with pytest.raises(ValueError, match="more than"):
        inclusion_proof(made_up(4), 1, 5)


@pytest.mark.slow
def test_a_million_leaves_are_proved_within_the_limits(figure):
    size = 1_000_000
    leaves = made_up(size)
    root, largest, slowest = root_of(leaves), 0, 0.0
    for place in (0, 1, 524_287, 524_288, 999_998, 999_999):
        proof = inclusion_proof(leaves, place, size)
        start = time.perf_counter()
        assert root_by_inclusion(leaves[place], place, size, proof) == root
        slowest, largest = max(slowest, time.perf_counter() - start), max(largest, 32 * len(proof))
    for first in (1, 524_288, 524_289, 777_777, 999_999):
        proof, before = consistency_proof(leaves, first, size), root_of(leaves[:first])
        start = time.perf_counter()
        assert is_consistent(first, size, proof, before, root)
        slowest, largest = max(slowest, time.perf_counter() - start), max(largest, 32 * len(proof))
    assert largest <= 1_000
    figure(f"1,000,000 leaves: largest proof {largest} bytes, slowest check {1000 * slowest:.2f} ms")
