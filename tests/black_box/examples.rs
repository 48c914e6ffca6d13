//! The examples: valid ones pass, broken ones do not, and together they use the whole language.

use std::collections::BTreeSet;

use temple_ide::model::catalogue::{Annotation, BlockKind, BuiltIn, Item, ParameterKind};
use temple_syntax::Token;
use temple_syntax::ast::{Argument, Arguments, Block, Entry, Value};

use crate::{cases, program};

#[test]
fn valid_examples_pass_and_broken_ones_fail() {
    let sound = cases::templefiles("examples");
    assert!(sound.len() >= 6, "only {} examples", sound.len());
    let output = program::run(["check", "--deny-warnings"].map(Into::into).into_iter().chain(sound));
    assert_eq!(output.status.code(), Some(0), "{}", program::printed(&output));

    let broken = cases::templefiles("examples/broken");
    assert!(!broken.is_empty(), "no broken examples");
    for path in broken {
        let output = program::run(["check".as_ref(), path.as_path()]);
        assert_eq!(output.status.code(), Some(1), "{} has no error", path.display());
    }
}

#[test]
fn examples_use_every_construct_of_the_language() {
    let mut used = BTreeSet::new();
    for path in cases::templefiles("examples") {
        let parse = temple_syntax::parse(&std::fs::read_to_string(path).expect("an example is UTF-8"));
        parse.file().blocks().for_each(|block| collect(block, &mut used));
    }
    let unused: Vec<String> = constructs().difference(&used).cloned().collect();
    println!("constructs in examples: {}/{}", constructs().len() - unused.len(), constructs().len());
    assert!(unused.is_empty(), "no example uses: {}", unused.join(", "));
}

/// Returns all constructs in the catalogue. Values are in lower case, because their case does not matter.
fn constructs() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    all.extend(BlockKind::ENTRIES.iter().map(|kind| kind.name.to_owned()));
    all.extend(Annotation::ENTRIES.iter().map(|annotation| format!("@{}", annotation.name)));
    for item in Item::ENTRIES {
        let name = item.word.name;
        all.extend(item.allowed_in.iter().map(|kind| format!("{}: #{name}", kind.entry().name)));
        let Some(parameter) = item.parameter else { continue };
        all.extend([format!("{name}({}:)", parameter.name), format!("{name}(0)")]);
        if let ParameterKind::Word(values) | ParameterKind::Words(values) = parameter.kind {
            all.extend(values.iter().map(|value| format!("{name}({})", value.name.to_lowercase())));
        }
    }
    for ty in BuiltIn::ENTRIES {
        let name = ty.word.name;
        all.insert(name.to_owned());
        for (index, parameter) in ty.parameters.iter().enumerate() {
            all.extend([format!("{name}({}:)", parameter.name), format!("{name}({index})")]);
        }
    }
    all
}

/// Adds the constructs that a block uses, in the same notation.
fn collect(block: Block<'_>, used: &mut BTreeSet<String>) {
    let text = |token: Option<Token<'_>>| token.map_or("", Token::text).to_owned();
    let kind = text(block.kind());
    for entry in block.entries() {
        match entry {
            Entry::Block(inner) => collect(inner, used),
            Entry::Attribute(attribute) => {
                used.extend(attribute.annotations().map(|annotation| format!("@{}", text(annotation.name()))));
                let Some(ty) = attribute.ty() else { continue };
                let name = text(ty.name());
                collect_arguments(&name, ty.arguments(), used);
                used.insert(name);
            }
            Entry::Metadata(metadata) => {
                let name = text(metadata.name());
                used.insert(format!("{kind}: #{name}"));
                collect_arguments(&name, metadata.arguments(), used);
                metadata.list().into_iter().for_each(|list| collect_value(&name, Value::List(list), used));
            }
        }
    }
    used.insert(kind);
}

fn collect_arguments(name: &str, arguments: Option<Arguments<'_>>, used: &mut BTreeSet<String>) {
    for (index, argument) in arguments.into_iter().flat_map(Arguments::iter).enumerate() {
        let value = match argument {
            Argument::Positional(value) => {
                used.insert(format!("{name}({index})"));
                Some(value)
            }
            Argument::Keyword(keyword) => {
                used.insert(format!("{name}({}:)", keyword.name().map_or("", Token::text)));
                keyword.value()
            }
        };
        value.into_iter().for_each(|value| collect_value(name, value, used));
    }
}

fn collect_value(name: &str, value: Value<'_>, used: &mut BTreeSet<String>) {
    match value {
        Value::Word(word) => {
            let word = word.token().map_or("", Token::text);
            used.insert(format!("{name}({})", word.to_lowercase()));
        }
        Value::List(list) => list.values().for_each(|value| collect_value(name, value, used)),
        Value::Number(_) => {}
    }
}
