//! `<service>-db/init.sql` (`docs/manifests.md`, init.sql).

use temple_model::{Attribute, Entity, Type, snake_case};

use crate::defect::Defect;
use crate::file::{FileLanguage, FileList};
use crate::format::Decimal;
use crate::plan::{Plan, Service};
use crate::text::{Block, DerivedName, Fragment, Origin, Writer};

/// The lengths that PostgreSQL allows for `VARCHAR`.
const VARCHAR_LENGTHS: std::ops::RangeInclusive<i32> = 1..=10_485_760;

/// The columns that every PostgreSQL table has. Renaming does not avoid them.
const SYSTEM_COLUMNS: [&str; 6] = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"];

/// Announces one file for each service.
pub(crate) fn register(files: &mut FileList<'_>) {
    files.each_service(|service| format!("{}/init.sql", service.database.as_str()), FileLanguage::Sql, render);
}

fn render(plan: &Plan<'_>, service: &Service<'_>, out: &mut Writer) {
    let Some(source) = service.source else { return accounts(out) };
    // The column for the creator of an entry exists because of the accounts.
    let implied = plan.accounts.map(|(_, range)| range.into());
    let block = service.block;
    entity(plan, block, &source.entity, implied, out);
    for inner in &source.structs {
        out.with_origin(block.range(inner.range), |out| {
            out.end_line();
            entity(plan, block, inner, None, out);
        });
    }
}

/// Writes the table of the service for accounts.
fn accounts(out: &mut Writer) {
    table("auth", out, |rows| {
        rows.row(|out| out.fragment("  id UUID NOT NULL PRIMARY KEY"));
        rows.row(|out| out.fragment("  email TEXT UNIQUE NOT NULL"));
        rows.row(|out| out.fragment("  password TEXT NOT NULL"));
    });
}

/// Writes the table of a service or struct. The origin of the second implied column is `implied`, or else the block.
fn entity(plan: &Plan<'_>, block: Block, entity: &Entity, implied: Option<Origin>, out: &mut Writer) {
    table(plan.name_of(entity, block, snake_case), out, |rows| {
        let stored = entity.attributes.iter().filter(|it| it.visibility.is_stored() && it.ty != Type::Unknown);
        for (at, attribute) in stored.enumerate() {
            let name = plan.name_of_attribute(attribute, block, snake_case);
            // The first attribute is always the identifier.
            let is_key = at == 0;
            rows.row(|out| match (attribute.ranges, implied) {
                (Some(ranges), _) => {
                    out.add_origin(block.range(ranges.whole));
                    column(&name, attribute, is_key, out);
                    // The column of a reference does not depend on its target, so its type is not an origin.
                    let type_range = ranges.ty.filter(|_| !matches!(attribute.ty, Type::Reference(_)));
                    type_range.into_iter().for_each(|ty| out.add_origin(block.range(ty)));
                }
                (None, Some(implied)) if !is_key => {
                    out.with_origin(implied, |out| column(&name, attribute, is_key, out));
                }
                (None, _) => column(&name, attribute, is_key, out),
            });
        }
    });
}

fn column(name: &DerivedName, attribute: &Attribute, is_key: bool, out: &mut Writer) {
    out.fragment(("  ", name, " "));
    if SYSTEM_COLUMNS.contains(&name.as_str()) {
        out.defect(Defect::SystemColumn);
    }
    let length = ("length(", name, ")");
    let size = ("octet_length(", name, ")");
    match attribute.ty {
        Type::Uuid | Type::Reference(_) => out.fragment("UUID"),
        Type::Bool => out.fragment("BOOLEAN"),
        Type::Date => out.fragment("DATE"),
        Type::Time => out.fragment("TIME"),
        Type::DateTime => out.fragment("TIMESTAMPTZ"),
        Type::String { max_length: Some(max_length), min_length } => {
            out.fragment(("VARCHAR(", max_length, ")"));
            if !VARCHAR_LENGTHS.contains(&max_length) {
                out.defect(Defect::VarcharLength);
            }
            bounds(length, None, min_length, out);
        }
        Type::String { max_length: None, min_length } => {
            out.fragment("TEXT");
            bounds(length, None, min_length, out);
        }
        Type::Int { max, min, precision } => {
            out.fragment(match precision {
                ..=2 => "SMALLINT",
                3..=4 => "INT",
                5.. => "BIGINT",
            });
            bounds(name, max, min, out);
        }
        Type::Float { max, min, precision } => {
            out.fragment(if precision <= 4 { "REAL" } else { "DOUBLE PRECISION" });
            bounds(name, max.map(Decimal), min.map(Decimal), out);
            if [max, min].into_iter().flatten().any(f64::is_infinite) {
                out.defect(Defect::InfiniteCheck);
            }
        }
        Type::Data { max_size } => {
            out.fragment("BYTEA");
            bounds(size, max_size, None, out);
        }
        Type::Unknown => {}
    }
    if attribute.unique {
        out.fragment(" UNIQUE");
    }
    out.fragment(" NOT NULL");
    if is_key {
        out.fragment(" PRIMARY KEY");
    }
}

/// Writes checks that `value` is within the bounds.
fn bounds<B: Fragment>(value: impl Fragment, max: Option<B>, min: Option<B>, out: &mut Writer) {
    if let Some(max) = max {
        out.fragment((" CHECK (", &value, " <= ", max, ")"));
    }
    if let Some(min) = min {
        out.fragment((" CHECK (", &value, " >= ", min, ")"));
    }
}

/// The columns of a table that is being written.
struct Rows<'w> {
    out: &'w mut Writer,
    is_empty: bool,
}

fn table(name: impl Fragment, out: &mut Writer, write: impl FnOnce(&mut Rows<'_>)) {
    out.line(("CREATE TABLE ", name, " ("));
    let mut rows = Rows { out, is_empty: true };
    write(&mut rows);
    if !rows.is_empty {
        out.end_line();
    }
    out.line(");");
}

impl Rows<'_> {
    /// Writes a column, after a comma unless it is the first.
    fn row(&mut self, write: impl FnOnce(&mut Writer)) {
        if !self.is_empty {
            self.out.fragment(",");
            self.out.end_line();
        }
        self.is_empty = false;
        write(self.out);
    }
}
