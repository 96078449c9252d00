"""Makes the key files of an embedded instance, once: `python -m config.keys`.

Runs before Django can start: the settings need these files. Existing files are left as they are: a lost record key is a lost
record. `checkpoint_keys` signs the ledger and opens nothing, so it is on no paper: whoever loses it makes another. The backup
key has two halves: `backup_recipient` stays and seals backups, `backup_identity` opens them and leaves the machine with the
recovery sheet.
"""

import base64
import os
import secrets
from pathlib import Path

from pyrage import x25519

BASE = Path(__file__).resolve().parent.parent


def write_once(file: Path, content: str) -> bool:
    """Writes a file that only its owner can read; False if it is there already."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w") as out:
        out.write(content + "\n")
        out.flush()
        os.fsync(out.fileno())
    return True


def close(folder: Path) -> None:
    """Nobody but the user who runs the instance looks into its data, whatever the machine's habits are."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def backup_pair(folder: Path) -> list[bool]:
    """Both halves of the backup key where there is no recipient yet."""
    if (folder / "backup_recipient").exists():
        return [False]
    identity = x25519.Identity.generate()
    opened = write_once(folder / "backup_identity", str(identity))
    return [opened, write_once(folder / "backup_recipient", str(identity.to_public()))]


def main() -> None:
    data = Path(os.environ.get("VAR_DIR") or BASE / "var")
    folder = Path(os.environ.get("KEYS_DIR") or data / "keys")
    close(data)
    close(folder)
    made = [
        write_once(folder / "secret_key", secrets.token_urlsafe(50)),
        write_once(folder / "account_keys", base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()),
        write_once(folder / "record_keys", "k1 " + base64.b64encode(secrets.token_bytes(32)).decode()),
        write_once(folder / "checkpoint_keys", "c1 " + base64.b64encode(secrets.token_bytes(32)).decode()),
    ]
    made += backup_pair(folder)
    print(f"keys: {sum(made)} made, {len(made) - sum(made)} already there")


if __name__ == "__main__":
    main()
