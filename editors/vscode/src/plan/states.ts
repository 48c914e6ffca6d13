import type { FileState, PlannedFile } from "../protocol";

/** The label, meaning and icon of each state, in the order in which they are listed. */
export const STATES: Readonly<Record<FileState, { label: string; meaning: string; icon: string }>> = {
  changed: { label: "Changed", meaning: "exists with different content", icon: "diff-modified" },
  added: { label: "Added", meaning: "does not exist yet", icon: "diff-added" },
  "left-behind": {
    label: "Left behind",
    meaning: "was generated for something that no longer exists",
    icon: "diff-removed",
  },
  kept: { label: "Kept", meaning: "is yours and is never overwritten", icon: "lock" },
  unchanged: { label: "Unchanged", meaning: "exists with the same content", icon: "check" },
};

/** The files of one state. */
export interface StateGroup {
  state: FileState;
  files: PlannedFile[];
}

/** Returns the files by state, without empty states. */
export function byState(files: readonly PlannedFile[]): StateGroup[] {
  return (Object.keys(STATES) as FileState[])
    .map((state) => ({ state, files: files.filter((file) => file.state === state) }))
    .filter((group) => group.files.length > 0);
}

/** Returns a summary of a plan: the number of files in each state. */
export function summary(files: readonly PlannedFile[]): string {
  return byState(files)
    .map((group) => `${group.files.length} ${STATES[group.state].label.toLowerCase()}`)
    .join(", ");
}
