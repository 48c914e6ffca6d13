import type { FileState, PlannedFile } from "../protocol";

/** How the files of a state are called, what that means, and their icon; in the order in which they are listed. */
export const STATES: Readonly<Record<FileState, { label: string; meaning: string; icon: string }>> = {
  changed: { label: "Changed", meaning: "is there and says something else", icon: "diff-modified" },
  added: { label: "Added", meaning: "is not there yet", icon: "diff-added" },
  "left-behind": {
    label: "Left behind",
    meaning: "was generated for something that is not there any more",
    icon: "diff-removed",
  },
  kept: { label: "Kept", meaning: "is yours, and is never written again", icon: "lock" },
  unchanged: { label: "Unchanged", meaning: "is there and says the same", icon: "check" },
};

/** The files of one state. */
export interface StateGroup {
  state: FileState;
  files: PlannedFile[];
}

/** The files by state, without states that no file has. */
export function byState(files: readonly PlannedFile[]): StateGroup[] {
  return (Object.keys(STATES) as FileState[])
    .map((state) => ({ state, files: files.filter((file) => file.state === state) }))
    .filter((group) => group.files.length > 0);
}

/** What a plan comes to, in a few words. */
export function summary(files: readonly PlannedFile[]): string {
  return byState(files)
    .map((group) => `${group.files.length} ${STATES[group.state].label.toLowerCase()}`)
    .join(", ");
}
