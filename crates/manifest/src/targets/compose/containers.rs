//! `docker-compose.yml` (`docs/manifests.md`, Docker Compose).

use super::name_use::{NameUse, NameUses};
use super::networks;
use crate::common::{Images, kong as settings};
use crate::defect::Defect;
use crate::file::{FileLanguage, FileList};
use crate::format::{DataWriter, yaml};
use crate::plan::{
    GATEWAY, GATEWAY_DATABASE, GATEWAY_MIGRATIONS, GATEWAY_NETWORK, GATEWAY_PORTS, GRAFANA, GRAFANA_PORT,
    METRICS_NETWORK, PROMETHEUS, PROMETHEUS_PORT, Plan, Service,
};
use crate::text::{Fragment, Reason, Writer};

/// The images of the containers.
const IMAGES: Images = Images::REFERENCE;

/// Announces one file for the whole system.
pub(super) fn register(files: &mut FileList<'_>) {
    files.target("docker-compose.yml", FileLanguage::Yaml, render);
}

fn render(plan: &Plan<'_>, out: &mut Writer) {
    let Plan { services, metrics, .. } = plan;
    yaml(out, |file| {
        file.entry("version", "3");
        file.map("services", |containers| {
            let names = &mut NameUses::new(names_of_containers(plan));
            containers.with_origin(Reason::EverySystemHasAGateway, |containers| kong(containers, names));
            let mut refused = Some(Defect::StackDeployRefusesBuild);
            for it in services {
                containers.with_origin(it.origin, |containers| {
                    application(containers, names, it, &mut refused);
                    database(containers, names, it);
                });
            }
            if let Some(metrics) = *metrics {
                containers.with_origin(metrics, |containers| monitors(containers, names, services));
            }
        });
        file.map("networks", |data| {
            let networks = networks::in_file(plan);
            let mut names = NameUses::new(networks.iter().map(|network| network.name.as_str()));
            for network in &networks {
                let name_use = names.next_use(network.name.as_str());
                data.with_origin(network.origin, |data| write_unique(data, name_use, &network.name, |_| {}));
            }
        });
    });
}

/// Writes an entry with a name that may be used only once. Of several with the same name only the last is written,
/// since that is the one that a reader would use.
fn write_unique(
    data: &mut DataWriter<'_>,
    name_use: NameUse,
    name: impl Fragment,
    write: impl FnOnce(&mut DataWriter<'_>),
) {
    if name_use != NameUse::Overridden {
        data.map(name, |it| {
            if name_use == NameUse::Overrides {
                it.defect(Defect::ContainerNameClash);
            }
            write(it);
        });
    }
}

/// The names of the containers, in the order of the file.
fn names_of_containers<'p>(plan: &'p Plan<'_>) -> impl Iterator<Item = &'p str> {
    let kong = [GATEWAY, GATEWAY_DATABASE, GATEWAY_MIGRATIONS];
    let services = plan.services.iter().flat_map(|it| [it.name.as_str(), it.database.as_str()]);
    kong.into_iter().chain(services).chain(plan.metrics.into_iter().flat_map(|_| [GRAFANA, PROMETHEUS]))
}

/// Writes Kong, its database, and the job that creates its tables.
fn kong(containers: &mut DataWriter<'_>, names: &mut NameUses<'_>) {
    write_unique(containers, names.next_use(GATEWAY), GATEWAY, |it| {
        it.entry("image", IMAGES.kong);
        it.entry("user", "kong");
        it.items("depends_on", [GATEWAY_DATABASE]);
        it.items("environment", settings::SETTINGS.map(|(name, value)| (name, "=", value)));
        health_check(it, &["kong", "health"], "10s", 10);
        it.entry("restart", "on-failure");
        it.items("ports", GATEWAY_PORTS.map(published));
        it.items("networks", [GATEWAY_NETWORK]);
    });
    write_unique(containers, names.next_use(GATEWAY_DATABASE), GATEWAY_DATABASE, |it| {
        it.entry("image", IMAGES.postgres);
        it.items("environment", settings::DATABASE_SETTINGS.map(|(name, value)| (name, "=", value)));
        health_check(it, &["pg_isready", "-U", "kong"], "30s", 3);
        it.entry("restart", "on-failure");
        it.entry("stdin_open", true);
        it.entry("tty", true);
        it.list("ports", |_| {});
        it.items("networks", [GATEWAY_NETWORK]);
    });
    write_unique(containers, names.next_use(GATEWAY_MIGRATIONS), GATEWAY_MIGRATIONS, |it| {
        it.entry("image", IMAGES.kong);
        it.entry("command", settings::MIGRATIONS);
        it.defect(Defect::MigrationsWithoutShell);
        it.items("depends_on", [GATEWAY_DATABASE]);
        it.items("environment", settings::MIGRATION_SETTINGS.map(|(name, value)| (name, "=", value)));
        it.entry("restart", "on-failure");
        it.list("ports", |_| {});
        it.items("networks", [GATEWAY_NETWORK]);
    });
}

fn health_check(container: &mut DataWriter<'_>, command: &[&str], interval: &str, retries: u32) {
    container.map("healthcheck", |check| {
        check.items("test", std::iter::once(&"CMD").chain(command));
        check.entry("interval", interval);
        check.entry("timeout", interval);
        check.entry("retries", retries);
    });
}

/// Writes a service. The first one that is written also notes the defect `refused`, which is about `build`.
fn application(
    containers: &mut DataWriter<'_>,
    names: &mut NameUses<'_>,
    service: &Service<'_>,
    refused: &mut Option<Defect>,
) {
    write_unique(containers, names.next_use(service.name.as_str()), &service.name, |it| {
        it.entry("build", ("./", &service.name));
        if let Some(defect) = refused.take() {
            it.defect(defect);
        }
        it.items("ports", [service.ports.service, service.ports.metrics].map(published));
        it.list("networks", |networks| {
            networks.item(&service.network);
            networks.item(GATEWAY_NETWORK);
        });
    });
}

fn database(containers: &mut DataWriter<'_>, names: &mut NameUses<'_>, service: &Service<'_>) {
    write_unique(containers, names.next_use(service.database.as_str()), &service.database, |it| {
        it.entry("image", IMAGES.postgres);
        it.items("environment", ["PGUSER=postgres"]);
        it.items("volumes", [("./", &service.database, "/init.sql:/docker-entrypoint-initdb.d/init.sql")]);
        it.list("ports", |_| {});
        it.items("networks", [&service.network]);
    });
}

fn monitors(containers: &mut DataWriter<'_>, names: &mut NameUses<'_>, services: &[Service<'_>]) {
    write_unique(containers, names.next_use(GRAFANA), GRAFANA, |it| {
        it.entry("image", IMAGES.grafana);
        it.list("environment", |_| {});
        it.items("volumes", ["./grafana/provisioning:/etc/grafana/provisioning"]);
        it.items("ports", [published(GRAFANA_PORT)]);
        it.items("networks", [METRICS_NETWORK]);
    });
    write_unique(containers, names.next_use(PROMETHEUS), PROMETHEUS, |it| {
        it.entry("image", IMAGES.prometheus);
        it.list("environment", |_| {});
        it.items("volumes", ["./prometheus:/etc/prometheus"]);
        it.items("ports", [published(PROMETHEUS_PORT)]);
        it.list("networks", |networks| {
            // A network must not occur twice in this list.
            for service in services.iter().filter(|service| service.network.as_str() != METRICS_NETWORK) {
                networks.with_origin(service.origin, |networks| networks.item(&service.network));
            }
            networks.item(METRICS_NETWORK);
        });
    });
}

/// A port of the container that is published under the same number.
fn published(port: u32) -> (u32, &'static str, u32) {
    (port, ":", port)
}
