"""What the word before a colon or over a column means, in the languages that lists are written in.

A meaning is the role of a link, or ``title``, ``name``, ``method``, ``authors``, ``venue``, ``date``, ``institution``
or ``note``.
"""

import re
from functools import lru_cache

from kbgen.ingest.titles import LABEL_WORDS

_WORDS: dict[str, str] = {
    "title": (
        "title, paper title, papers title, work, article, publication title, 标题, 题目, "
        "论文标题, 论文题目, 论文名称, 论文名, タイトル, 論文タイトル, 題名, 제목, 논문 제목, 논문명, titel, titre, "
        "título"
    ),
    "name": (
        "name, dataset, datasets, benchmark, benchmarks, dataset name, corpus, 数据集, "
        "数据集名称, 名称, 名字, データセット, データセット名, 名前, 데이터셋, 데이터셋 이름, 이름"
    ),
    "method": (
        "method, methods, model, models, model name, approach, algorithm, "
        "abbreviation, abbr, acronym, alias, 方法, 模型, 简称, 算法, 手法, モデル, 略称, 모델, 방법"
    ),
    "authors": "authors, author, author(s), first author, by, 作者, 第一作者, 著者, 저자",
    "venue": (
        "venue, venues, publisher, published by, published in, published at, published, "
        "publication, pub, pub., conference, conf, conf., journal, "
        "journal/conference, conference/journal, venue/year, venue & year, source, "
        "proceedings, where, accepted at, accepted, 会议, 期刊, 会议/期刊, 期刊/会议, 发表, 出处, 来源, "
        "发表会议, 发表期刊, 発表, 会議, 学会, 掲載, 발표, 학회, 저널, 게재"
    ),
    "date": (
        "date, year of publication, publication year, publication date, "
        "year, year/month, month, time, published date, publish date, release "
        "date, release, released, when, 日期, 时间, 年份, 年, 发表时间, 发布时间, 年度, 日付, 発表年, 연도, "
        "년도, 날짜, 발표일"
    ),
    "institution": (
        "institution, institutions, institute, institutes, affiliation, affiliations, "
        "organization, org, company, team, lab, 机构, 单位, 作者单位, 团队, 所属, 기관, 소속"
    ),
    "paper": (
        "paper, papers, paper link, paper url, paper(oral), arxiv, arxiv link, abs, "
        "doi, article link, preprint, 论文, 论文链接, 论文地址, 文章, 原文, 论文/paper, 論文, 論文リンク, "
        "논문, 논문 링크"
    ),
    "link": "link, links, url, address, 链接, 地址, リンク, 링크",
    "pdf": "pdf, pdf link, paper pdf, 论文下载",
    "code": (
        "code, codes, code link, code url, github, github link, github repo, source "
        "code, repo, repository, implementation, official code, official "
        "implementation, gitlab, stars, star, 代码, 代码链接, 源码, 开源代码, 开源, 代码地址, コード, 実装, "
        "코드, 깃허브, 구현"
    ),
    "project": (
        "project, project page, project website, project link, homepage, home page, "
        "website, webpage, web page, site, page, 主页, 项目主页, 项目, 工程, 项目地址, 网站, プロジェクト, "
        "ホームページ, 프로젝트, 홈페이지"
    ),
    "data": ("data, download, dataset link, dataset url, data link, 下载, 数据, 数据下载, ダウンロード, 다운로드"),
    "model": ("weights, checkpoint, checkpoints, huggingface, hugging face, hf, model link, 权重, 重み"),
    "video": "video, videos, youtube, talk, demo video, presentation, 视频, 動画, 비디오, 영상",
    "slides": "slides, slide, ppt, 幻灯片, スライド, 슬라이드",
    "poster": "poster, 海报",
    "blog": "blog, blogpost, blog post, post, 博客, 解读, 中文解读, 论文解读, ブログ, 블로그",
    "demo": "demo, colab, playground, 演示, デモ, 데모",
    "docs": (
        "docs, documentation, details, supp, supplementary, supplementary material, "
        "supplement, appendix, notes, note link"
    ),
    "note": (
        "note, intro, introduction, keywords, keyword, key, key words, tags, tag, "
        "tl;dr, tldr, abstract, summary, highlight, highlights, description, comment, "
        "comments, remark, remarks, task, tasks, env, environment, bibtex, citation, "
        "citations, cite, 备注, 说明, 关键词, 关键字, 简介, 摘要, 备考, 概要, 요약, 설명, 비고"
    ),
}
_MEANING = {word.strip(): meaning for meaning, words in _WORDS.items() for word in words.split(",")}
LINK_ROLES = frozenset(
    {"paper", "pdf", "code", "project", "data", "model", "video", "slides", "poster", "blog", "demo", "docs"}
)
_FIELD = re.compile(r"^[\W_]{0,6}(?P<name>[^\W_](?:[^:：\n]{0,58}?[^:：\s])?)\s*[:：]\s*")
_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）")
_DECORATION = re.compile(r"\([^()]*\)|（[^（）]*）|[^\w\s/&.;]+|_")


@lru_cache(maxsize=20_000)
def meaning_of(words: str) -> str:
    """What a header or a field's name means; empty where it says nothing known. Emoji and brackets do not count."""
    bare = " ".join(_DECORATION.sub(" ", words.lower()).split())
    for spelling in (
        " ".join(words.lower().split()),
        bare,
        re.sub(r"(?<=[^\W\d]) ?\d{1,2}$", "", bare),
        *reversed(bare.split("/")),
    ):
        if meaning := _MEANING.get(spelling.strip()):
            return meaning
    parts = bare.split()
    if len(parts) == 2 and parts[1] in LABEL_WORDS and parts[0] in _MEANING:
        return _MEANING[parts[0]]
    if len(parts) == 2 and parts[0] in {"official", "our", "the"}:
        return _MEANING.get(parts[1], "")
    return ""


def field_name(text: str) -> str:
    """What stands before the first colon at the beginning of a text, where that may be a field's name."""
    found = _FIELD.match(text)
    return found["name"].strip() if found and len(_ASIDE.sub(" ", found["name"]).split()) <= 4 else ""


def without_field(text: str) -> str:
    """The text behind the field's name."""
    return _FIELD.sub("", text, count=1)
