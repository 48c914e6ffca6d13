//! `grafana/provisioning/dashboards/dashboards.yml`: the folder in which Grafana finds the dashboards.

use super::data_source;
use crate::format::yaml;
use crate::plan::Plan;
use crate::text::Writer;

/// Renders the file.
pub(super) fn render(_: &Plan<'_>, out: &mut Writer) {
    yaml(out, |file| {
        file.entry("apiVersion", 1);
        file.list("providers", |providers| {
            providers.item_map(|provider| {
                provider.entry("name", data_source::NAME);
                provider.entry("orgId", 1);
                provider.entry("folder", "");
                provider.entry("type", "file");
                provider.entry("disableDeletion", false);
                provider.entry("editable", true);
                provider.entry("allowUiUpdates", true);
                provider.map("options", |options| options.entry("path", "/etc/grafana/provisioning/dashboards"));
            });
        });
    });
}
