//! `docker-compose.yml` (`docs/manifests.md`, Docker Compose).

use temple_model::Provider;

use crate::data::{Data, yaml};
use crate::defect::Defect;
use crate::deployment::{DATABASE_IMAGE, Deployment, Gateway, Metrics, Service};
use crate::file::{FileLanguage, Files};
use crate::origin::Reason;
use crate::render::gateway;
use crate::writer::Writer;

/// One file for the whole system.
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
            if let Some(gateway) = gateway {
                containers.because(Reason::EverySystemHasAGateway, |containers| kong(containers, gateway));
            }
            for it in services {
                containers.because(it.origin, |containers| service(containers, it, gateway.as_ref()));
            }
            if let Some(metrics) = metrics {
                containers.because(metrics.range, |containers| monitors(containers, metrics, services));
            }
        });
        file.map("networks", |networks| {
            for service in services {
                networks.because(service.origin, |networks| networks.map(&service.network, |_| {}));
            }
            if let Some(gateway) = gateway {
                networks.because(Reason::EverySystemHasAGateway, |networks| networks.map(gateway.network, |_| {}));
            }
            if let Some(metrics) = metrics {
                networks.because(metrics.range, |networks| networks.map(metrics.network, |_| {}));
            }
        });
    });
}

/// Kong, its database, and the job that makes its tables.
fn kong(containers: &mut Data<'_>, kong: &Gateway) {
    containers.map("kong", |it| {
        it.entry("image", kong.image);
        it.entry("user", "kong");
        it.items("depends_on", [gateway::DATABASE]);
        it.items("environment", gateway::SETTINGS.map(|(name, value)| (name, "=", value)));
        health_check(it, &["kong", "health"], "10s", 10);
        it.entry("restart", "on-failure");
        it.items("ports", kong.ports.map(published));
        it.items("networks", [kong.network]);
    });
    containers.map(gateway::DATABASE, |it| {
        it.entry("image", DATABASE_IMAGE);
        it.items("environment", gateway::DATABASE_SETTINGS.map(|(name, value)| (name, "=", value)));
        health_check(it, &["pg_isready", "-U", "kong"], "30s", 3);
        it.entry("restart", "on-failure");
        it.entry("stdin_open", true);
        it.entry("tty", true);
        it.list("ports", |_| {});
        it.items("networks", [kong.network]);
    });
    containers.map("kong-migrations", |it| {
        it.entry("image", kong.image);
        it.entry("command", gateway::MIGRATIONS);
        it.defect(Defect::MigrationsWithoutShell);
        it.items("depends_on", [gateway::DATABASE]);
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

/// A service and its database.
fn service(containers: &mut Data<'_>, service: &Service<'_>, gateway: Option<&Gateway>) {
    containers.map(&service.name, |it| {
        it.entry("build", ("./", &service.name));
        it.items("ports", [service.ports.service, service.ports.metrics].map(published));
        it.list("networks", |networks| {
            networks.item(&service.network);
            if let Some(gateway) = gateway {
                networks.item(gateway.network);
            }
        });
    });
    containers.map(&service.database, |it| {
        it.entry("image", DATABASE_IMAGE);
        it.items("environment", ["PGUSER=postgres"]);
        it.items("volumes", [("./", &service.database, "/init.sql:/docker-entrypoint-initdb.d/init.sql")]);
        it.list("ports", |_| {});
        it.items("networks", [&service.network]);
    });
}

fn monitors(containers: &mut Data<'_>, metrics: &Metrics, services: &[Service<'_>]) {
    containers.map("grafana", |it| {
        it.entry("image", metrics.grafana.image);
        it.list("environment", |_| {});
        it.items("volumes", ["./grafana/provisioning:/etc/grafana/provisioning"]);
        it.items("ports", [published(metrics.grafana.port)]);
        it.items("networks", [metrics.network]);
    });
    containers.map("prometheus", |it| {
        it.entry("image", metrics.prometheus.image);
        it.list("environment", |_| {});
        it.items("volumes", ["./prometheus:/etc/prometheus"]);
        it.items("ports", [published(metrics.prometheus.port)]);
        it.list("networks", |networks| {
            for service in services {
                networks.because(service.origin, |networks| networks.item(&service.network));
            }
            networks.item(metrics.network);
        });
    });
}

/// A port of the container under its own number on the machine.
fn published(port: u32) -> (u32, &'static str, u32) {
    (port, ":", port)
}
