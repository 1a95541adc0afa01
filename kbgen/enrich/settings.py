"""Where the services are, how they want to be asked, and with which key: everything that a user may set.

Settings come from the environment, because keys must never stand in a file that is committed; ``docs/enrichment.md``
lists the variables.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from kbgen import __version__
from kbgen.model.finding import KbgenError
from kbgen.store.layout import CACHE_FOLDER, LOCAL_FOLDER

HOME_PAGE = "https://github.com/kbgen/kbgen"
"""Where somebody who runs a service finds out what asks them."""

USAGE_FILE = f"{LOCAL_FOLDER}/requests.sqlite"
"""Where the requests of a knowledge base are counted."""

_CONTACT = re.compile(r"[\x21-\x7e]+@[\x21-\x7e]+|https?://[\x21-\x7e]+")
_KEY = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Service:
    """A service and its manners.

    ``interval`` is the number of seconds between the beginnings of two requests; ``alone`` means that it wants one
    request at a time. ``key_variables`` name the environment variables that may hold a key, the first that is set
    counts; ``key`` goes into the header ``key_header`` behind ``key_prefix``, or into the query where there is a
    ``key_parameter``. ``hourly`` is the number of requests that the service allows in an hour without a key. ``fresh``
    is the number of seconds for which an answer is taken from the cache unasked.
    """

    name: str
    title: str
    url: str
    interval: float = 0.2
    alone: bool = False
    fresh: float = 86_400
    key_variables: tuple[str, ...] = ()
    key_header: str = "Authorization"
    key_prefix: str = "Bearer "
    key_parameter: str = ""
    hourly: int | None = None
    key: str = field(default="", repr=False)


ARXIV = Service("arxiv", "arXiv", "https://export.arxiv.org", interval=3, alone=True)
CROSSREF = Service("crossref", "Crossref", "https://api.crossref.org", interval=1, alone=True)
DATACITE = Service("datacite", "DataCite", "https://api.datacite.org", interval=0.6)
OPENREVIEW = Service("openreview", "OpenReview", "https://api2.openreview.net", interval=1)
OPENREVIEW_OLD = Service("openreview-v1", "OpenReview (API 1)", "https://api.openreview.net", interval=1)
GITHUB = Service("github", "GitHub", "https://api.github.com", key_variables=("GITHUB_TOKEN", "GH_TOKEN"), hourly=60)
SEMANTIC_SCHOLAR = Service(
    "semantic-scholar",
    "Semantic Scholar",
    "https://api.semanticscholar.org",
    interval=1,
    alone=True,
    key_variables=("SEMANTIC_SCHOLAR_API_KEY", "S2_API_KEY"),
    key_header="x-api-key",
    key_prefix="",
)
OPENALEX = Service(
    "openalex",
    "OpenAlex",
    "https://api.openalex.org",
    interval=0.1,
    key_variables=("OPENALEX_API_KEY",),
    key_parameter="api_key",
)
OPENCITATIONS = Service(
    "opencitations",
    "OpenCitations",
    "https://api.opencitations.net",
    interval=0.34,
    key_variables=("OPENCITATIONS_ACCESS_TOKEN",),
    key_prefix="",
)
DBLP = Service("dblp", "DBLP", "https://dblp.org", interval=2, alone=True)
HUGGING_FACE = Service(
    "hugging-face", "Hugging Face", "https://huggingface.co", interval=0.6, key_variables=("HF_TOKEN",)
)
DOI = Service("doi", "the DOI system", "https://doi.org")
ARCHIVE = Service("archive", "the Internet Archive", "https://archive.org", interval=1, alone=True)

SERVICES = (
    ARXIV,
    CROSSREF,
    DATACITE,
    OPENREVIEW,
    OPENREVIEW_OLD,
    GITHUB,
    SEMANTIC_SCHOLAR,
    OPENALEX,
    OPENCITATIONS,
    DBLP,
    HUGGING_FACE,
    DOI,
    ARCHIVE,
)

SERVICE_TITLES: Mapping[str, str] = {service.name: service.title for service in SERVICES}
"""What each service calls itself, by its name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the services are asked. Times are in seconds, sizes in bytes.

    ``pace_folder`` is shared by all knowledge bases of a user, because a service counts requests by the machine;
    ``usage_file`` counts those of one knowledge base. ``patience`` is the longest that a service may make a command
    wait, ``retries`` how often a request is repeated. ``deadline`` bounds one whole answer, however slowly it trickles
    in.
    """

    cache_file: Path | None
    pace_folder: Path
    usage_file: Path | None = None
    contact: str = ""
    connect_timeout: float = 10
    read_timeout: float = 30
    deadline: float = 120
    patience: float = 60
    retries: int = 3
    pause: float = 1
    max_bytes: int = 20_000_000
    services: Mapping[str, Service] = field(default_factory=lambda: {one.name: one for one in SERVICES})

    @property
    def user_agent(self) -> str:
        """Who asks, for the services' logs: Crossref asks for an address to write to, arXiv for a name."""
        contact = f"; mailto:{self.contact}" if "@" in self.contact else f"; {self.contact}" if self.contact else ""
        return f"kbgen/{__version__} (+{HOME_PAGE}{contact})"

    def service(self, service: Service) -> Service:
        """The service as these settings have it: its address, pace and key."""
        return self.services.get(service.name, service)


def read_settings(root: Path, environment: Mapping[str, str]) -> Settings:
    """The settings of a knowledge base, out of the environment.

    Raises :class:`KbgenError` that names the variable where one makes no sense.
    """
    # Imported where it is needed: many look up names of services, and few ask them.
    from platformdirs import user_cache_path

    folder = environment.get("KBGEN_CACHE_DIR", "")
    return Settings(
        cache_file=root / CACHE_FOLDER / "http.sqlite",
        pace_folder=(Path(folder) if folder else user_cache_path("kbgen")) / "pace",
        usage_file=root / USAGE_FILE,
        contact=_contact(environment.get("KBGEN_CONTACT", "").strip()),
        patience=_seconds(environment, "KBGEN_PATIENCE", 60),
        read_timeout=_seconds(environment, "KBGEN_TIMEOUT", 30) or 30,
        services={one.name: _service(one, environment) for one in SERVICES},
    )


def _contact(text: str) -> str:
    if text and not _CONTACT.fullmatch(text):
        raise KbgenError(f'KBGEN_CONTACT is "{text}", which is no mail address and no web address')
    return text


def _service(service: Service, environment: Mapping[str, str]) -> Service:
    prefix = "KBGEN_" + service.name.upper().replace("-", "_")
    url = environment.get(f"{prefix}_URL", "").strip().rstrip("/") or service.url
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise KbgenError(f'{prefix}_URL is "{url}", which is no address that begins with http:// or https://')
    key = next((value for name in service.key_variables if (value := environment.get(name, "").strip())), "")
    if key and not _KEY.fullmatch(key):
        # Never the key itself: the message may end up in a public log.
        raise KbgenError(f"{' or '.join(service.key_variables)} holds characters that no key has")
    interval = _seconds(environment, f"{prefix}_INTERVAL", service.interval)
    return replace(service, url=url, key=key, interval=interval)


def _seconds(environment: Mapping[str, str], name: str, otherwise: float) -> float:
    text = environment.get(name, "").strip()
    if not text:
        return otherwise
    if not re.fullmatch(r"\d{1,6}(?:\.\d+)?", text):
        raise KbgenError(f'{name} is "{text}", which is no number of seconds')
    return float(text)
