//! The owner's method for effects of requests.

use std::sync::Arc;

use serde_json::json;

use super::state::State;
use crate::server::protocol::method::Outbound;
use crate::server::session::effect::{Effect, Show};
use crate::server::session::event::RequestSubject;
use crate::server::session::key::Key;
use crate::server::session::token_cache::Tokens;

impl State {
    /// Applies the effect of a request.
    pub(crate) fn effect(&mut self, effect: Effect) {
        match effect {
            Effect::FilesServed { key, document, shown } => self.manifests_served(key, document.as_ref(), shown),
            Effect::TokensServed { key, tokens } => self.tokens_served(key, tokens),
            Effect::Show(show) => self.show(&show),
        }
    }

    /// Remembers tokens, unless the document has been closed meanwhile.
    fn tokens_served(&mut self, key: Key, tokens: Arc<Tokens>) {
        if self.now.documents.entry(&key).is_some() {
            self.now.tokens.insert(key, tokens);
        }
    }

    /// Shows a generated file, or a message how to see it. Nothing is written to disk.
    fn show(&mut self, show: &Show) {
        let client = &self.now.settings.client;
        match show.main.as_ref().filter(|_| client.shows_documents && client.virtual_documents) {
            Some(main) => {
                const METHOD: Outbound = Outbound::ShowDocument;
                let params = json!({ "uri": main.to_uri(), "takeFocus": true });
                self.ask(METHOD, &params, RequestSubject::Other(METHOD));
            }
            None => self.sender.inform_user(&show.message()),
        }
    }
}
