import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  type ClientCapabilities,
  type Executable,
  type LanguageClientOptions,
  type Middleware,
  type StaticFeature,
} from "vscode-languageclient/node";

/** The documents that are sent to the server. The left sides of git comparisons are excluded. */
const documentSelector = ["file", "untitled", "vscode-vfs"].map((scheme) => ({ scheme, language: "temple" }));

/** The capabilities of this client beyond the protocol. */
const experimental: StaticFeature = {
  getState: () => ({ kind: "static" }),
  fillClientCapabilities: (capabilities: ClientCapabilities) => {
    capabilities.experimental = {
      ...(capabilities.experimental as object | undefined),
      temple: { commands: ["temple.showReferences", "editor.action.triggerSuggest"] },
    };
  },
  initialize: () => undefined,
  clear: () => undefined,
};

/** A client that writes errors to the log only: `Server` reports a missing server to the user. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/**
 * The one client of the extension.
 *
 * @param executable read at each start, so it may change between a stop and the next start
 * @param closed called when the connection is lost unexpectedly
 */
export function createClient(
  executable: Executable,
  log: vscode.LogOutputChannel,
  middleware: Middleware,
  closed: () => void,
): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware,
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        closed();
        return { action: CloseAction.DoNotRestart, handled: true, message: "The server exited." };
      },
    },
    stdioOptions: {
      stdout: () => undefined,
      // The server's lines contain their level.
      stderr: (input) => void input.on("data", (data) => { log.append(String(data)); }),
    },
  };
  const client = new QuietClient("temple", "Temple", executable, options);
  client.registerFeature(experimental);
  return client;
}
