"""What a run of one of the commands gave, in this process or in one of its own."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """Exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def doc(self) -> dict:
        """The one JSON document on standard output, its schema looked at and taken off."""
        document = json.loads(self.out)
        assert document.pop("schema") == 1
        return document

    @property
    def rule(self) -> str:
        """The rule of a refusal, whose sentence also stands in a line on standard error."""
        error = self.doc["error"]
        assert error["message"] in self.err.splitlines()
        return error["rule"]
