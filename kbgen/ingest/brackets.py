"""Brackets of a stretch of text whose other half stands just outside of it."""

_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】"}


def with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch, grown by the brackets around it that something in it opens or closes: ``(De)noising``.

    A quotation mark before it belongs to it where the stretch holds the other one.
    """
    for opening, closing in _PAIRS.items():
        inside = text[start:end]
        if inside.count(closing) > inside.count(opening) and text[:start].endswith(opening):
            start -= 1
        if inside.count(opening) > inside.count(closing) and text[end:].startswith(closing):
            end += 1
    if text[start:end].count('"') % 2 and text[:start].endswith('"'):
        start -= 1
    return start, end
