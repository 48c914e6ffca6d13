/** What the extension and the picture say to each other. */

import type { Graph } from "./graph";

export type ToPicture =
  | { type: "graph"; graph: Graph }
  /** The node or edge at the cursor, if there is one. */
  | { type: "cursor"; id?: string }
  /** Why the picture is not that of the text, if it is not. */
  | { type: "banner"; text?: string };

export type FromPicture =
  /** The picture is there, for the first time or after it was hidden, and wants its graph. */
  | { type: "ready" }
  /** Show where a node or edge comes from. */
  | { type: "reveal"; id: string }
  | { type: "save" };

/** What outlives a reload of the window. */
export interface PictureState {
  /** The address of the Templefile. */
  uri: string;
  /** Absent while the whole picture is shown, in whatever size the panel has. */
  view?: { x: number; y: number; k: number };
  selected?: string;
  /** The kinds of edges that are turned off. */
  hidden?: string[];
}
