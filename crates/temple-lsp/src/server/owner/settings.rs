//! The owner's methods for settings: requesting, receiving and applying them.

use std::sync::Arc;

use serde_json::{Value, json};

use super::state::{Phase, State};
use crate::server::capabilities::{extension, file_operations};
use crate::server::config::Config;
use crate::server::logging;
use crate::server::protocol::manifest_uri;
use crate::server::protocol::method::Outbound;
use crate::server::session::documents::Entry;
use crate::server::session::event::RequestSubject;

impl State {
    /// Requests settings and registers notifications once the client is initialized.
    pub(crate) fn initialized(&mut self) {
        let client = self.now.settings.client.clone();
        if let Some(mismatch) = client.extension.and_then(extension::mismatch) {
            self.sender.alert_user(&mismatch);
        }
        let mut registrations = Vec::new();
        if client.registers_configuration {
            let options = json!({ "section": "temple" });
            registrations.push(json!({
                "id": "configuration", "method": "workspace/didChangeConfiguration", "registerOptions": options
            }));
        }
        if client.registers_watched_files {
            let options = json!({ "watchers": file_operations::watchers() });
            registrations.push(json!({
                "id": "watched-files", "method": "workspace/didChangeWatchedFiles", "registerOptions": options
            }));
        }
        if client.registers_virtual_documents {
            let options = json!({ "schemes": [manifest_uri::SCHEME] });
            registrations.push(json!({
                "id": "generated-files", "method": "workspace/textDocumentContent", "registerOptions": options
            }));
        }
        if !registrations.is_empty() {
            const METHOD: Outbound = Outbound::RegisterCapability;
            self.ask(METHOD, &json!({ "registrations": registrations }), RequestSubject::Other(METHOD));
        }
        self.ask_for_configuration();
        self.rescan();
    }

    /// Handles changed settings. They are requested if possible, since the notification may contain all, some or none.
    pub(crate) fn configuration_changed(&mut self, settings: &Value) {
        if self.now.settings.client.configuration {
            self.ask_for_configuration();
        } else {
            self.configure(settings);
        }
    }

    fn ask_for_configuration(&mut self) {
        if self.now.settings.client.configuration {
            self.ask(
                Outbound::Configuration,
                &json!({ "items": [{ "section": "temple" }] }),
                RequestSubject::Configuration,
            );
        }
    }

    /// Applies settings, and updates everything that depends on them.
    pub(crate) fn configure(&mut self, settings: &Value) {
        let (config, problems) = Config::read(settings);
        for problem in problems {
            if self.reported_problems.insert(problem.clone()) {
                self.sender.warn_user(&format!("Setting {problem}."));
            }
        }
        if config == *self.now.settings.config {
            return;
        }
        logging::set_level(config.log_level.unwrap_or(self.options.log_level));
        let before = std::mem::replace(&mut self.now.settings.config, Arc::new(config));
        let config = self.now.settings.config.clone();
        let lenses =
            |config: &Config| (config.preview_lenses, config.reference_lenses, config.endpoint_lenses, config.target);
        let client = self.now.settings.client.clone();
        if client.refreshes_code_lenses && lenses(&before) != lenses(&config) {
            self.ask_for_refresh(Outbound::RefreshCodeLenses);
        }
        if client.refreshes_hints && before.hidden_hints != config.hidden_hints {
            self.ask_for_refresh(Outbound::RefreshHints);
        }
        self.previews.all_outdated();
        let open = self.now.documents.iter().filter(|(_, entry)| matches!(entry, Entry::Open(_)));
        self.unpublished.extend(open.map(|(key, _)| key.clone()));
        self.refresh = true;
        if before.scan || config.scan {
            self.rescan();
        }
    }

    /// Asks the client to request something again. It cannot have requested it before it has our answer to
    /// `initialize`.
    fn ask_for_refresh(&mut self, method: Outbound) {
        if self.phase == Phase::Running {
            self.ask(method, &(), RequestSubject::Other(method));
        }
    }
}
