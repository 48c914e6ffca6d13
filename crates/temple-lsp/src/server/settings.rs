//! The state's part about settings: asked for, told, and what follows from them.

use std::sync::Arc;

use serde_json::{Value, json};

use super::config::Config;
use super::documents::Entry;
use super::logging;
use super::state::{Asked, State};
use crate::EXTENSIONS;

impl State {
    /// The client is ready: it is asked for settings, and to tell of changes.
    pub(super) fn initialized(&mut self) {
        let client = self.now.settings.client.clone();
        let mut registrations = Vec::new();
        if client.registers_configuration {
            let options = json!({ "section": "temple" });
            registrations.push(json!({
                "id": "configuration", "method": "workspace/didChangeConfiguration", "registerOptions": options
            }));
        }
        if client.registers_watched_files {
            let pattern = format!("**/*.{{{}}}", EXTENSIONS.join(","));
            let options = json!({ "watchers": [{ "globPattern": pattern }] });
            registrations.push(json!({
                "id": "watched-files", "method": "workspace/didChangeWatchedFiles", "registerOptions": options
            }));
        }
        if !registrations.is_empty() {
            const METHOD: &str = "client/registerCapability";
            self.ask(METHOD, &json!({ "registrations": registrations }), Asked::Other(METHOD));
        }
        self.ask_for_configuration();
        self.rescan();
    }

    /// The client says that settings have changed. One that can be asked is asked, for it may send all, some or none.
    pub(super) fn configuration_changed(&mut self, settings: &Value) {
        if self.now.settings.client.configuration {
            self.ask_for_configuration();
        } else {
            self.configure(settings);
        }
    }

    fn ask_for_configuration(&mut self) {
        if self.now.settings.client.configuration {
            self.ask("workspace/configuration", &json!({ "items": [{ "section": "temple" }] }), Asked::Configuration);
        }
    }

    /// Puts settings into force, and everything right that depends on them.
    pub(super) fn configure(&mut self, settings: &Value) {
        let (config, complaints) = Config::read(settings);
        for complaint in complaints {
            if self.complaints.insert(complaint.clone()) {
                self.outbox.warn_user(&format!("Setting {complaint}."));
            }
        }
        if config == *self.now.settings.config {
            return;
        }
        logging::set_level(config.log_level.unwrap_or(self.options.log_level));
        let scans = self.now.settings.config.scan || config.scan;
        self.now.settings.config = Arc::new(config);
        let open = self.now.documents.iter().filter(|(_, entry)| matches!(entry, Entry::Open(_)));
        self.unpublished.extend(open.map(|(key, _)| key.clone()));
        self.refresh = true;
        if scans {
            self.rescan();
        }
    }
}
