"""What a service did wrong, as the one error that sources raise."""

from typing import Literal

from kbgen.enrich.settings import Service
from kbgen.model.finding import KbgenError

FailureKind = Literal["unreachable", "silent", "busy", "denied", "refused", "broken"]
"""``unreachable``: nobody is there; ``silent``: no answer in time, perhaps because too much was asked at once;
``busy``: it asks to come back later; ``denied``: it does not answer us, with this key or without one; ``refused``: it
does not answer this request; ``broken``: it answers with something that it should not."""


class ServiceError(KbgenError):
    """A service that gave no usable answer. ``kind`` says how; the message says it in words."""

    def __init__(self, service: Service, kind: FailureKind, message: str, remedy: str = "") -> None:
        super().__init__(f"{service.title} {message}", remedy)
        self.service = service.name
        self.kind = kind
        self.words = message
