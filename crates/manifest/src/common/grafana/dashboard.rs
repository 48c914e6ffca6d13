//! `grafana/provisioning/dashboards/<service>.json`: two panels for each kind of request to a service.

use temple_model::{Endpoint, Entity, Service as ModelService};

use super::panel::{self, Panel, SharedParts};
use crate::format::{DataWriter, json};
use crate::plan::{Plan, Service};
use crate::text::{Block, BlockRange, DerivedName, Fragment, Origin, Writer};

/// The kinds of requests to the service for accounts.
const ACCOUNT_REQUESTS: [&str; 2] = ["register", "login"];
/// The refresh intervals to choose from.
const INTERVALS: [&str; 10] = ["5s", "10s", "30s", "1m", "5m", "15m", "30m", "1h", "2h", "1d"];

/// Renders the dashboard of one service. The parts that all dashboards share come from `#metrics`.
pub(super) fn render(plan: &Plan<'_>, service: &Service<'_>, out: &mut Writer) {
    let Some(metrics) = plan.metrics else { return };
    let title = derived_name(plan, service, str::to_owned).unwrap_or(DerivedName::fixed("Auth"));
    out.with_origin(metrics, |out| {
        json(out, |it| {
            it.map("annotations", |it| it.list("list", |_| {}));
            it.entry("editable", true);
            it.entry("gnetId", panel::NONE);
            it.entry("graphTooltip", 0);
            it.entry("id", panel::NONE);
            it.list("links", |_| {});
            it.list("panels", |it| panels(it, plan, service, &title));
            it.entry("refresh", "5s");
            it.entry("schemaVersion", 22);
            it.entry("style", "dark");
            it.list("tags", |_| {});
            it.map("templating", |it| it.list("list", |_| {}));
            it.map("time", |it| {
                it.entry("from", "now-15m");
                it.entry("to", "now");
            });
            it.map("timepicker", |it| it.items("refresh_intervals", INTERVALS));
            it.entry("timezone", "");
            it.entry("title", (&title, " Dashboard"));
            it.entry("uid", &service.name);
            it.entry("version", 1);
        });
    });
}

/// The name of a service in another form than kebab-case; `None` for the service for accounts.
fn derived_name(plan: &Plan<'_>, service: &Service<'_>, form: fn(&str) -> String) -> Option<DerivedName> {
    service.source.map(|source| plan.name_of(&source.entity, service.block, form))
}

fn panels(it: &mut DataWriter<'_>, plan: &Plan<'_>, service: &Service<'_>, title: &DerivedName) {
    let metric = derived_name(plan, service, str::to_lowercase).unwrap_or(DerivedName::fixed("auth"));
    let mut row = 0;
    let mut shared = SharedParts::default();
    let mut draw = |it: &mut DataWriter<'_>, requests: &Requests<'_>| {
        it.with_origin(requests.origin, |it| requests.draw(it, &mut shared, &metric, row));
        row += 1;
    };
    let Some(source) = service.source else {
        for word in ACCOUNT_REQUESTS {
            let verb = Verb { word, item_range: None };
            draw(it, &Requests { verb, origin: service.origin, subject: None, part: None });
        }
        return;
    };
    for (verb, origin) in endpoints(&source.entity, source, service.block) {
        draw(it, &Requests { verb, origin, subject: Some(title), part: None });
    }
    for inner in &source.structs {
        let title = plan.name_of(inner, service.block, str::to_owned);
        let metric = plan.name_of(inner, service.block, str::to_lowercase);
        for (verb, origin) in endpoints(inner, source, service.block) {
            draw(it, &Requests { verb, origin, subject: Some(&title), part: Some((&title, &metric)) });
        }
    }
}

/// The endpoints of a service or struct, `list` first, each with its origin: a metadata item, or the block.
fn endpoints<'m>(entity: &'m Entity, service: &'m ModelService, block: Block) -> impl Iterator<Item = (Verb, Origin)> {
    let is_list = |endpoint: &&Endpoint| **endpoint == Endpoint::List;
    let others = entity.endpoints.iter().filter(move |endpoint| !is_list(endpoint));
    entity.endpoints.iter().filter(is_list).chain(others).map(move |endpoint| {
        let item_range = match endpoint {
            Endpoint::List => entity.enumerable,
            Endpoint::Identify => service.auth,
            _ => None,
        };
        let item_range = item_range.map(|range| block.range(range));
        (Verb { word: endpoint.as_str(), item_range }, item_range.unwrap_or(block.range(entity.range)).into())
    })
}

/// One kind of request.
struct Requests<'n> {
    verb: Verb,
    /// The origin of the endpoint.
    origin: Origin,
    /// The name of the service or struct, for titles; `None` for accounts.
    subject: Option<&'n DerivedName>,
    /// The name of the struct, for titles and as in metrics; `None` for the service itself.
    part: Option<(&'n DerivedName, &'n DerivedName)>,
}

impl Requests<'_> {
    /// Writes a row of two panels: the rate of requests, and the duration of their database queries. `metric` is the
    /// prefix of the names of the service's metrics.
    fn draw(&self, it: &mut DataWriter<'_>, shared: &mut SharedParts, metric: &DerivedName, row: usize) {
        let (verb, title) = (&self.verb, Title(&self.verb));
        let kind = (verb, self.part.map(|(_, metric)| ("_", metric)));
        Panel { row, column: 0, title: (title, self.subject.map(|subject| (" ", subject)), " Requests"), unit: "QPS" }
            .write(it, shared, |it| {
                for (ref_id, outcome, legend) in [("A", "success", "Success"), ("B", "failure", "{{error_code}}")] {
                    let counter = (metric, "_request_", outcome, "_total");
                    panel::target(it, ref_id, legend, ("rate(", counter, "{request_type=\"", kind, "\"}[5m])"));
                }
            });
        Panel {
            row,
            column: 1,
            title: ("DB ", title, self.part.map(|(part, _)| (" ", part)), " Queries"),
            unit: "Time (seconds)",
        }
        .write(it, shared, |it| {
            for (ref_id, quantile, percent) in
                [("A", "0.5", 50), ("B", "0.9", 90), ("C", "0.95", 95), ("D", "0.99", 99)]
            {
                let seconds = (metric, "_database_request_seconds");
                let labels = ("{quantile=\"", quantile, "\",query_type=\"", kind, "\"}");
                panel::target(it, ref_id, (percent, "th Percentile"), (seconds, labels));
            }
        });
    }
}

/// The kind of a request.
struct Verb {
    word: &'static str,
    /// The range of the metadata item that adds the endpoint.
    item_range: Option<BlockRange>,
}

impl Fragment for Verb {
    fn write(&self, text: &mut String, origin: &mut dyn FnMut(BlockRange)) {
        text.push_str(self.word);
        self.item_range.into_iter().for_each(origin);
    }
}

/// A [`Verb`] with its first letter in upper case.
#[derive(Clone, Copy)]
struct Title<'v>(&'v Verb);

impl Fragment for Title<'_> {
    fn write(&self, text: &mut String, origin: &mut dyn FnMut(BlockRange)) {
        let start = text.len();
        self.0.write(text, origin);
        if let Some(first) = text.get_mut(start..start + 1) {
            first.make_ascii_uppercase();
        }
    }
}
