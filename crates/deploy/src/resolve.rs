//! The settings that apply to each environment and service.
//!
//! From the weakest to the strongest: the default, the top level, the environment after those that it extends,
//! `[service.X]`, `[environment.E.service.X]`.

use smol_str::SmolStr;
use temple_model::TextRange;

use crate::facts::ACCOUNTS;
use crate::file::DeployFile;
use crate::keys::{Layer, Settings};
use crate::kinds::{Availability, List, Replicas, Update};
use crate::provenance::Setting;
use crate::regions;

/// The name of the environment that exists if the deploy file has none.
pub const DEFAULT_ENVIRONMENT: &str = "default";

/// The environments of a deploy file.
#[derive(Debug, Clone, Copy)]
pub struct Environments<'f> {
    file: &'f DeployFile,
}

/// An environment of a deploy file.
#[derive(Debug, Clone, Copy)]
pub struct Environment<'f> {
    file: &'f DeployFile,
    /// The index of the table; `None` for the environment that exists if the file has none.
    index: Option<usize>,
}

impl DeployFile {
    /// Returns the environments. There is at least one.
    pub fn environments(&self) -> Environments<'_> {
        Environments { file: self }
    }
}

impl<'f> Environments<'f> {
    /// Iterates over the environments in the order of the file. The first one is the default.
    pub fn iter(self) -> impl Iterator<Item = Environment<'f>> {
        self.file.indexes().map(move |index| Environment { file: self.file, index })
    }

    /// Returns the environment with this name.
    pub fn get(self, name: &str) -> Option<Environment<'f>> {
        self.iter().find(|environment| environment.name() == name)
    }
}

impl<'f> Environment<'f> {
    /// The name.
    pub fn name(self) -> &'f str {
        let table = self.index.and_then(|index| self.file.environments.at(index));
        table.map_or(DEFAULT_ENVIRONMENT, |table| table.name.as_str())
    }

    /// The position among the environments, from 0.
    pub fn position(self) -> usize {
        self.index.unwrap_or(0)
    }

    /// The ranges of the name in the deploy file, in bytes; none for the environment that exists if the file has none.
    pub fn ranges(self) -> &'f [TextRange] {
        let table = self.index.and_then(|index| self.file.environments.at(index));
        table.map_or(&[], |table| table.names.as_slice())
    }

    /// Returns the settings for everything that is not a service.
    pub fn settings(self) -> Settings {
        let layers: Vec<&Layer> = self.file.layers(self.index).collect();
        Settings::resolve(&layers)
    }

    /// Returns the settings of a service, or of the generated service for accounts, which always runs once and is
    /// replaced as a whole.
    pub fn service(self, name: &str) -> Settings {
        let layers: Vec<&Layer> = self.file.layers_of(self.index, name).collect();
        let settings = Settings::resolve(&layers);
        match name {
            ACCOUNTS => Settings {
                replicas: Setting::built_in(Replicas::Fixed(1)),
                update: Setting::built_in(Update::Recreate),
                ..settings
            },
            _ => settings,
        }
    }
}

impl Settings {
    /// The number of instances of the gateway: that of the environment, unless the gateway has its own.
    pub fn replicas_of_gateway(&self) -> &Setting<Replicas> {
        self.gateway_replicas.as_ref().unwrap_or(&self.replicas)
    }

    /// The availability zones: those in the file, or else the first ones of the region, as many as the availability
    /// needs if the region has them.
    pub fn zones(&self) -> Setting<Vec<SmolStr>> {
        if let Some(Setting { value: List(entries), provenance }) = &self.cloud_zones {
            let value = entries.iter().map(|entry| entry.text.clone()).collect();
            return Setting { value, provenance: provenance.clone() };
        }
        let count = match self.availability.value {
            Availability::Basic => 2,
            Availability::High => 3,
        };
        let zones = regions::zones(&self.cloud_region.value).take(count).map(SmolStr::from);
        Setting { value: zones.collect(), provenance: self.cloud_region.provenance.clone() }
    }
}
