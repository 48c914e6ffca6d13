/** The messages between the extension and the page of the diagram. */

import type { Graph } from "./graph";

export type ToPicture =
  | { type: "graph"; graph: Graph }
  /** The node or edge at the cursor, if there is one. */
  | { type: "cursor"; id?: string }
  /** The reason why the diagram does not match the text, if it does not. */
  | { type: "banner"; text?: string };

export type FromPicture =
  /** The page is loaded, for the first time or after it was hidden, and needs its graph. */
  | { type: "ready" }
  /** Show the origin of a node or edge. */
  | { type: "reveal"; id: string }
  | { type: "save" };

/** The state that survives a reload of the window. */
export interface PictureState {
  /** The URI of the Templefile. */
  uri: string;
  /** Absent while the whole diagram is shown. */
  view?: { x: number; y: number; k: number };
  selected?: string;
  /** The kinds of edges that are turned off. */
  hidden?: string[];
}
