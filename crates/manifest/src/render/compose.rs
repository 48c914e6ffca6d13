//! `docker-compose.yml` (`docs/manifests.md`, Docker Compose).

use temple_model::Provider;

use crate::data::{DataWriter, yaml};
use crate::defect::Defect;
use crate::deployment::{DATABASE_IMAGE, Deployment, GATEWAY_DATABASE, Gateway, Metrics, Service};
use crate::file::{FileLanguage, FileList};
use crate::fragment::Fragment;
use crate::name_conflict::{NameUse, NameUses};
use crate::origin::Reason;
use crate::render::gateway;
use crate::writer::Writer;

/// Announces one file for the whole system.
pub(crate) fn register(files: &mut FileList<'_>) {
    let deployment = files.deployment();
    if deployment.target == Some(Provider::DockerCompose) {
        files.system("docker-compose.yml", FileLanguage::Yaml, deployment.target_origin, render);
    }
}

fn render(deployment: &Deployment<'_>, out: &mut Writer) {
    let Deployment { gateway, services, metrics, .. } = deployment;
    yaml(out, |file| {
        file.entry("version", "3");
        file.map("services", |containers| {
            let names = &mut NameUses::new(names_of_containers(deployment));
            if let Some(gateway) = gateway {
                containers.with_origin(Reason::EverySystemHasAGateway, |containers| kong(containers, names, gateway));
            }
            let mut refused = Some(Defect::StackDeployRefusesBuild);
            for it in services {
                containers.with_origin(it.origin, |containers| {
                    application(containers, names, it, gateway.as_ref(), &mut refused);
                    database(containers, names, it);
                });
            }
            if let Some(metrics) = metrics {
                containers.with_origin(metrics.range, |containers| monitors(containers, names, metrics, services));
            }
        });
        file.map("networks", |data| {
            let mut names = NameUses::new(names_of_networks(deployment));
            for service in services {
                let name_use = names.next_use(service.network.as_str());
                data.with_origin(service.origin, |data| write_unique(data, name_use, &service.network, |_| {}));
            }
            if let Some(gateway) = gateway {
                let name_use = names.next_use(gateway.network);
                data.with_origin(Reason::EverySystemHasAGateway, |data| {
                    write_unique(data, name_use, gateway.network, |_| {});
                });
            }
            if let Some(metrics) = metrics {
                let name_use = names.next_use(metrics.network);
                data.with_origin(metrics.range, |data| write_unique(data, name_use, metrics.network, |_| {}));
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

/// The names of the networks, in the order of the file.
fn names_of_networks<'d>(deployment: &'d Deployment<'_>) -> impl Iterator<Item = &'d str> {
    let services = deployment.services.iter().map(|service| service.network.as_str());
    let gateway = deployment.gateway.iter().map(|gateway| gateway.network);
    services.chain(gateway).chain(deployment.metrics.iter().map(|metrics| metrics.network))
}

const KONG: [&str; 3] = ["kong", GATEWAY_DATABASE, "kong-migrations"];
const MONITORS: [&str; 2] = ["grafana", "prometheus"];

/// The names of the containers, in the order of the file.
fn names_of_containers<'d>(deployment: &'d Deployment<'_>) -> impl Iterator<Item = &'d str> {
    let kong = deployment.gateway.iter().flat_map(|_| KONG);
    let services = deployment.services.iter().flat_map(|it| [it.name.as_str(), it.database.as_str()]);
    kong.chain(services).chain(deployment.metrics.iter().flat_map(|_| MONITORS))
}

/// Writes Kong, its database, and the job that creates its tables.
fn kong(containers: &mut DataWriter<'_>, names: &mut NameUses<'_>, kong: &Gateway) {
    let [gateway, database, migrations] = KONG;
    write_unique(containers, names.next_use(gateway), gateway, |it| {
        it.entry("image", kong.image);
        it.entry("user", "kong");
        it.items("depends_on", [database]);
        it.items("environment", gateway::SETTINGS.map(|(name, value)| (name, "=", value)));
        health_check(it, &["kong", "health"], "10s", 10);
        it.entry("restart", "on-failure");
        it.items("ports", kong.ports.map(published));
        it.items("networks", [kong.network]);
    });
    write_unique(containers, names.next_use(database), database, |it| {
        it.entry("image", DATABASE_IMAGE);
        it.items("environment", gateway::DATABASE_SETTINGS.map(|(name, value)| (name, "=", value)));
        health_check(it, &["pg_isready", "-U", "kong"], "30s", 3);
        it.entry("restart", "on-failure");
        it.entry("stdin_open", true);
        it.entry("tty", true);
        it.list("ports", |_| {});
        it.items("networks", [kong.network]);
    });
    write_unique(containers, names.next_use(migrations), migrations, |it| {
        it.entry("image", kong.image);
        it.entry("command", gateway::MIGRATIONS);
        it.defect(Defect::MigrationsWithoutShell);
        it.items("depends_on", [database]);
        it.items("environment", gateway::MIGRATION_SETTINGS.map(|(name, value)| (name, "=", value)));
        it.entry("restart", "on-failure");
        it.list("ports", |_| {});
        it.items("networks", [kong.network]);
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
    gateway: Option<&Gateway>,
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
            if let Some(gateway) = gateway {
                networks.item(gateway.network);
            }
        });
    });
}

fn database(containers: &mut DataWriter<'_>, names: &mut NameUses<'_>, service: &Service<'_>) {
    write_unique(containers, names.next_use(service.database.as_str()), &service.database, |it| {
        it.entry("image", DATABASE_IMAGE);
        it.items("environment", ["PGUSER=postgres"]);
        it.items("volumes", [("./", &service.database, "/init.sql:/docker-entrypoint-initdb.d/init.sql")]);
        it.list("ports", |_| {});
        it.items("networks", [&service.network]);
    });
}

fn monitors(containers: &mut DataWriter<'_>, names: &mut NameUses<'_>, metrics: &Metrics, services: &[Service<'_>]) {
    let [grafana, prometheus] = MONITORS;
    write_unique(containers, names.next_use(grafana), grafana, |it| {
        it.entry("image", metrics.grafana.image);
        it.list("environment", |_| {});
        it.items("volumes", ["./grafana/provisioning:/etc/grafana/provisioning"]);
        it.items("ports", [published(metrics.grafana.port)]);
        it.items("networks", [metrics.network]);
    });
    write_unique(containers, names.next_use(prometheus), prometheus, |it| {
        it.entry("image", metrics.prometheus.image);
        it.list("environment", |_| {});
        it.items("volumes", ["./prometheus:/etc/prometheus"]);
        it.items("ports", [published(metrics.prometheus.port)]);
        it.list("networks", |networks| {
            // A network must not occur twice in this list.
            for service in services.iter().filter(|service| service.network.as_str() != metrics.network) {
                networks.with_origin(service.origin, |networks| networks.item(&service.network));
            }
            networks.item(metrics.network);
        });
    });
}

/// A port of the container that is published under the same number.
fn published(port: u32) -> (u32, &'static str, u32) {
    (port, ":", port)
}
