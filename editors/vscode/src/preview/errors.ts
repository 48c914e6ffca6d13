import type { SourceText, TextError } from "../protocol";
import { counted } from "../words";

/** As many errors as the server tells at most. */
const TOLD = 10;

/** What is shown while a Templefile has errors, in a sentence; nothing without errors. */
export function banner(
  name: string,
  { complete, source }: { complete: boolean; source: SourceText },
): string | undefined {
  if (complete) return undefined;
  const shown = source === "lastValid" ? "the last valid files" : "valid parts only";
  return `Showing ${shown}: ${name} has errors.`;
}

/** Why nothing is saved, and the first error as detail. */
export function refusal(name: string, errors: readonly TextError[]): { message: string; detail: string } {
  const count = errors.length < TOLD ? counted(errors.length, "error") : `${TOLD} or more errors`;
  const [first] = errors;
  return {
    message: `${name} has ${count}. Fix ${errors.length === 1 ? "it" : "them"} before saving.`,
    detail: first ? `Line ${first.range.start.line + 1}: ${first.message}` : "",
  };
}
