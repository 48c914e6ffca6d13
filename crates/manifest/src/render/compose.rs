//! `docker-compose.yml` (`docs/manifests.md`, Docker Compose).

use temple_model::Provider;

use crate::clash::{Names, Turn};
use crate::data::{Data, yaml};
use crate::defect::Defect;
use crate::deployment::{DATABASE_IMAGE, Deployment, GATEWAY_DATABASE, Gateway, Metrics, Service};
use crate::file::{FileLanguage, Files};
use crate::origin::Reason;
use crate::render::gateway;
use crate::scalar::Piece;
use crate::writer::Writer;

/// Announces one file for the whole system.
pub(crate) fn announce(files: &mut Files<'_>) {
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
            let names = &mut Names::new(names_of_containers(deployment));
            if let Some(gateway) = gateway {
                containers.because(Reason::EverySystemHasAGateway, |containers| kong(containers, names, gateway));
            }
            let mut refused = Some(Defect::StackDeployRefusesBuild);
            for it in services {
                containers.because(it.origin, |containers| {
                    application(containers, names, it, gateway.as_ref(), &mut refused);
                    database(containers, names, it);
                });
            }
            if let Some(metrics) = metrics {
                containers.because(metrics.range, |containers| monitors(containers, names, metrics, services));
            }
        });
        file.map("networks", |data| {
            let mut names = Names::new(names_of_networks(deployment));
            for service in services {
                let turn = names.turn(service.network.as_str());
                data.because(service.origin, |data| named(data, turn, &service.network, |_| {}));
            }
            if let Some(gateway) = gateway {
                let turn = names.turn(gateway.network);
                data.because(Reason::EverySystemHasAGateway, |data| named(data, turn, gateway.network, |_| {}));
            }
            if let Some(metrics) = metrics {
                let turn = names.turn(metrics.network);
                data.because(metrics.range, |data| named(data, turn, metrics.network, |_| {}));
            }
        });
    });
}

/// Writes an entry with a name that may be used only once. Of several with the same name only the last is written,
/// since that is the one that a reader would use.
fn named(data: &mut Data<'_>, turn: Turn, name: impl Piece, write: impl FnOnce(&mut Data<'_>)) {
    if turn != Turn::Replaced {
        data.map(name, |it| {
            if turn == Turn::Replaces {
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
fn kong(containers: &mut Data<'_>, names: &mut Names<'_>, kong: &Gateway) {
    let [gateway, database, migrations] = KONG;
    named(containers, names.turn(gateway), gateway, |it| {
        it.entry("image", kong.image);
        it.entry("user", "kong");
        it.items("depends_on", [database]);
        it.items("environment", gateway::SETTINGS.map(|(name, value)| (name, "=", value)));
        health_check(it, &["kong", "health"], "10s", 10);
        it.entry("restart", "on-failure");
        it.items("ports", kong.ports.map(published));
        it.items("networks", [kong.network]);
    });
    named(containers, names.turn(database), database, |it| {
        it.entry("image", DATABASE_IMAGE);
        it.items("environment", gateway::DATABASE_SETTINGS.map(|(name, value)| (name, "=", value)));
        health_check(it, &["pg_isready", "-U", "kong"], "30s", 3);
        it.entry("restart", "on-failure");
        it.entry("stdin_open", true);
        it.entry("tty", true);
        it.list("ports", |_| {});
        it.items("networks", [kong.network]);
    });
    named(containers, names.turn(migrations), migrations, |it| {
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
fn health_check(container: &mut Data<'_>, command: &[&str], interval: &str, retries: u32) {
    container.map("healthcheck", |check| {
        check.items("test", std::iter::once(&"CMD").chain(command));
        check.entry("interval", interval);
        check.entry("timeout", interval);
        check.entry("retries", retries);
    });
}

/// Writes a service. The first one that is written also notes the defect `refused`, which is about `build`.
fn application(
    containers: &mut Data<'_>,
    names: &mut Names<'_>,
    service: &Service<'_>,
    gateway: Option<&Gateway>,
    refused: &mut Option<Defect>,
) {
    named(containers, names.turn(service.name.as_str()), &service.name, |it| {
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

fn database(containers: &mut Data<'_>, names: &mut Names<'_>, service: &Service<'_>) {
    named(containers, names.turn(service.database.as_str()), &service.database, |it| {
        it.entry("image", DATABASE_IMAGE);
        it.items("environment", ["PGUSER=postgres"]);
        it.items("volumes", [("./", &service.database, "/init.sql:/docker-entrypoint-initdb.d/init.sql")]);
        it.list("ports", |_| {});
        it.items("networks", [&service.network]);
    });
}

fn monitors(containers: &mut Data<'_>, names: &mut Names<'_>, metrics: &Metrics, services: &[Service<'_>]) {
    let [grafana, prometheus] = MONITORS;
    named(containers, names.turn(grafana), grafana, |it| {
        it.entry("image", metrics.grafana.image);
        it.list("environment", |_| {});
        it.items("volumes", ["./grafana/provisioning:/etc/grafana/provisioning"]);
        it.items("ports", [published(metrics.grafana.port)]);
        it.items("networks", [metrics.network]);
    });
    named(containers, names.turn(prometheus), prometheus, |it| {
        it.entry("image", metrics.prometheus.image);
        it.list("environment", |_| {});
        it.items("volumes", ["./prometheus:/etc/prometheus"]);
        it.items("ports", [published(metrics.prometheus.port)]);
        it.list("networks", |networks| {
            // A network must not occur twice in this list.
            for service in services.iter().filter(|service| service.network.as_str() != metrics.network) {
                networks.because(service.origin, |networks| networks.item(&service.network));
            }
            networks.item(metrics.network);
        });
    });
}

/// A port of the container that is published under the same number.
fn published(port: u32) -> (u32, &'static str, u32) {
    (port, ":", port)
}
