//! Starts the language server in Zed. The rest of the extension is data.

use zed_extension_api::{
    register_extension, settings::LspSettings, Command, Extension, LanguageServerId, Result, Worktree,
};

const SERVER: &str = "temple-lsp";

struct Temple;

impl Extension for Temple {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, _id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let configured = LspSettings::for_worktree(SERVER, worktree)?.binary.and_then(|binary| binary.path);
        let command = configured.or_else(|| worktree.which(SERVER)).ok_or_else(|| {
            format!("`{SERVER}` was not found. Install it or set `lsp.{SERVER}.binary.path` in the settings.")
        })?;
        Ok(Command { command, args: vec!["--stdio".into()], env: worktree.shell_env() })
    }

    fn language_server_workspace_configuration(
        &mut self,
        _id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<zed_extension_api::serde_json::Value>> {
        Ok(LspSettings::for_worktree(SERVER, worktree)?.settings)
    }
}

register_extension!(Temple);
