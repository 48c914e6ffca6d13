import * as vscode from "vscode";
import type { Server, Trouble } from "./server";

const CHOOSE = "Choose Program…";
const INSTALL = "How to Install";
const AGAIN = "Try Again";
const RESTART = "Restart";
const LOG = "Show Log";

/** Tells the user when there is no server or it keeps crashing, with buttons that help. */
export function tellTroubles(server: Server): vscode.Disposable {
  return server.onTrouble((trouble) => void tell(server, trouble));
}

async function tell(server: Server, { kind, message }: Trouble): Promise<void> {
  const buttons = kind === "missing" ? [CHOOSE, INSTALL, AGAIN] : [RESTART, LOG];
  switch (await vscode.window.showErrorMessage(message, ...buttons)) {
    case CHOOSE:
      return vscode.commands.executeCommand("temple.server.choosePath");
    case INSTALL:
      return vscode.commands.executeCommand("temple.openWalkthrough", "install");
    case AGAIN:
    case RESTART:
      return server.restart();
    case LOG:
      server.log.show();
  }
}
