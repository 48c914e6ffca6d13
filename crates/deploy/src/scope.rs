//! The tables that allow a key.

/// The tables that allow a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The top level, environments and services.
    Any,
    /// The top level and environments.
    Shared,
    /// The top level only.
    TopLevel,
    /// Environments only.
    Environment,
    /// Services only.
    Service,
}

/// A kind of table that holds settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// The top level.
    Top,
    /// An environment.
    Environment,
    /// A service, in an environment or outside.
    Service,
}

impl Scope {
    /// Returns true if tables at a level allow the key.
    pub(crate) fn allows(self, level: Level) -> bool {
        match self {
            Scope::Any => true,
            Scope::Shared => level != Level::Service,
            Scope::TopLevel => level == Level::Top,
            Scope::Environment => level == Level::Environment,
            Scope::Service => level == Level::Service,
        }
    }

    /// The tables that allow the key, for messages and the manual.
    pub fn describe(self) -> &'static str {
        match self {
            Scope::Any => "at the top level, in environments and in services",
            Scope::Shared => "at the top level and in environments",
            Scope::TopLevel => "at the top level",
            Scope::Environment => "in environments",
            Scope::Service => "in services",
        }
    }
}

impl Level {
    /// The tables at this level, for messages.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Level::Top => "at the top level",
            Level::Environment => "in an environment",
            Level::Service => "for a single service",
        }
    }
}
