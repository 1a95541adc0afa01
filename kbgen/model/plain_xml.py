"""XML that stands for itself: reading it fetches nothing, and no name in it grows into more than is written there."""

from xml.etree import ElementTree


def plain_xml(content: bytes) -> ElementTree.Element:
    """The root of a document in UTF-8.

    Raises :class:`ValueError`, which says what was given instead, for what is no XML and for a document type: only in
    one can XML define entities (https://www.w3.org/TR/xml/#sec-entity-decl).
    """
    try:
        # Not left to the parser: in the encoding of its choice the document type would be spelt with other bytes.
        text = content.decode()
    except UnicodeDecodeError as error:
        raise ValueError("something that is not in UTF-8") from error
    if "<!DOCTYPE" in text:
        raise ValueError("a web page or XML that defines entities")
    try:
        return ElementTree.fromstring(text)  # noqa: S314 without a document type there are no entities to expand
    except ElementTree.ParseError as error:
        raise ValueError("something that is no XML") from error
