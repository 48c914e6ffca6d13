//! `deploy.sh` for Kubernetes.

use super::database::script_config;
use crate::defect::Defect;
use crate::file::{FileLanguage, FileList};
use crate::format::lines;
use crate::plan::Plan;
use crate::text::Writer;

const START: &str = r#"#!/bin/sh
# Starts the system in minikube. Run it as `. ./deploy.sh`, so that the shell keeps KONG_ENTRY and KONG_ADMIN.

# The folder of this script. Only bash has a variable for that; the other shells tell by the name of the script.
# shellcheck disable=SC3028
BASEDIR=$(dirname "${BASH_SOURCE:-$0}")

# Start the cluster.
minikube start --driver=virtualbox

# What the cluster needs to pull images from the registry.
kubectl create secret docker-registry regcred \
  --docker-server="$REG_URL" \
  --docker-username="$REG_USERNAME" \
  --docker-password="$REG_PASSWORD" \
  --docker-email="$REG_EMAIL"
"#;

const METRICS: &str = r#"
# The settings of Prometheus and Grafana, and the dashboards.
kubectl create configmap prometheus-file-config --from-file "$BASEDIR/prometheus/prometheus.yml"
kubectl create configmap grafana-datasource-config --from-file "$BASEDIR/grafana/provisioning/datasources/datasource.yml"
for dashboard in "$BASEDIR"/grafana/provisioning/dashboards/*; do
  filename=$(basename "$dashboard")
  file=${filename%.*}
  kubectl create configmap "grafana-$file-config" --from-file "$BASEDIR/grafana/provisioning/dashboards/$filename"
done
"#;

const WAIT_FOR_REGISTRY: &str = r#"while kubectl get pods --namespace kube-system --no-headers | grep -qvE 'Running|Completed'; do
  sleep 1
done

# Forward the port of the registry while the images are built and pushed.
kubectl port-forward --namespace kube-system replicationcontroller/kube-registry-v0 5000:5000 &
FORWARDING=$!
sh "$BASEDIR/push-image.sh"
kill "$FORWARDING"

# Create everything.
for folder in "$BASEDIR"/kube/*; do
"#;

const WAIT_FOR_PODS: &str = r#"while kubectl get pods --no-headers | grep -qvE 'Running|Completed'; do
  sleep 1
done

# Ask for the addresses of Kong: the first is for requests, the second for the Admin API.
KONG_URLS=$(minikube service kong --url | head -n 2)
# Without quotes, the two lines stay two in zsh only.
# shellcheck disable=SC2086
"#;

const CONFIGURE: &str = r#"# shellcheck disable=SC2086
KONG_ADMIN=$(echo $KONG_URLS | tail -n 1)
export KONG_ENTRY KONG_ADMIN

# Tell Kong of the services.
sh "$BASEDIR/kong/configure-kong.sh"
"#;

/// Announces the script that starts the system.
pub(super) fn register(files: &mut FileList<'_>) {
    files.target("deploy.sh", FileLanguage::Shell, render);
}

fn render(plan: &Plan<'_>, out: &mut Writer) {
    lines(out, START);
    config_maps(plan, out);
    lines(out, "\n# Create the registry, and wait until every pod of the cluster itself runs.");
    out.line("kubectl create -f \"$BASEDIR/kube/deploy\"");
    out.defect(Defect::WaitEndsAtOnce);
    lines(out, WAIT_FOR_REGISTRY);
    out.defect(Defect::ObjectsCreatedTwice);
    lines(out, "  kubectl create -f \"$folder\"\ndone\n\n# Wait until every pod runs or has completed.");
    out.defect(Defect::WaitEndsAtOnce);
    lines(out, WAIT_FOR_PODS);
    out.defect(Defect::TwoKongAddresses);
    out.line("KONG_ENTRY=$(echo $KONG_URLS | head -n 1 | sed 's#http://##g')");
    lines(out, CONFIGURE);
}

/// Writes the commands that create config maps from the files that containers read.
fn config_maps(plan: &Plan<'_>, out: &mut Writer) {
    if !plan.services.is_empty() {
        lines(out, "\n# The scripts that make the tables.");
    }
    for service in &plan.services {
        out.with_origin(service.origin, |out| {
            out.fragment(("kubectl create configmap ", script_config(service)));
            out.line((" --from-file \"$BASEDIR/", &service.database, "/init.sql\""));
        });
    }
    if let Some(metrics) = plan.metrics {
        out.with_origin(metrics, |out| lines(out, METRICS));
    }
}
