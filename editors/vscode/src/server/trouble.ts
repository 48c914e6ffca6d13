import * as vscode from "vscode";
import type { Server, Trouble } from "./server";

const CHOOSE = "Choose Program…";
const INSTALL = "How to Install";
const AGAIN = "Try Again";
const RESTART = "Restart";
const LOG = "Show Log";

const BUTTONS: Record<Trouble["kind"], string[]> = {
  missing: [CHOOSE, INSTALL, AGAIN],
  crashed: [RESTART, LOG],
  older: [CHOOSE, INSTALL],
  newer: [],
};

/** Reports to the user that the server is missing, keeps crashing or does not fit, with buttons that help. */
export function tellTroubles(server: Server): vscode.Disposable {
  return server.onTrouble((trouble) => void tell(server, trouble));
}

async function tell(server: Server, { kind, message }: Trouble): Promise<void> {
  switch (await vscode.window.showErrorMessage(message, ...BUTTONS[kind])) {
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
