"""Fields and their form.

Each kind of record has its fields, and each field its form; `docs/data-model.md` explains them and `data/schemas/`
holds them for editors. All faults of a file are reported at once. A file with one of them gives no record.
"""

from kbgen.checks.rule import loading_rule

UNKNOWN_KEY = loading_rule(
    "KB101",
    "unknown-key",
    "A key is not one that the record may have.",
    "A misspelt key would lose its value in silence. The message names the key that was probably meant.",
)
MISSING_KEY = loading_rule(
    "KB102",
    "missing-key",
    "A key that every such record needs is missing.",
    "Without it the record cannot be shown or referred to. Add it.",
)
WRONG_SHAPE = loading_rule(
    "KB103",
    "wrong-shape",
    "A value is text where a list is needed, or the like.",
    "A list is written `[first, second]` or one item a line after `- `, even when it has one item.",
)
NOT_A_CHOICE = loading_rule(
    "KB120",
    "unknown-choice",
    "A value is not one of those that the field knows.",
    "Fields such as `kind` or `role` take a fixed set of words, which the message lists.",
)
NOT_A_NUMBER = loading_rule(
    "KB121",
    "not-a-number",
    "A number is needed and something else is given.",
    "Write digits, with a point for decimals and without thousands separators or units.",
)
OUT_OF_RANGE = loading_rule(
    "KB122",
    "out-of-range",
    "A number is outside what the field can mean.",
    "A year lies between 1800 and 2100; a limit is at least 1.",
)
NOT_A_DATE = loading_rule(
    "KB123",
    "not-a-date",
    "A date is not a day written as YYYY-MM-DD.",
    "Other orders of day, month and year are read differently in different countries.",
)
NOT_AN_ID = loading_rule(
    "KB124",
    "not-an-id",
    "A record's identifier has characters it may not have.",
    """Identifiers become file names and addresses: lower-case letters and digits, in words joined by hyphens, at most
    100 characters. A record names venues, terms, datasets and papers by theirs; where it has the name itself, such as
    "NIPS", the message says which identifier that is.""",
)
NOT_AN_IDENTIFIER = loading_rule(
    "KB125",
    "not-an-identifier",
    "An arXiv, DOI, ACL Anthology or OpenReview identifier has no valid form.",
    "A mistyped identifier leads readers to another paper or to none. Copy it from the page of the paper.",
)
NOT_AN_ADDRESS = loading_rule(
    "KB126",
    "not-a-web-address",
    "A link is not an http or https address.",
    """Links are complete addresses. Other schemes are refused, because a site must never run code from a record. A
    space or a quote in an address is written as `%20` or `%22`.""",
)
BAD_TEXT = loading_rule(
    "KB127",
    "bad-text",
    "A text is empty, has white space around it or a control character in it.",
    "Such text is a slip of copying. What is not known is left out.",
)
BAD_YEARS = loading_rule(
    "KB128",
    "bad-year-range",
    "A selection of years has no valid form.",
    "Write a year (`2021`) or a range (`2020..2022`, `..2019`, `2021..`).",
)
BAD_CODE = loading_rule(
    "KB129",
    "bad-code",
    "A code is neither that of a finding nor that of an import note.",
    """The allow-list names findings by `KB` and three digits, as `kbgen validate` shows them; a source's faults carry
    the code of the import note, `IM` and three digits.""",
)
NOT_CANONICAL = loading_rule(
    "KB130",
    "identifier-not-canonical",
    "An identifier is given as an address, with a prefix or with a version.",
    """It is understood, but two spellings of one identifier look like two papers in a diff or a search. Write the bare
    identifier: `1705.08168`, not `https://arxiv.org/abs/1705.08168v2`.""",
    severity="warning",
    allowable=True,
)
BAD_QUERY = loading_rule(
    "KB131",
    "bad-query",
    "A query has no valid form.",
    """A list's `where` is a query: words, and conditions such as `objective:clustering` or `year:>=2020`. The message
    says at which column of it what is wrong; [the reference](../queries.md) has all that can be asked.""",
)
