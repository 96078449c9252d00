import hashlib

import pytest
from hypothesis import given, settings

from incidents.format import disclose, facts, leaves, prove, verify_disclosure, verify_leaf
from incidents.format.leaf_tree import leaf_digest
from incidents.proofs.verify import root_of
from tests.builders import full_document, minimal_document
from tests.incidents.format import strategies

SEED = bytes(range(32))
pytestmark = pytest.mark.assurance("2.3")


def sha(data):
    return hashlib.sha256(data).digest()


def test_the_root_of_no_leaf_is_the_digest_of_nothing():
    assert root_of([]) == sha(b"")


def test_a_tree_of_seven_has_the_shape_of_rfc_6962():
    a, b, c, d, e, f, g = (bytes([n]) * 32 for n in range(7))
    node = lambda left, right: sha(b"\x01" + left + right)  # noqa: E731
    assert root_of([a, b, c, d, e, f, g]) == node(node(node(a, b), node(c, d)), node(node(e, f), g))


def test_a_leaf_is_the_digest_of_salt_path_and_canonical_value():
    salt = b"s" * 32
    assert leaf_digest(salt, "/entry/entered", True) == sha(b"\x00" + salt + b'["/entry/entered",true]')


def test_every_fact_has_one_leaf_in_the_order_of_its_path_and_a_salt_of_its_own():
    tree = leaves(full_document(), SEED)
    paths = [leaf.path for leaf in tree.leaves]
    assert paths == sorted(facts(full_document()), key=str.encode)
    assert len({leaf.salt for leaf in tree.leaves}) == len(paths)


def test_the_same_document_has_another_root_under_another_seed():
    assert leaves(full_document(), SEED).root == leaves(full_document(), SEED).root
    assert leaves(full_document(), SEED).root != leaves(full_document(), SEED[::-1]).root


def test_a_short_seed_is_refused():
    with pytest.raises(ValueError, match="32"):
        leaves(full_document(), b"short")


@pytest.mark.assurance("I10")
@pytest.mark.parametrize("count", [*range(1, 34), 63, 64, 65, 127, 128, 129, 1023, 1024, 1025])
def test_every_leaf_of_a_tree_of_any_size_can_be_proved(count):
    tree = leaves(minimal_document(extensions={f"n{n:04}": n for n in range(count)}), SEED)
    total = len(tree.leaves)
    for leaf in tree.leaves[:: max(1, total // 12)]:
        index, proof = prove(tree, leaf.path)
        shown = {"path": leaf.path, "value": leaf.value, "salt": leaf.salt}
        assert verify_leaf(**shown, index=index, count=total, proof=proof, root=tree.root)
        assert not verify_leaf(**shown, index=(index + 1) % total, count=total, proof=proof, root=tree.root)
        assert not verify_leaf(**{**shown, "value": "other"}, index=index, count=total, proof=proof, root=tree.root)


def test_every_changed_byte_of_a_proof_is_found():
    tree = leaves(full_document(), SEED)
    leaf = tree.leaves[11]
    index, proof = prove(tree, leaf.path)
    for step in range(len(proof)):
        for byte in range(32):
            raw = bytearray.fromhex(proof[step])
            raw[byte] ^= 1
            changed = [*proof[:step], raw.hex(), *proof[step + 1 :]]
            assert not verify_leaf(
                path=leaf.path,
                value=leaf.value,
                salt=leaf.salt,
                index=index,
                count=len(tree.leaves),
                proof=changed,
                root=tree.root,
            )
    for other in (proof[:-1], [*proof, proof[0]], []):
        assert not verify_leaf(
            path=leaf.path, value=leaf.value, salt=leaf.salt, index=index, count=len(tree.leaves), proof=other, root=tree.root
        )


@settings(max_examples=50, deadline=None)
@given(strategies.documents)
def test_a_redacted_document_proves_what_it_shows_and_tells_nothing_of_the_rest(document):
    tree = leaves(document, SEED)
    shown = {leaf.path for leaf in tree.leaves[::2]}
    disclosed = disclose(tree, shown)
    assert verify_disclosure(disclosed, tree.root)
    assert {entry["path"] for entry in disclosed if "path" in entry} == shown
    assert all(set(entry) == {"digest"} for entry in disclosed if entry.get("path") not in shown)


def test_a_redacted_document_with_a_changed_moved_or_dropped_leaf_is_refused():
    tree = leaves(full_document(), SEED)
    disclosed = disclose(tree, {"/place/state", "/encounter/knocked"})
    place = next(n for n, entry in enumerate(disclosed) if entry.get("path") == "/place/state")
    changed = [*disclosed]
    changed[place] = {**disclosed[place], "value": "NY"}
    assert not verify_disclosure(changed, tree.root)
    assert not verify_disclosure(disclosed[1:], tree.root)
    assert not verify_disclosure([disclosed[1], disclosed[0], *disclosed[2:]], tree.root)
    assert not verify_disclosure([*disclosed, {"digest": "00" * 32}], tree.root)
