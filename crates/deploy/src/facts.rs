//! The facts of a Templefile that the checks of its deploy file need.

use smol_str::SmolStr;
use temple_model::Model;

/// The name of the generated service for accounts. Blocks start with an upper-case letter, so no service has this name.
pub const ACCOUNTS: &str = "auth";

/// The facts of a Templefile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The services, in the order of the Templefile.
    pub services: Vec<ServiceFacts>,
    /// True if there is a generated service for accounts.
    pub has_accounts: bool,
    /// True if the system collects metrics.
    pub has_metrics: bool,
}

/// The names of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceFacts {
    /// The name as written in the Templefile.
    pub name: SmolStr,
    /// The name in the generated code, which differs if the service is renamed.
    pub generated: SmolStr,
}

impl Facts {
    /// Returns the facts of a resolved Templefile.
    pub fn of(model: &Model) -> Facts {
        let services = model.services.iter().map(|service| {
            let name = &service.entity.name;
            ServiceFacts { name: name.source.clone(), generated: name.as_str().into() }
        });
        Facts {
            services: services.collect(),
            has_accounts: model.auth.is_some(),
            has_metrics: model.project.as_ref().is_some_and(|project| project.metrics.is_some()),
        }
    }

    /// Returns the facts of two Templefiles that share a deploy file.
    pub fn joined(mut self, other: Facts) -> Facts {
        self.services.extend(other.services);
        self.has_accounts |= other.has_accounts;
        self.has_metrics |= other.has_metrics;
        self
    }

    /// Iterates over the names that may follow `service.` in a deploy file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.services.iter().map(|service| service.name.as_str()).chain(self.has_accounts.then_some(ACCOUNTS))
    }
}
