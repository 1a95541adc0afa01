"""The manual's tables of fields, services and licences say what the code does."""

import re
from collections.abc import Iterator

from kbgen.enrich.fields import ABSTRACT, FIELDS, FREE_ABSTRACTS
from kbgen.enrich.services import SOURCES
from kbgen.enrich.settings import SERVICE_TITLES, SERVICES
from tests.cli.manual import DOCS

PAGE = (DOCS / "enrichment.md").read_text("utf-8")
CODE = re.compile(r"`([^`]+)`")


def rows(head: str) -> Iterator[list[str]]:
    """The rows of the table with this head, each as its cells."""
    table = PAGE.partition(f"| {head} |")[2].partition("\n\n")[0]
    for line in table.split("\n")[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def test_who_is_believed_most_is_what_the_manual_says() -> None:
    documented: dict[str, tuple[str, tuple[str, ...]]] = {}
    file = ""
    for name, fields, services in rows("file | field | services, the most believed first"):
        file = name.strip("`") or file
        # "`field`, `field`: what it is; `field`: what it is"
        named = [one for part in fields.split(";") for one in CODE.findall(part.partition(":")[0]) if one in FIELDS]
        assert named, fields
        for one in named:
            told = FIELDS[one].services if services == "each its own" else services.split(", ")
            titles = tuple(SERVICE_TITLES.get(service, service) for service in told)
            assert one not in documented, one
            documented[one] = (file, titles)
            assert services != "each its own" or len(titles) == 1, one
    assert documented == {
        name: (field.file, tuple(SERVICE_TITLES[service] for service in field.services))
        for name, field in FIELDS.items()
    }


def test_every_service_that_enriches_has_its_licence_stated() -> None:
    licences = {title: abstracts for title, _, abstracts in rows("service | its data | its abstracts")}
    assert sorted(licences) == sorted({source.service.title for source in SOURCES.values()})
    for service in {source.service for source in SOURCES.values()}:
        said = licences[service.title]
        assert said.startswith("CC0") == (service.name in FREE_ABSTRACTS), service.name
        assert (said in {"none", "not read"}) == (service.name not in FIELDS[ABSTRACT].services), service.name


def test_every_service_has_its_address_its_key_and_its_pace_documented() -> None:
    settings = PAGE.partition("## Settings")[2].partition("## Pace")[0]
    paces = " ".join(cell for row in rows("service | requests") for cell in row[:1])
    for service in SERVICES:
        assert f"`KBGEN_{service.name.upper().replace('-', '_')}_URL`" in settings
        assert all(f"`{name}`" in settings for name in service.key_variables), service.name
        assert service.title.partition(" (")[0] in paces, service.name
