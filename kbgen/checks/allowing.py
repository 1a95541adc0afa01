"""The allow-list.

`data/allowed.yaml` lists findings that somebody looked at and decided to live with, one entry a finding: its `code`,
the file it names (`path`), its `subject` as `kbgen validate --format json` shows it, the `reason`, and the day it was
`reviewed`. A finding about two records is reported at the second of them by path, so one entry allows it. These rules
keep the list itself true.
"""

from kbgen.checks.rule import loading_rule

STALE = loading_rule(
    "KB901",
    "stale-allowance",
    "An entry of the allow-list allows nothing any more.",
    """What it allowed was mended, moved or worded anew. An entry that stays would hide the next finding of its kind.
    Remove it; where the record was renamed, change the entry's `path`.""",
)

NOT_ALLOWABLE = loading_rule(
    "KB902",
    "not-allowable",
    "An entry of the allow-list has a code that cannot be allowed.",
    """A file that cannot be read or breaks its schema gives no record, so there is nothing to live with: mend the
    file. A code that does not exist is a slip.""",
)

REPEATED = loading_rule(
    "KB903",
    "repeated-allowance",
    "Two entries of the allow-list allow the same finding.",
    "One finding has one reason. Keep the entry that says more.",
)
