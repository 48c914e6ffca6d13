import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { MANIFEST_SCHEME, type PlanParams, type PreviewParams } from "../protocol";

/** Messages that the extension handles instead of the client. */
export interface Hooks {
  /** A preview was requested, for instance by a lens. */
  preview(params: PreviewParams | undefined): Promise<void>;
  plan(params: Partial<PlanParams> | undefined): Promise<void>;
  /** The server asks to show a generated file. */
  showManifest(uri: vscode.Uri): Promise<void>;
  /** The server was notified that a Templefile is closed. */
  closed(uri: vscode.Uri): void;
}

export function middleware(hooks: Partial<Hooks>): Middleware {
  return {
    executeCommand: async (command, args: unknown[], next) => {
      if (command === "temple.previewManifests") return hooks.preview?.(args[0] as PreviewParams | undefined);
      if (command === "temple.planManifests") return hooks.plan?.(args[0] as Partial<PlanParams> | undefined);
      return next(command, args) as Promise<unknown>;
    },
    // Generated files are a file system here, so that their editors survive a reload of the window.
    handleRegisterCapability: (params, next) =>
      next(
        {
          registrations: params.registrations.filter(({ method }) => method !== "workspace/textDocumentContent"),
        },
        new vscode.CancellationTokenSource().token,
      ) as Promise<void>,
    window: {
      showDocument: async (params, token, next) => {
        const uri = vscode.Uri.parse(params.uri, true);
        if (uri.scheme !== MANIFEST_SCHEME) return next(params, token);
        await hooks.showManifest?.(uri);
        return { success: true };
      },
    },
    didClose: async (document, next) => {
      await next(document);
      hooks.closed?.(document.uri);
    },
  };
}
