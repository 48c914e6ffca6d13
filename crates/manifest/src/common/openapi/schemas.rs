//! The schemas of requests and responses.

use std::collections::HashMap;

use temple_model::{Attribute, AttributeRanges, Entity, TextRange, Type};

use crate::defect::Defect;
use crate::format::{DataWriter, Float};
use crate::plan::Plan;
use crate::text::{Block, BlockRange, DerivedName, Fragment, WithOrigin};

/// The attributes of a service or struct as clients see them.
pub(super) struct Fields<'m> {
    /// The block that they are in.
    block: Block,
    fields: Vec<Field<'m>>,
}

struct Field<'m> {
    name: DerivedName,
    attribute: &'m Attribute,
    /// The service that it refers to, and the range of the reference; `None` for other types, and for references to
    /// structs.
    target: Option<(&'m DerivedName, BlockRange)>,
}

impl<'m> Fields<'m> {
    /// Collects the attributes of a block. `names` contains the names of the services.
    pub(super) fn new(
        entity: &'m Entity,
        block: Block,
        plan: &Plan<'_>,
        names: &'m HashMap<&str, DerivedName>,
    ) -> Fields<'m> {
        let attributes = entity.attributes.iter().filter(|attribute| attribute.ty != Type::Unknown);
        let fields = attributes.map(|attribute| Field {
            name: plan.name_of_attribute(attribute, block, str::to_owned),
            attribute,
            target: match &attribute.ty {
                Type::Reference(name) => {
                    let reference = attribute.ranges.and_then(|ranges| ranges.ty);
                    names.get(name.as_str()).zip(reference.map(|range| block.range(range)))
                }
                _ => None,
            },
        });
        Fields { block, fields: fields.collect() }
    }

    /// Writes the schema of the data that clients send.
    pub(super) fn request(&self, schema: &mut DataWriter<'_>) {
        self.object(schema, |field| field.attribute.visibility.in_requests());
    }

    /// Writes the schema of the data that clients receive.
    pub(super) fn response(&self, schema: &mut DataWriter<'_>) {
        self.object(schema, |field| field.attribute.visibility.in_responses());
    }

    /// Writes the schema of the attributes for which `is_included` returns true.
    fn object(&self, schema: &mut DataWriter<'_>, is_included: impl Fn(&Field<'_>) -> bool) {
        schema.entry("type", "object");
        schema.map("properties", |properties| {
            for field in self.fields.iter().filter(|field| is_included(field)) {
                properties.map(&field.name, |property| match field.attribute.ranges {
                    Some(ranges) => {
                        property.with_origin(self.block.range(field.source(ranges)), |it| field.write(it));
                    }
                    None => field.write(property),
                });
            }
        });
    }
}

/// Writes the body of a request or response, as JSON with a schema.
pub(super) fn content(parent: &mut DataWriter<'_>, schema: impl FnOnce(&mut DataWriter<'_>)) {
    parent.map("content", |content| content.map("application/json", |json| json.map("schema", schema)));
}

impl Field<'_> {
    fn write(&self, property: &mut DataWriter<'_>) {
        let (ty, format) = names(&self.attribute.ty);
        property.entry("type", ty);
        if let Some(format) = format {
            property.entry("format", format);
        }
        match self.attribute.ty {
            Type::String { max_length, min_length } => {
                length(property, "minLength", min_length);
                length(property, "maxLength", max_length);
            }
            Type::Data { max_size } => length(property, "maxLength", max_size),
            Type::Int { max, min, .. } => {
                bound(property, "minimum", min);
                bound(property, "maximum", max);
            }
            Type::Float { max, min, .. } => {
                // JSON cannot represent infinity, and an infinite bound limits nothing.
                bound(property, "minimum", min.filter(|min| min.is_finite()).map(Float));
                bound(property, "maximum", max.filter(|max| max.is_finite()).map(Float));
            }
            _ => {}
        }
        if let Some((target, mention)) = self.target {
            property.entry("description", (WithOrigin("The id of the ", mention), target));
        }
    }

    /// The origin of the schema: the type in the Templefile. For a reference it is the attribute, since the schema
    /// does not change when the service is renamed.
    fn source(&self, ranges: AttributeRanges) -> TextRange {
        match self.attribute.ty {
            Type::Reference(_) => ranges.whole,
            _ => ranges.ty.unwrap_or(ranges.whole),
        }
    }
}

/// The name of a type in JSON Schema, and its format.
fn names(ty: &Type) -> (&'static str, Option<&'static str>) {
    match ty {
        Type::Uuid => ("string", Some("uuid")),
        Type::Bool => ("boolean", None),
        Type::Date => ("string", Some("date")),
        Type::Time => ("string", Some("time")),
        Type::DateTime => ("string", Some("date-time")),
        Type::String { .. } | Type::Data { .. } | Type::Unknown => ("string", None),
        Type::Int { precision, .. } => ("number", Some(if *precision > 4 { "int64" } else { "int32" })),
        Type::Float { precision, .. } => ("number", Some(if *precision > 4 { "double" } else { "float" })),
        // The generator writes this, although a reference is the UUID of the other entry.
        Type::Reference(_) => ("number", Some("int32")),
    }
}

fn bound(property: &mut DataWriter<'_>, name: &'static str, value: Option<impl Fragment>) {
    if let Some(value) = value {
        property.entry(name, value);
    }
}

fn length(property: &mut DataWriter<'_>, name: &'static str, value: Option<i32>) {
    bound(property, name, value);
    if value.is_some_and(|value| value < 0) {
        property.defect(Defect::NegativeLength);
    }
}
