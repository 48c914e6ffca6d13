//! A panel of a dashboard: a graph of several metrics over time.

use super::data_source;
use crate::format::DataWriter;
use crate::text::{Fragment, Null, RecordedText};

/// The null value, for settings without a value.
pub(super) const NONE: Null = Null;

/// The width and height of a panel, in units of Grafana's grid.
const SIZE: (usize, usize) = (12, 5);

/// The parts that are the same in all panels of a dashboard, recorded when they are first written.
#[derive(Default)]
pub(super) struct SharedParts {
    start: Option<RecordedText>,
    style: Option<RecordedText>,
    times: Option<RecordedText>,
    /// The axes for each column, since all panels of a column have the same unit.
    axes: [Option<RecordedText>; 2],
}

/// A graph of several metrics over time.
pub(super) struct Panel<T> {
    /// The zero-based row.
    pub(super) row: usize,
    /// The column, 0 or 1.
    pub(super) column: usize,
    /// The title.
    pub(super) title: T,
    /// The label of the left axis, which is the same for all panels of the column.
    pub(super) unit: &'static str,
}

impl<T: Fragment> Panel<T> {
    /// Writes the panel into the list of panels. `targets` writes the metrics to draw.
    pub(super) fn write(
        self,
        panels: &mut DataWriter<'_>,
        shared: &mut SharedParts,
        targets: impl FnOnce(&mut DataWriter<'_>),
    ) {
        panels.item_map(|it| {
            it.repeated(&mut shared.start, start);
            it.map("gridPos", |it| {
                it.entry("h", SIZE.1);
                it.entry("w", SIZE.0);
                it.entry("x", self.column * SIZE.0);
                it.entry("y", self.row * SIZE.1);
            });
            it.entry("hiddenSeries", false);
            it.entry("id", 2 * self.row + self.column);
            it.repeated(&mut shared.style, style);
            it.list("targets", targets);
            it.repeated(&mut shared.times, times);
            it.entry("title", self.title);
            it.repeated(&mut shared.axes[self.column], |it| {
                it.map("tooltip", tooltip);
                it.entry("type", "graph");
                axes(it, self.unit);
            });
        });
    }
}

fn start(it: &mut DataWriter<'_>) {
    it.map("aliasColors", |_| {});
    it.entry("bars", false);
    it.entry("dashLength", 10);
    it.entry("dashes", false);
    it.entry("datasource", data_source::NAME);
    it.entry("fill", 1);
    it.entry("fillGradient", 0);
}

fn style(it: &mut DataWriter<'_>) {
    it.map("legend", legend);
    it.entry("lines", true);
    it.entry("linewidth", 1);
    it.entry("nullPointMode", "null");
    it.map("options", |it| it.list("dataLinks", |_| {}));
    it.entry("percentage", false);
    it.entry("pointradius", 2);
    it.entry("points", false);
    it.entry("renderer", "flot");
    it.list("seriesOverrides", |_| {});
    it.entry("spaceLength", 10);
    it.entry("stack", false);
    it.entry("steppedLine", false);
}

fn times(it: &mut DataWriter<'_>) {
    it.list("thresholds", |_| {});
    it.entry("timeFrom", NONE);
    it.list("timeRegions", |_| {});
    it.entry("timeShift", NONE);
}

fn tooltip(it: &mut DataWriter<'_>) {
    it.entry("shared", true);
    it.entry("sort", 0);
    it.entry("value_type", "individual");
}

fn legend(it: &mut DataWriter<'_>) {
    it.entry("avg", false);
    it.entry("current", false);
    it.entry("max", false);
    it.entry("min", false);
    it.entry("rightSide", true);
    it.entry("show", true);
    it.entry("total", false);
    it.entry("values", false);
}

/// Writes the axes: time at the bottom, `unit` on the left, and no label on the right.
fn axes(it: &mut DataWriter<'_>, unit: &str) {
    it.map("xaxis", |it| {
        it.entry("buckets", NONE);
        it.entry("mode", "time");
        it.entry("name", NONE);
        it.entry("show", true);
        it.list("values", |_| {});
    });
    it.list("yaxes", |it| {
        it.item_map(|it| axis(it, unit));
        it.item_map(|it| axis(it, NONE));
    });
    it.map("yaxis", |it| {
        it.entry("align", false);
        it.entry("alignLevel", NONE);
    });
}

fn axis(it: &mut DataWriter<'_>, label: impl Fragment) {
    it.entry("format", "short");
    it.entry("label", label);
    it.entry("logBase", 1);
    it.entry("max", NONE);
    it.entry("min", NONE);
    it.entry("show", true);
}

/// Writes a metric that a panel draws, as a Prometheus expression.
pub(super) fn target(it: &mut DataWriter<'_>, ref_id: &str, legend: impl Fragment, expression: impl Fragment) {
    it.item_map(|it| {
        it.entry("expr", expression);
        it.entry("legendFormat", legend);
        it.entry("refId", ref_id);
    });
}
