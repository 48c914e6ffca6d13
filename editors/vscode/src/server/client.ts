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

/** Everything that the server may be asked about. The left sides of comparisons in git are not among it. */
const documentSelector = ["file", "untitled", "vscode-vfs"].map((scheme) => ({ scheme, language: "temple" }));

/** What this client can do for the server beyond the protocol. */
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

/** A client that leaves it to `Server` to tell the user that the server is gone, and writes all else to the log. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/**
 * The one client of the extension.
 *
 * @param executable read at each start, so that it may change between a stop and the next start
 * @param closed called when the connection is lost that nobody ended
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
        return { action: CloseAction.DoNotRestart, handled: true, message: "The server has ended." };
      },
    },
    stdioOptions: {
      stdout: () => undefined,
      // The server's lines say their level themselves.
      stderr: (input) => void input.on("data", (data) => { log.append(String(data)); }),
    },
  };
  const client = new QuietClient("temple", "Temple", executable, options);
  client.registerFeature(experimental);
  return client;
}
