"""What is read of a work of OpenAlex's: the fields that the parser of its API answers uses, and those to find it by."""

import pyarrow as pa

_NAMED = pa.struct([("display_name", pa.string())])

WORK = pa.schema(
    [
        ("id", pa.string()),
        ("doi", pa.string()),
        ("title", pa.string()),
        ("authorships", pa.list_(pa.struct([("author", _NAMED)]))),
        ("publication_year", pa.int64()),
        ("type", pa.string()),
        ("primary_location", pa.struct([("source", _NAMED)])),
        ("best_oa_location", pa.struct([("pdf_url", pa.string()), ("license", pa.string())])),
        ("is_retracted", pa.bool_()),
        ("cited_by_count", pa.int64()),
        ("referenced_works", pa.list_(pa.string())),
        ("locations", pa.list_(pa.struct([("landing_page_url", pa.string())]))),
        ("updated_date", pa.string()),
    ]
)
"""The fields of a work, spelt and nested as in the API: https://docs.openalex.org/api-entities/works/work-object."""

ROW = pa.schema([("part", pa.string()), ("line", pa.int64()), ("fault", pa.string()), ("works", pa.int64()), *WORK])
"""A row that is read: a work, or else what is to be said of a file.

``fault`` tells what is wrong in the file ``part``, from or in ``line`` where one can be named. The last row of a file
has the number of its ``works``.
"""

ID_PREFIX = "https://openalex.org/W"
