import assert from "node:assert/strict";
import { test } from "node:test";
import { misfit, PROTOCOL_VERSION } from "./protocolVersion";

test("a server of the same version fits", () => {
  assert.equal(misfit({ temple: { version: PROTOCOL_VERSION, methods: [] } }, "0.1.0"), undefined);
});

test("a server without a version speaks version 1", () => {
  for (const experimental of [undefined, null, {}, { temple: null }, { temple: ["previewManifests"] }, { temple: {} }]) {
    assert.deepEqual(misfit(experimental, "0.1.0"), {
      kind: "older",
      message: `temple-lsp 0.1.0 uses version 1 of the temple protocol; this extension needs version ${PROTOCOL_VERSION}. Update temple-lsp.`,
    });
  }
});

test("asks for an update of the extension if the server is newer", () => {
  assert.deepEqual(misfit({ temple: { version: PROTOCOL_VERSION + 1 } }, "9.0.0"), {
    kind: "newer",
    message: `temple-lsp 9.0.0 uses version ${PROTOCOL_VERSION + 1} of the temple protocol; this extension needs version ${PROTOCOL_VERSION}. Update the extension.`,
  });
});
