"""Small made-up sources, one of each format, and where the real ones are if they are there."""

import json
from pathlib import Path

from kbgen.ingest.draft import Draft
from kbgen.ingest.importing import ImportOptions, SourceFile, read_text

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SEEDS = sorted((SHARED / "seeds").glob("00*.txt"))
METADATA = [SHARED / "metadata" / name for name in ("papers.jsonl", "citations.jsonl", "coverage.json")]
HAVE_SHARED = len(SEEDS) == 5 and all(path.is_file() for path in METADATA)

NESTED = """\
# Awesome Echoes

- [Survey Papers](#survey-papers)
- [Methods](#methods)
  - [Clustering](#clustering)

## Survey Papers

A sentence about what stands here.

- Echoes in Many Rooms: A Survey.
  - *IEEE TPAMI 2019* [[paper]](http://arxiv.org/abs/1901.00001v2)

## Methods
### Clustering

- EchoNet: Hearing Corners.
  - *CVPR Workshops 2020* [[paper]](https://arxiv.org/abs/2001.00002) [[code]](https://github.com/echo/net/tree/main/a)

- Echo Chambers
  - *arXiv* [[paper]](https://ieeexplore.ieee.org/document/1) [[code]](http://echo.example.org/project)

### Hybrid

- Two Echoes, One Room.
  - *ECHOCONF 2021* [[paper]](https://arxiv.org/abs/2001.00002) [[blog]](https://blog.example.org/two)

## Tables
### Image-Sound Datasets

| **Name** | **# Images** | **# Video / # clips** | **Domain** | **Task** | **Access** | **Github** |
|---|---|---|---|---|---|---|
| **Rooms**|>330000|20k: 100k|indoor|captioning| [Link](https://r.example.org/)|[Github](https://github.com/r/r)|
| **Halls** | 5 for each | -:11267 | - | - | ? | - ||
| **Caves** | ~1k | 9k | natural | captioning, retrieval | - | -

## Contribute
```
- Paper Name.
```
"""

LINED = """\
# Awesome Waves
Reading list for waves

## Research

### Fusion

[Waves as Particles](https://openreview.net/pdf?id=abcDEF1234_), ICLR 2021, [[code]](//github.com/waves/particles)

[Waves as Particles](https://openreview.net/pdf?id=abcDEF1234_), ICLR 2021

[EchoNet: Hearing corners](https://arxiv.org/abs/2001.00002?context=cs.LG), CVPR 2021 \
[[code1]](https://github.com/echo/net/tree/main/a) [[code2]](https://github.com/other/net)

[Silent Waves](), ACL Findings 2021

[Broken Waves](http//dl.example.org/1), 2016

[Odd Waves](https://arxiv.org/abs/6.5538), EMNLP Findings 2020, [[homepage]]( http://odd.example.org/w)

[Itâ€™s a Wave](https://arxiv.org/abs/2005.00009), ACl 2020
"""

PAGE = """\
This page is about a survey of echoes.
Title | Authors | Year | Actions |
---|---|---|---|
Echoes of Echoes
|
Ada Byron, Emmy Noether
|
2022
|
View Paper |
Edinburgh Research Explorer EchoNet: Hearing Corners
|
Grace Hopper
|
View Paper | |
Grace Hopper
Comments (0)"""

NOTES = """\
# Echoes
Thoughts without a paper.

# EchoNet
EchoNet: Hearing Corners
- Hopper, G., & Noether, E. (2020).
- In Proceedings of the Conference on Echoes (pp. 1-9).
- Navy Yard, University of Rooms
- [arxiv](https://open.example.org/echonet.pdf)
- [repository]()
- Data type: Visual and Audio

Keypoints
- Corners reflect sound
- SSL task
  - Predict the corner from the echo
- Downstream tasks
  - Corner classification on Rooms
- Network architecture
  - Vision subnetwork: VGG
  - Audio subnetwork: VGG on spectrograms
- Datasets (Video)
  - Rooms
    - 500 videos (400 training, 100 test)
"""

ABSTRACT = "We study how echoes reveal the shape of rooms and report what a listener may learn of them. " * 6

FEED = f"""\
Get echoes in your inbox!
SubscribeEchoes of Echoes
{ABSTRACT}
EchoNet: Hearing Corners
{ABSTRACT}x2013 and more
"""

FACTS = "\n".join(
    (
        json.dumps(
            {
                "title": "EchoNet: Hearing Corners",
                "authors": ["Grace Hopper", "Emmy Noether"],
                "authors_complete": True,
                "year": 2021,
                "venue": "CVPR (pp. 1-9)",
                "arxiv": "2001.00002",
                "doi": "https://link.springer.com/chapter/10.1007/978-3-031-1_5",
                "source": "a record",
                "note": "year of the proceedings",
            }
        ),
        json.dumps({"title": "Nobody Lists This", "authors": ["Nemo"], "year": 2020, "source": "another record"}),
        "not json",
    )
)


def _citation(cited: str, source: str, kind: str) -> str:
    return json.dumps({"citing": "Echoes of Echoes", "cited": cited, "source": source, "kind": kind, "match": "title"})


CITATIONS = "\n".join(
    (
        _citation("Echoes in Many Rooms: A Survey", "a table", "seed"),
        _citation("Echoes in Many Rooms: A Survey", "its own list", "reference-list"),
        _citation("Unheard Of", "its own list", "reference-list"),
    )
)

COVERAGE = (
    '[{"title": "Echoes of Echoes", "references_seen": 40, "matched": 1, "complete": true, "source": "full text"}]'
)


def read(text: str, name: str = "sample.txt", *, key: str = "sample", about: str = "", format_: str = "") -> Draft:
    """The draft of a text, as an import reads it."""
    return read_text(text, SourceFile(Path(name), key), ImportOptions(format=format_, about=about))
