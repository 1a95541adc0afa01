-- A knowledge base of papers, written by `kbgen export sqlite`. Identifiers are those of the records.
-- What a record does not say is NULL.

-- About this file: name, query, papers, generator, layout (of these tables; a number).
CREATE TABLE metadata (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE venues (
  id TEXT PRIMARY KEY,
  short TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,         -- conference, journal, workshop, preprint, thesis, book, other
  url TEXT
);

-- The axes along which papers and datasets are filed, and their terms, each below at most one other.
CREATE TABLE axes (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT
);
CREATE TABLE terms (
  id TEXT PRIMARY KEY,        -- axis and term: objective/contrastive
  axis TEXT NOT NULL REFERENCES axes (id),
  term TEXT NOT NULL,         -- unique on its axis
  name TEXT NOT NULL,
  description TEXT,
  parent TEXT REFERENCES terms (id)
);
CREATE UNIQUE INDEX terms_term ON terms (axis, term);
CREATE INDEX terms_parent ON terms (parent);
-- Every term with itself (distance 0) and with everything below it.
CREATE TABLE term_closure (
  ancestor TEXT NOT NULL REFERENCES terms (id),
  descendant TEXT NOT NULL REFERENCES terms (id),
  distance INTEGER NOT NULL,
  PRIMARY KEY (ancestor, descendant)
);
CREATE INDEX term_closure_descendant ON term_closure (descendant);

-- Documents that records came from.
CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  url TEXT,
  license TEXT,
  retrieved TEXT,             -- a day, as 2026-11-20
  description TEXT
);

CREATE TABLE papers (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  authors TEXT,               -- full names joined by "; "; table paper_authors has them one by one
  year INTEGER,
  venue TEXT REFERENCES venues (id),
  track TEXT,
  kind TEXT NOT NULL,
  url TEXT,                   -- the best address of the paper itself
  arxiv TEXT,
  doi TEXT,
  acl TEXT,
  openreview TEXT,
  summary TEXT,
  notes TEXT,                 -- reading notes as JSON
  citation_key TEXT NOT NULL,
  added TEXT                  -- a day, as 2026-11-20
);
CREATE INDEX papers_year ON papers (year);
CREATE INDEX papers_venue ON papers (venue);
CREATE INDEX papers_kind ON papers (kind);
CREATE INDEX papers_arxiv ON papers (arxiv);
CREATE INDEX papers_doi ON papers (doi);

-- Other titles of a paper, and identifiers that its record had before.
CREATE TABLE paper_titles (
  paper TEXT NOT NULL REFERENCES papers (id),
  title TEXT NOT NULL,
  PRIMARY KEY (paper, title)
);
CREATE TABLE paper_aliases (
  alias TEXT PRIMARY KEY,
  paper TEXT NOT NULL REFERENCES papers (id)
);
CREATE INDEX paper_aliases_paper ON paper_aliases (paper);

-- People as far as names tell: spellings that differ in accents, case or punctuation only are one.
CREATE TABLE authors (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL          -- the spelling that most papers have
);
CREATE TABLE paper_authors (
  paper TEXT NOT NULL REFERENCES papers (id),
  position INTEGER NOT NULL,  -- from 1, in the paper's order
  author TEXT NOT NULL REFERENCES authors (id),
  written TEXT NOT NULL,      -- the name as this record has it
  PRIMARY KEY (paper, position)
);
CREATE INDEX paper_authors_author ON paper_authors (author);

-- The terms a record carries itself; join term_closure for those above.
CREATE TABLE paper_terms (
  paper TEXT NOT NULL REFERENCES papers (id),
  term TEXT NOT NULL REFERENCES terms (id),
  PRIMARY KEY (paper, term)
);
CREATE INDEX paper_terms_term ON paper_terms (term);

CREATE TABLE paper_links (
  paper TEXT NOT NULL REFERENCES papers (id),
  kind TEXT NOT NULL,         -- arxiv, doi, acl, openreview, paper, pdf, code, project, …
  url TEXT NOT NULL,
  position INTEGER NOT NULL,  -- from 1, the paper itself first
  PRIMARY KEY (paper, position)
);
CREATE INDEX paper_links_kind ON paper_links (kind);

CREATE TABLE paper_sources (
  paper TEXT NOT NULL REFERENCES papers (id),
  source TEXT NOT NULL REFERENCES sources (id),
  PRIMARY KEY (paper, source)
);
CREATE INDEX paper_sources_source ON paper_sources (source);

CREATE TABLE datasets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  year INTEGER,
  family TEXT,
  domain TEXT,
  tasks TEXT,                 -- the source's words, where no term says them
  license TEXT,
  access TEXT,
  url TEXT,
  introduced_by TEXT REFERENCES papers (id),
  summary TEXT,
  added TEXT
);
CREATE INDEX datasets_introduced_by ON datasets (introduced_by);
CREATE TABLE dataset_sizes (
  dataset TEXT NOT NULL REFERENCES datasets (id),
  position INTEGER NOT NULL,
  of TEXT NOT NULL,           -- what is counted
  text TEXT NOT NULL,         -- the source's words
  count REAL,
  qualifier TEXT NOT NULL,    -- exactly, at-least, about, at-most
  PRIMARY KEY (dataset, position)
);
CREATE TABLE dataset_terms (
  dataset TEXT NOT NULL REFERENCES datasets (id),
  term TEXT NOT NULL REFERENCES terms (id),
  PRIMARY KEY (dataset, term)
);
CREATE INDEX dataset_terms_term ON dataset_terms (term);
CREATE TABLE dataset_links (
  dataset TEXT NOT NULL REFERENCES datasets (id),
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (dataset, kind, url)
);

CREATE TABLE paper_datasets (
  paper TEXT NOT NULL REFERENCES papers (id),
  position INTEGER NOT NULL,
  dataset TEXT NOT NULL REFERENCES datasets (id),
  role TEXT NOT NULL,         -- introduces, pretraining, training, evaluation, uses
  detail TEXT,
  source TEXT,
  PRIMARY KEY (paper, position)
);
CREATE INDEX paper_datasets_dataset ON paper_datasets (dataset);

-- Numbers that papers report, with the place that states each.
CREATE TABLE results (
  paper TEXT NOT NULL REFERENCES papers (id),
  position INTEGER NOT NULL,
  dataset TEXT NOT NULL REFERENCES datasets (id),
  task TEXT,
  metric TEXT NOT NULL,
  value REAL NOT NULL,
  unit TEXT,
  model TEXT,
  source TEXT NOT NULL,
  PRIMARY KEY (paper, position)
);
CREATE INDEX results_dataset ON results (dataset, metric);

-- Who cites whom, a row for each source that states it. A citation that is missing is not known to be none.
CREATE TABLE citations (
  citing TEXT NOT NULL REFERENCES papers (id),
  cited TEXT NOT NULL REFERENCES papers (id),
  source TEXT NOT NULL,
  kind TEXT NOT NULL,         -- curated, reference-list, semantic-scholar-list, seed, service
  PRIMARY KEY (citing, cited, source, kind)
);
CREATE INDEX citations_cited ON citations (cited);

-- What the records' curators say: a paper extends another, or compares itself to it.
CREATE TABLE relations (
  paper TEXT NOT NULL REFERENCES papers (id),
  relation TEXT NOT NULL,     -- extends, compares_to
  other TEXT NOT NULL REFERENCES papers (id),
  PRIMARY KEY (paper, relation, other)
);
CREATE INDEX relations_other ON relations (other);

CREATE VIRTUAL TABLE papers_fts USING fts5 (
  title, authors, summary, content="papers", tokenize="porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE datasets_fts USING fts5 (
  name, summary, domain, tasks, content="datasets", tokenize="porter unicode61 remove_diacritics 2"
);

-- Papers as a reader wants to see them.
CREATE VIEW paper_list AS
SELECT
  papers.id, papers.title, papers.authors, papers.year, venues.short AS venue, papers.track, papers.kind,
  papers.summary, papers.url,
  (SELECT paper_links.url FROM paper_links
    WHERE paper_links.paper = papers.id AND paper_links.kind = 'code'
    ORDER BY paper_links.position LIMIT 1) AS code,
  (SELECT count(DISTINCT citations.citing) FROM citations WHERE citations.cited = papers.id) AS cited_here
FROM papers
LEFT JOIN venues ON venues.id = papers.venue;

-- Papers under a term or any below it.
CREATE VIEW papers_by_term AS
SELECT DISTINCT terms.id AS term, terms.axis, terms.name AS term_name, paper_terms.paper
FROM paper_terms
JOIN term_closure ON term_closure.descendant = paper_terms.term
JOIN terms ON terms.id = term_closure.ancestor;

CREATE VIEW term_counts AS
SELECT term, axis, term_name, count(*) AS papers FROM papers_by_term GROUP BY term;

CREATE VIEW author_counts AS
SELECT
  authors.id, authors.name, count(DISTINCT papers.id) AS papers, min(papers.year) AS first_year,
  max(papers.year) AS last_year
FROM authors
JOIN paper_authors ON paper_authors.author = authors.id
JOIN papers ON papers.id = paper_authors.paper
GROUP BY authors.id;

CREATE VIEW venue_counts AS
SELECT venues.id, venues.short, venues.kind, count(papers.id) AS papers
FROM venues
JOIN papers ON papers.venue = venues.id
GROUP BY venues.id;

CREATE VIEW dataset_counts AS
SELECT
  datasets.id, datasets.name, datasets.year,
  count(DISTINCT CASE WHEN paper_datasets.role <> 'introduces' THEN paper_datasets.paper END) AS used_by,
  datasets.introduced_by
FROM datasets
LEFT JOIN paper_datasets ON paper_datasets.dataset = datasets.id
GROUP BY datasets.id;

CREATE VIEW leaderboards AS
SELECT
  datasets.name AS dataset, results.task, results.metric, results.value, results.unit, results.model,
  papers.id AS paper, papers.title, papers.year, results.source
FROM results
JOIN papers ON papers.id = results.paper
JOIN datasets ON datasets.id = results.dataset;
