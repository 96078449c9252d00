"""The child process: photos in by one pipe, what was found out by the other. `python -m incidents.evidence.child`

A request is a line of JSON {media_type, size} and so many bytes; an answer a line {facts, fault, copies: [[name, media_type,
size], ...]} and their bytes, one after the other.
"""

import json
import sys
from typing import BinaryIO

from incidents.evidence import bounds, photos
from incidents.evidence.findings import Photo
from incidents.evidence.kinds import Kind


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    kinds = {kind.media_type: kind for kind in photos.DECODERS}
    while line := requests.readline():
        request = json.loads(line)
        bounds.begin_file()
        _answer(answers, _examined(requests, request, kinds[request["media_type"]]))


def _examined(requests: BinaryIO, request: dict[str, int], kind: Kind) -> Photo:
    return photos.examine(requests.read(request["size"]), kind)


def _answer(answers: BinaryIO, photo: Photo) -> None:
    copies = [(name, media_type, len(made)) for name, (media_type, made) in photo.copies.items()]
    answers.write(json.dumps({"facts": photo.facts, "fault": photo.fault, "copies": copies}).encode() + b"\n")
    for _media_type, made in photo.copies.values():
        answers.write(made)
    answers.flush()


if __name__ == "__main__":
    photos.prepare()
    bounds.close_in()
    serve(sys.stdin.buffer, sys.stdout.buffer)
