"""Addresses of papers: the hosts that publish them, and the paths at which they do."""

import re

from kbgen.model.identifiers import identify

_PLACES = (
    r"arxiv\.org/(?:abs|pdf|html|ftp)", r"alphaxiv\.org/", r"ar5iv\.", r"arxiv-vanity\.com/papers", r"doi\.org/10",
    r"openreview\.net/(?:forum|pdf|attachment|references)", r"aclanthology\.(?:org|info)", r"aclweb\.org/anthology",
    r"aclanthology\.coli", r"openaccess\.thecvf\.com", r"cv-foundation\.org/openaccess", r"ecva\.net/papers",
    r"bmva\.org", r"bmvc\d*\.", r"proceedings\.mlr\.press", r"jmlr\.(?:org|csail)", r"papers\.n(?:eur)?ips\.cc",
    r"n(?:eur)?ips\.cc/paper", r"proceedings\.neurips\.cc", r"datasets-benchmarks-proceedings\.neurips\.cc",
    r"proceedings\.mlsys\.org", r"dl\.acm\.org", r"portal\.acm\.org", r"ieeexplore\.ieee\.org", r"computer\.org/csdl",
    r"link\.springer\.com/(?:article|chapter|book|content)", r"(?:www\.)?sciencedirect\.com/science",
    r"linkinghub\.elsevier", r"onlinelibrary\.wiley\.com", r"nature\.com/articles", r"science\.org/doi",
    r"sciencemag\.org", r"cell\.com/[\w-]+/", r"pnas\.org", r"mdpi\.com/\d",
    r"frontiersin\.org/(?:articles|journals)", r"journals\.plos\.org", r"tandfonline\.com/doi",
    r"journals\.sagepub\.com", r"academic\.oup\.com", r"cambridge\.org/core", r"iopscience\.iop\.org",
    r"journals\.aps\.org", r"pubs\.acs\.org", r"pubs\.rsc\.org", r"epubs\.siam\.org", r"jstor\.org",
    r"hindawi\.com/journals", r"jmir\.org", r"biorxiv\.org/content", r"medrxiv\.org/content", r"chemrxiv\.org",
    r"papers\.ssrn\.com", r"ssrn\.com/abstract", r"ncbi\.nlm\.nih\.gov/(?:pmc|pubmed)", r"pubmed\.ncbi",
    r"europepmc\.org", r"hal\.(?:science|inria|archives)", r"[\w-]+\.hal\.science",
    r"(?:ojs\.)?aaai\.org/(?:ojs|index|Papers|papers|ocs)", r"ojs\.aaai\.org", r"ijcai\.org/proceedings",
    r"isca-(?:speech|archive)\.org", r"roboticsproceedings\.org",
    r"usenix\.org/(?:conference/\S+/presentation|system|legacy|publications)",
    r"vldb\.org/pvldb", r"(?:diglib|digital\.library)\.eg\.org", r"direct\.mit\.edu", r"mitpressjournals\.org",
    r"transacl\.org", r"semanticscholar\.org/(?:paper|reader)", r"pdfs\.semanticscholar\.org",
    r"researchgate\.net/publication", r"citeseerx?\.", r"eprint\.iacr\.org", r"huggingface\.co/papers",
    r"paperswithcode\.com/paper", r"spiedigitallibrary\.org", r"asmedigitalcollection", r"arc\.aiaa\.org",
    r"distill\.pub/\d", r"storage\.googleapis\.com/\S*paper", r"isprs-\w+\.net", r"world-?scientific\.com",
    r"degruyter\.com", r"royalsocietypublishing\.org", r"annualreviews\.org", r"thelancet\.com", r"nejm\.org",
    r"bmj\.com/content", r"elifesciences\.org/articles", r"ismir", r"dafx", r"zora\.uzh", r"infoscience\.epfl",
)  # fmt: skip
_PAPER = re.compile(rf"^\s*(?:h?ttps?:)?//(?:www\.|export\.|dx\.)?(?:{'|'.join(_PLACES)})", re.IGNORECASE)
_OTHERS = re.compile(
    r"^\s*(?:h?ttps?:)?//(?:[\w-]+\.)*(?:amazon\.\w+|youtube\.com|youtu\.be|medium\.com|towardsdatascience\.com|wikipedia\.org"
    r"|twitter\.com|x\.com|coursera\.org|udemy\.com|edx\.org|reddit\.com|stackoverflow\.com|quora\.com|wordpress\.com"
    r"|blogspot\.\w+|substack\.com|facebook\.com|linkedin\.com|meetup\.com)(?:/|$)",
    re.IGNORECASE,
)
"""Hosts of books in shops, videos, posts and courses."""
_DOCUMENT = re.compile(r"^\s*(?:https?:)?//[^\s?#]+\.(?:pdf|ps|ps\.gz)(?:[?#&]\S*)?\s*$", re.IGNORECASE)


def is_paper_address(address: str) -> bool:
    """Whether an address is that of a paper: it identifies one, or stands where publishers keep theirs."""
    return bool(_PAPER.match(address)) or identify(address) is not None


def is_no_paper_address(address: str) -> bool:
    """Whether an address is that of a book in a shop, a video, a post or a course."""
    return bool(_OTHERS.match(address))


def may_be_document(address: str) -> bool:
    """Whether an address is that of a document that can be a paper: a PDF or PostScript file."""
    return bool(_DOCUMENT.match(address))
