import type { Catalogue, Term } from "../src/engine/catalogue.ts";

type Paper = {
  id: string;
  title: string;
  authors?: string[];
  year?: number;
  venue?: string;
  code?: string;
  arxiv?: string;
  doi?: string;
  topics?: Record<string, string[]>;
  cited?: number;
  citations?: number;
  stars?: number;
  added?: number;
};

const term = (id: string, parent = -1, aliases: string[] = []): Term => ({
  id,
  name: id.replaceAll("-", " "),
  aliases,
  parent,
});

const AXES = [
  {
    id: "objective",
    name: "Objective",
    terms: [term("instance-discrimination"), term("contrastive", 0, ["InfoNCE"]), term("clustering")],
  },
  { id: "modality", name: "Modality", terms: [term("image"), term("text"), term("audio")] },
];
const VENUES = [
  { id: "icml", short: "ICML", name: "International Conference on Machine Learning", kind: "conference", aliases: [] },
  { id: "iccv", short: "ICCV", name: "International Conference on Computer Vision", kind: "conference", aliases: [] },
];

/** Papers in the order in which a catalogue has them. */
export function newestFirst(papers: readonly Paper[]): Paper[] {
  return papers.toSorted((a, b) => (b.year ?? 0) - (a.year ?? 0) || (a.title < b.title ? -1 : 1));
}

export function catalogueOf(papers: Paper[]): Catalogue {
  return {
    version: 3,
    flags: ["code", "results"],
    kinds: ["method"],
    statuses: [],
    venues: VENUES,
    axes: AXES,
    families: [],
    datasets: [],
    sources: [],
    aliases: {},
    papers: {
      id: papers.map((paper) => paper.id),
      title: papers.map((paper) => paper.title),
      authors: papers.map((paper) => (paper.authors ?? []).join("\n")),
      year: papers.map((paper) => paper.year ?? 0),
      venue: papers.map((paper) => VENUES.findIndex((venue) => venue.id === paper.venue)),
      track: papers.map(() => ""),
      kind: papers.map(() => 0),
      flags: papers.map((paper) => (paper.code ? 1 : 0)),
      arxiv: papers.map((paper) => paper.arxiv ?? ""),
      doi: papers.map((paper) => paper.doi ?? ""),
      code: papers.map((paper) => paper.code ?? ""),
      added: papers.map((paper) => paper.added ?? 0),
      citations: papers.map((paper) => paper.citations ?? -1),
      stars: papers.map((paper) => paper.stars ?? -1),
      status: papers.map(() => -1),
      introduces: papers.map(() => []),
      uses: papers.map(() => []),
      reports: papers.map(() => []),
      sources: papers.map(() => []),
      cited: papers.map((paper) => paper.cited ?? 0),
      topics: Object.fromEntries(
        AXES.map((axis) => [
          axis.id,
          papers.map((paper) =>
            (paper.topics?.[axis.id] ?? []).map((id) => axis.terms.findIndex((one) => one.id === id)),
          ),
        ]),
      ),
    },
  };
}

export const PAPERS: Paper[] = [
  {
    id: "audioclip",
    title: "Audioclip: Extending Clip to Image, Text and Audio",
    authors: ["Andrey Guzhov", "Federico Raue"],
    year: 2022,
    arxiv: "2106.13043",
    topics: { objective: ["contrastive"], modality: ["image", "text", "audio"] },
  },
  {
    id: "set-clip",
    title: "Set-CLIP: Exploring Aligned Semantic From Low-Alignment Multimodal Data",
    year: 2024,
    topics: { modality: ["image", "text"] },
  },
  {
    id: "evaluating-clip",
    title: "Evaluating CLIP: Towards Characterization of Broader Capabilities",
    year: 2021,
    topics: { modality: ["image", "text"] },
  },
  {
    id: "learning-transferable-visual-models",
    title: "Learning Transferable Visual Models From Natural Language Supervision",
    authors: ["Alec Radford", "Jong Wook Kim"],
    year: 2021,
    venue: "icml",
    code: "https://github.com/openai/CLIP",
    arxiv: "2103.00020",
    topics: { objective: ["contrastive"], modality: ["image", "text"] },
    cited: 9,
    citations: 40_000,
  },
  {
    id: "look-listen-and-learn",
    title: "Look, Listen and Learn",
    authors: ["Relja Arandjelović", "Andrew Zisserman"],
    year: 2017,
    venue: "iccv",
    arxiv: "1705.08168",
    doi: "10.1109/iccv.2017.73",
    topics: { objective: ["instance-discrimination"], modality: ["image", "audio"] },
  },
  {
    id: "contrastive-multiview-coding",
    title: "Contrastive Learning of Multi-Modal Representations",
    authors: ["Yonglong Tian"],
    year: 2020,
    topics: { objective: ["contrastive"], modality: ["image"] },
  },
  {
    id: "deep-cluster",
    title: "Multimodal Clustering Networks",
    year: 2021,
    venue: "iccv",
    code: "https://github.com/brian7685/Multimodal-Clustering-Network",
    topics: { objective: ["clustering"], modality: ["audio", "text"] },
    citations: 0,
    stars: 88,
  },
  { id: "undated", title: "A Note Without a Year", added: 20260106 },
];
