//! The closed lists of methods: the messages that the server sends, and the notifications that it accepts. The requests
//! that it answers are in `service/methods.rs`.

/// Declares an enum of methods.
macro_rules! methods {
    ($(#[doc = $doc:literal])* $name:ident { $($variant:ident = $method:literal,)* }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name {
            $($variant,)*
        }

        impl $name {
            /// All of them.
            pub(crate) const ALL: &[$name] = &[$($name::$variant,)*];

            /// The name of the method.
            pub(crate) const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $method,)*
                }
            }
        }
    };
}

methods! {
    /// A request or notification that the server sends.
    Outbound {
        Configuration = "workspace/configuration",
        CreateProgress = "window/workDoneProgress/create",
        LogTrace = "$/logTrace",
        ManifestsChanged = "temple/manifestsChanged",
        Progress = "$/progress",
        PublishDiagnostics = "textDocument/publishDiagnostics",
        RefreshCodeLenses = "workspace/codeLens/refresh",
        RefreshContent = "workspace/textDocumentContent/refresh",
        RefreshDiagnostics = "workspace/diagnostic/refresh",
        RefreshHints = "workspace/inlayHint/refresh",
        RegisterCapability = "client/registerCapability",
        ShowDocument = "window/showDocument",
        ShowMessage = "window/showMessage",
    }
}

methods! {
    /// A notification of the client that the server accepts. It ignores all others.
    Inbound {
        Cancel = "$/cancelRequest",
        DidChange = "textDocument/didChange",
        DidChangeConfiguration = "workspace/didChangeConfiguration",
        DidChangeWatchedFiles = "workspace/didChangeWatchedFiles",
        DidChangeWorkspaceFolders = "workspace/didChangeWorkspaceFolders",
        DidClose = "textDocument/didClose",
        DidCreateFiles = "workspace/didCreateFiles",
        DidDeleteFiles = "workspace/didDeleteFiles",
        DidOpen = "textDocument/didOpen",
        DidRenameFiles = "workspace/didRenameFiles",
        Exit = "exit",
        Initialized = "initialized",
        SetTrace = "$/setTrace",
    }
}

impl Inbound {
    /// Returns the notification with this method. Returns `None` for all that are ignored.
    pub(crate) fn from_method(method: &str) -> Option<Inbound> {
        Inbound::ALL.iter().copied().find(|known| known.as_str() == method)
    }
}

/// Returns the methods of the messages that the server sends, requests and notifications.
pub fn sent_methods() -> impl Iterator<Item = &'static str> {
    Outbound::ALL.iter().map(|method| method.as_str())
}

/// Returns the methods of the notifications that the server accepts.
pub fn accepted_notifications() -> impl Iterator<Item = &'static str> {
    Inbound::ALL.iter().map(|method| method.as_str())
}
