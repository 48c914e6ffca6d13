import type { SourceText, TextError } from "../protocol";
import { counted } from "../words";

/** The maximum number of errors that the server sends. */
const TOLD = 10;

/** Returns a sentence that says which files are shown while a Templefile has errors; undefined without errors. */
export function banner(
  name: string,
  { complete, source }: { complete: boolean; source: SourceText },
): string | undefined {
  if (complete) return undefined;
  const shown = source === "lastValid" ? "the last valid files" : "valid parts only";
  return `Showing ${shown}: ${name} has errors.`;
}

/** Returns the message that saving is refused, with the first error as its detail. */
export function refusal(name: string, errors: readonly TextError[]): { message: string; detail: string } {
  const count = errors.length < TOLD ? counted(errors.length, "error") : `${TOLD} or more errors`;
  const [first] = errors;
  return {
    message: `${name} has ${count}. Fix ${errors.length === 1 ? "it" : "them"} before saving.`,
    detail: first ? `Line ${first.range.start.line + 1}: ${first.message}` : "",
  };
}
