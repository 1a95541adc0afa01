"""A knowledge base of a few records, laid out as people write them, in which records name each other."""

from pathlib import Path

FILES = {
    "data/taxonomy.yaml": """\
axes:
  - id: objective
    name: Objectives
    description: What a model is trained to do.
    terms:
      - {id: contrastive, name: Contrastive learning, description: Pulls pairs together., aliases: [InfoNCE]}
      - {id: captioning, name: Captioning, description: Writes what is seen.}
  - id: modality
    name: Modalities
    description: What a model takes in.
    terms:
      - {id: image, name: Images, description: Pictures.}
      - {id: text, name: Text, description: Words.}
""",
    "data/venues.yaml": """\
venues:
  - {id: icml, name: International Conference on Machine Learning, short: ICML, kind: conference}
  - {id: cvpr, name: Computer Vision and Pattern Recognition, short: CVPR, kind: conference}
  - {id: arxiv, name: arXiv, short: arXiv, kind: preprint}
""",
    "data/papers/2020/simclr.yaml": """\
id: simclr
title: A Simple Framework for Contrastive Learning of Visual Representations
authors: [Ting Chen]
year: 2020
venue: arxiv
ids: {arxiv: "2002.05709"}
topics: {objective: [contrastive], modality: [image]}
""",
    "data/papers/2021/clip.yaml": """\
# yaml-language-server: $schema=../../schemas/paper.schema.json
id: clip
title: Learning Transferable Visual Models From Natural Language Supervision
kind: method
authors: [Alec Radford, Jong Wook Kim]  # and ten more
year: 2021
venue: arxiv
track: workshop
ids: {arxiv: "2103.00020"}

links:
  # The authors' own.
  code:
    - https://github.com/openai/CLIP
topics:
  objective: [contrastive]
  modality: [image, text]
datasets:
  - {dataset: imagenet, role: evaluation}
results:
  - dataset: imagenet
    metric: accuracy
    value: 76.2
    unit: "%"
    source: Table 1
provenance:
  - {fields: [year], source: "a list", doubt: the list says 2020}
added: 2026-11-20
""",
    "data/papers/2021/virtex.yaml": """\
id: virtex
title: "VirTex: Learning Visual Representations from Textual Annotations"
kind: method
authors: [Karan Desai, Justin Johnson]
year: 2021
venue: cvpr
topics: {objective: [captioning], modality: [image, text]}
datasets:
  - {dataset: imagenet, role: evaluation}
relations:
  compares_to: [clip]
""",
    "data/datasets/imagenet.yaml": """\
id: imagenet
name: ImageNet
modalities: [image]
""",
    "data/datasets/web-pairs.yaml": """\
id: web-pairs
name: Pairs from the Web
modalities: [image, text]
introduced_by: clip
""",
    "data/lists/awesome.yaml": """\
id: awesome
title: Awesome
output: README.md
sections:
  - heading: First
    select: {ids: clip}
  - heading: Rest
    select:
      exclude: [clip]
  - heading: Asked
    select: {where: "id:clip has:code"}
  - heading: Used
    select: {dataset: imagenet}
""",
    "data/allowed.yaml": """\
allowed:
  # Looked at by two people.
  - code: KB702
    path: data/papers/2021/clip.yaml
    subject: "clip: year: a list"
    reason: The proceedings say 2021.
    reviewed: 2026-11-20
""",
    "data/enriched/citations.jsonl": (
        '{"id": "clip", "fields": {"abstract": {"value": "Short.", "source": "arxiv", "fetched": "2026-11-20"}}}\n'
        '{"id": "virtex", "fields": {"reference_coverage": {"value": {"seen": 60, "matched": 1, "complete": true}, '
        '"source": "text", "fetched": "2026-11-20"}, "references": {"value": [{"id": "clip", "source": "text", '
        '"kind": "reference-list", "match": "title"}], "source": "text", "fetched": "2026-11-20"}}}\n'
    ),
}


def write_knowledge_base(root: Path) -> Path:
    """Write the sample and return its root."""
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root
