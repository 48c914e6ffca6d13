// A broken line must not change the colours after it: every line of the examples is truncated at every token.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import textmate from "vscode-textmate";
import oniguruma from "vscode-oniguruma";

const require = createRequire(import.meta.url);
const examples = new URL("../../../examples/", import.meta.url);
const names = readdirSync(examples).filter((name) => /\.temple(file)?$/.test(name));

async function loadGrammar() {
  await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")).buffer);
  const path = new URL("../temple.tmLanguage.json", import.meta.url);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(path, "utf8"), path.pathname),
  });
  return registry.loadGrammar("source.temple");
}

const grammar = await loadGrammar();

/** The state between entries. */
const outside = grammar.tokenizeLine("", textmate.INITIAL).ruleStack;

/** Returns the colours of a line: the start and the scopes of each token. */
function colours(line, state) {
  const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
  return { text: tokens.map(({ startIndex, scopes }) => `${startIndex} ${scopes.join(" ")}`).join("\n"), state: ruleStack };
}

/** Returns every line with its colours, and with the state before it. */
function coloured(lines) {
  let state = outside;
  return lines.map((line) => {
    const before = state;
    const { text, state: after } = colours(line, before);
    state = after;
    return { line, text, before };
  });
}

/** Returns the offsets at which a line is truncated: after each token, except inside block comments. */
function cuts(line, before) {
  const { tokens } = grammar.tokenizeLine(line, before);
  const ends = tokens.filter(({ scopes }) => !scopes.some((scope) => scope.startsWith("comment.block")));
  return ends.map(({ startIndex }) => startIndex);
}

for (const name of names) {
  test(`a line of ${name} that is cut short recolours no entry behind it`, () => {
    const lines = coloured(readFileSync(new URL(name, examples), "utf8").split("\n"));
    let tried = 0;
    lines.forEach(({ line, before }, index) => {
      for (const cut of cuts(line, before)) {
        let { state } = colours(line.slice(0, cut), before);
        for (const next of lines.slice(index + 1)) {
          const { text, state: after } = colours(next.line, state);
          // After a line of the same entry, it is sufficient that the entry ends somewhere.
          if (next.before.equals(outside)) {
            assert.equal(text, next.text, `line ${index + 1} cut to "${line.slice(0, cut)}" recolours "${next.line}"`);
          }
          state = after;
          if (state.equals(outside)) break;
        }
        tried += 1;
      }
    });
    assert.ok(tried > 0);
  });
}
