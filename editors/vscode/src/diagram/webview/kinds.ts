/** The label of each kind of edge in the legend, as in the SVG of the server. */

import type { EdgeKind } from "../graph";

export const EDGES: Record<EdgeKind, string> = {
  route: "routes requests to",
  reference: "refers to",
  use: "uses",
  data: "stores data in",
  scrape: "scrapes metrics from",
  figures: "visualizes metrics from",
};
