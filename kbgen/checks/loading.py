"""Files and their YAML.

Records use a small part of YAML: mappings, lists and text. What goes beyond it is refused, because editors, people
and other programs read it differently. A file with one of these faults may still give a record; what can be checked
of it is checked, so that all faults show at once.
"""

from kbgen.checks.rule import loading_rule

UNREADABLE = loading_rule(
    "KB001",
    "unreadable-file",
    "A file or folder cannot be read.",
    """The operating system refused, or the name leads to something that is not a file, such as a link to nothing.
    Nothing is known of a record until its file can be read.""",
)
NOT_UTF8 = loading_rule(
    "KB002",
    "not-utf-8",
    "A file is not UTF-8.",
    """Names of people come in every script, and only one encoding holds them all. An editor that saved the file in
    another one shows accents that others see as noise. Save the file again as UTF-8.""",
)
BYTE_ORDER_MARK = loading_rule(
    "KB003",
    "byte-order-mark",
    "A file begins with a byte order mark.",
    """The mark is invisible and some programs take it for a part of the first key. UTF-8 needs none: save the file as
    plain UTF-8.""",
)
TAB = loading_rule(
    "KB004",
    "tab-indentation",
    "A line is indented with a tab.",
    "YAML forbids tabs in indentation, because editors show them at different widths. Indent with two spaces.",
)
NOT_YAML = loading_rule(
    "KB005",
    "yaml-syntax",
    "A file is not valid YAML.",
    """The most frequent cause is text that means something in YAML: a colon followed by a space, ` #`, or a first
    character such as `@`, `*`, `[` or a quote. Put such text in quotes. The place is where the reader gave up,
    which may be a line after the cause.""",
)
SECOND_DOCUMENT = loading_rule(
    "KB006",
    "second-document",
    "A file holds a second YAML document.",
    "A line `---` begins a new document. Each record has its own file, so the second would never be read.",
)
NO_MAPPING = loading_rule(
    "KB007",
    "no-record",
    "A file has no keys and values at its top.",
    "It is empty, or holds only a list or a text. A record begins with a line such as `id: some-name`.",
)
REPEATED_KEY = loading_rule(
    "KB008",
    "repeated-key",
    "A key is given twice.",
    "Of two values only one can count, and readers of YAML differ in which. Keep one, or make a list of both.",
)
ANCHOR = loading_rule(
    "KB009",
    "anchor",
    "A file uses an anchor or refers to one.",
    """`&name` and `*name` make a value depend on another line, which a record of a few lines does not need and an edit
    easily breaks. Write the value out. Text that begins with `&` or `*` needs quotes.""",
)
TAG = loading_rule(
    "KB010",
    "tag",
    "A file uses a YAML tag or directive.",
    "The schema says of what type each value is. Remove the tag; text that begins with `!` needs quotes.",
)
NULL = loading_rule(
    "KB011",
    "no-value",
    "A key has no value, or the value null.",
    """What is not known is left out; an empty value looks like an oversight. Where the word `null` or the sign `~` is
    meant as text, put it in quotes.""",
)
TOO_DEEP = loading_rule(
    "KB012",
    "nested-too-deeply",
    "A file is nested more deeply than any record.",
    "No record needs more than a few levels; this is a slip or an attack.",
)
TOO_LONG = loading_rule(
    "KB013",
    "file-too-long",
    "A file is longer than any record.",
    "Something else was saved under the record's name, or a vocabulary should be split.",
)
BAD_KEY = loading_rule(
    "KB014",
    "bad-key",
    "Something that is not plain text stands where a key belongs.",
    """A colon without a name before it, or a list or mapping as a key. Keys are the words that the manual of the data
    model lists.""",
)
BAD_LINE = loading_rule(
    "KB015",
    "overlay-syntax",
    "A line of an overlay file is not JSON.",
    """Files in `data/enriched/` are written by machine and hold one JSON object a line. A broken line is usually a
    merge gone wrong. Write the file again with the command that made it.""",
)
REPEATED_LINE = loading_rule(
    "KB016",
    "overlay-repeats",
    "The overlay says the same thing of a record twice.",
    """A record has one line in an overlay file, and a field comes from one file, so that it is clear which value
    counts. Two lines are usually a merge gone wrong.""",
)
STRAY = loading_rule(
    "KB017",
    "stray-file",
    "A YAML file lies where no record is looked for.",
    """It would be ignored in silence. Papers lie in `data/papers/YEAR/`, or in `data/papers/undated/` where no year is
    known, datasets in `data/datasets/`, lists in `data/lists/`; names end in `.yaml`.""",
)
