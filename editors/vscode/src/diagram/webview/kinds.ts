/** What the legend says of each kind of edge, in the words of the server's own picture. */

import type { EdgeKind } from "../graph";

export const EDGES: Record<EdgeKind, string> = {
  route: "passes requests to",
  reference: "refers to",
  use: "uses",
  data: "keeps its data in",
  scrape: "collects figures of",
  figures: "draws figures of",
};
