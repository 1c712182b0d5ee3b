"""What is said of a file, and how its parts come in."""

from typing import IO, Any, Final

from django.utils.functional import Promise
from rest_framework import parsers, serializers
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from wellbeing.core.api import SaidField, WholeNumberField
from wellbeing.incidents.evidence import selectors
from wellbeing.incidents.evidence.messages import REASONS
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.rules import KINDS, LONGEST_NAME, PART, STATES
from wellbeing.incidents.evidence.services import name_of
from wellbeing.incidents.models import Case

_AROUND_A_PART: Final = 16 * 1024  # what a form puts around it


class FileInput(serializers.Serializer[Any]):
    """`sha256` is of the whole file; it is compared once all of it is there."""

    name = SaidField(max_length=LONGEST_NAME)
    size = WholeNumberField(min_value=1, max_value=2**31 - 1)
    sha256 = serializers.RegexField("^[0-9a-f]{64}$")


class FileOutput(serializers.Serializer[Any]):
    """`received` bytes are stored for good; a device goes on from there."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField()
    received = serializers.IntegerField()
    state = serializers.ChoiceField(choices=STATES)
    kind = serializers.ChoiceField(choices=KINDS, allow_null=True)
    reason = serializers.CharField()


class FilesOutput(serializers.Serializer[Any]):
    results = FileOutput(many=True)


def shown(file: EvidenceFile) -> dict[str, Any]:
    reason: str | Promise = REASONS[file.reason] if file.reason else ""
    return FileOutput(
        {
            "id": file.uid,
            "name": name_of(file),
            "size": file.size,
            "received": file.received,
            "state": file.state,
            "kind": file.kind,
            "reason": str(reason),
        }
    ).data


def all_shown(case: Case) -> dict[str, Any]:
    return {"results": [shown(file) for file in selectors.files_of(case)]}


def announced(request: Request) -> dict[str, Any]:
    given = FileInput(data=request.data)
    given.is_valid(raise_exception=True)
    said = given.validated_data
    return {
        "name": said["name"],
        "size": said["size"],
        "digest": bytes.fromhex(said["sha256"]),
    }


class PartParser(parsers.BaseParser):
    """The bytes of one part, and not a byte more is read than a part can have."""

    media_type = "application/octet-stream"

    def parse(self, stream: IO[Any], *args: Any, **more: Any) -> dict[str, bytes]:
        return {"part": stream.read(PART + 1)}


class PartFormParser(parsers.MultiPartParser):
    """A part in a form; what is larger is not read at all."""

    def parse(self, stream: IO[Any], media_type: Any = None, parser_context: Any = None) -> Any:
        length = parser_context["request"].META.get("CONTENT_LENGTH") or 0
        if int(length) > PART + _AROUND_A_PART:
            raise ParseError
        return super().parse(stream, media_type, parser_context)
