//! The symbols that the words of a text refer to. All occurrences are found once per text.

use rustc_hash::FxHashMap;
use temple_model::catalogue::{Annotation, BlockKind, BuiltIn, Item, ParameterKind};
use temple_model::{Model, Name};
use temple_syntax::ast::{self, Argument, Value};
use temple_syntax::{TextRange, TextSize, Token};

use crate::symbol::{EntityId, Owner, Symbol};

/// A word of the text that refers to a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The range of the word, in bytes.
    pub range: TextRange,
    /// The symbol.
    pub symbol: Symbol,
    /// The role of the word.
    pub role: Role,
}

/// The roles of occurrences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The name in a declaration.
    Declaration,
    /// A reference, as the type of an attribute or a word of the language.
    Reference,
    /// A service in `#uses`, which is called.
    Use,
}

/// Returns all occurrences, sorted by position. Takes time linear in the length of the text.
pub(crate) fn find(file: ast::File<'_>, model: &Model) -> Vec<Occurrence> {
    let mut finder = Finder { names: Names::new(model), occurrences: Vec::new() };
    for block in file.blocks() {
        finder.block(block, None);
    }
    finder.occurrences.sort_by_key(|occurrence| occurrence.range.start());
    finder.occurrences
}

/// The symbols that the names of a text refer to.
struct Names<'m> {
    /// The declared symbols, by the start of their names.
    declared: FxHashMap<TextSize, Symbol>,
    services: FxHashMap<&'m str, EntityId>,
    structs: FxHashMap<(usize, &'m str), EntityId>,
}

impl<'m> Names<'m> {
    fn new(model: &'m Model) -> Names<'m> {
        let mut names =
            Names { declared: FxHashMap::default(), services: FxHashMap::default(), structs: FxHashMap::default() };
        let mut declare = |name: &Name, symbol| names.declared.insert(name.range.start(), symbol);
        if let Some(project) = &model.project {
            declare(&project.name, Symbol::Project);
        }
        for id in EntityId::all(model) {
            let Some(entity) = id.entity(model) else { continue };
            declare(&entity.name, Symbol::Entity(id));
            for (index, attribute) in entity.attributes.iter().enumerate() {
                if let Some(name) = &attribute.source {
                    declare(name, Symbol::Attribute(id, index));
                }
            }
            // If two blocks have the same name, references mean the first.
            match id.inner {
                None => names.services.entry(&entity.name.source).or_insert(id),
                Some(_) => names.structs.entry((id.service, &entity.name.source)).or_insert(id),
            };
        }
        names
    }

    /// Returns the block that a name refers to as a type in a service: a struct of that service, or else a service.
    fn referred(&self, service: Option<usize>, name: &str) -> Option<EntityId> {
        let inner = service.and_then(|service| self.structs.get(&(service, name)));
        inner.or_else(|| self.services.get(name)).copied()
    }
}

struct Finder<'m> {
    names: Names<'m>,
    occurrences: Vec<Occurrence>,
}

impl Finder<'_> {
    fn push(&mut self, token: Token<'_>, symbol: impl Into<Option<Symbol>>, role: Role) {
        let occurrence = symbol.into().map(|symbol| Occurrence { range: token.range(), symbol, role });
        self.occurrences.extend(occurrence);
    }

    fn declaration(&mut self, name: Option<Token<'_>>) -> Option<Symbol> {
        let name = name?;
        let symbol = self.names.declared.get(&name.range().start()).copied();
        self.push(name, symbol, Role::Declaration);
        symbol
    }

    /// Adds the occurrences in a block. `service` is the enclosing service.
    fn block(&mut self, block: ast::Block<'_>, service: Option<usize>) {
        let service = match self.declaration(block.name()) {
            Some(Symbol::Entity(id)) => Some(id.service),
            _ => service,
        };
        if let Some(kind) = block.kind() {
            self.push(kind, BlockKind::from_name(kind.text()).map(Symbol::BlockKind), Role::Reference);
        }
        for entry in block.entries() {
            match entry {
                ast::Entry::Block(inner) => self.block(inner, service),
                ast::Entry::Attribute(attribute) => self.attribute(attribute, service),
                ast::Entry::Metadata(metadata) => self.metadata(metadata),
            }
        }
    }

    fn attribute(&mut self, attribute: ast::Attribute<'_>, service: Option<usize>) {
        self.declaration(attribute.name());
        if let Some(ty) = attribute.ty() {
            self.ty(ty, service);
        }
        for name in attribute.annotations().filter_map(ast::Annotation::name) {
            self.push(name, Annotation::from_name(name.text()).map(Symbol::Annotation), Role::Reference);
        }
    }

    fn ty(&mut self, ty: ast::Type<'_>, service: Option<usize>) {
        let Some(name) = ty.name() else { return };
        let built_in = BuiltIn::from_name(name.text());
        let referred = || self.names.referred(service, name.text()).map(Symbol::Entity);
        self.push(name, built_in.map(Symbol::BuiltIn).or_else(referred), Role::Reference);
        if let (Some(built_in), Some(arguments)) = (built_in, ty.arguments()) {
            self.keywords(arguments, Owner::BuiltIn(built_in));
        }
    }

    fn metadata(&mut self, metadata: ast::Metadata<'_>) {
        let Some(name) = metadata.name() else { return };
        let Some(item) = Item::from_name(name.text()) else { return };
        self.push(name, Symbol::Item(item), Role::Reference);
        if let Some(arguments) = metadata.arguments() {
            self.keywords(arguments, Owner::Item(item));
            for argument in arguments.iter() {
                match argument {
                    Argument::Positional(value) => self.value(item, value),
                    Argument::Keyword(keyword) => keyword.value().into_iter().for_each(|value| self.value(item, value)),
                }
            }
        }
        metadata.list().into_iter().for_each(|list| self.value(item, Value::List(list)));
    }

    fn keywords(&mut self, arguments: ast::Arguments<'_>, owner: Owner) {
        for argument in arguments.iter() {
            let Argument::Keyword(keyword) = argument else { continue };
            let Some(name) = keyword.name() else { continue };
            let parameter = owner.parameters().iter().find(|parameter| parameter.name == name.text());
            self.push(name, parameter.map(|parameter| Symbol::Parameter(owner, parameter)), Role::Reference);
        }
    }

    /// Adds the occurrence of a word, or of each word of a list.
    fn value(&mut self, item: Item, value: Value<'_>) {
        match value {
            Value::List(list) => list.values().for_each(|value| self.value(item, value)),
            Value::Number(_) => {}
            Value::Word(word) => {
                let Some(token) = word.token() else { return };
                match item.entry().parameter.map(|parameter| parameter.kind) {
                    Some(ParameterKind::Services) => {
                        let service = self.names.services.get(token.text()).copied();
                        self.push(token, service.map(Symbol::Entity), Role::Use);
                    }
                    Some(ParameterKind::Word(words) | ParameterKind::Words(words)) => {
                        let word = words.iter().find(|word| word.is_spelt(token.text()));
                        self.push(token, word.map(|word| Symbol::Value(item, word)), Role::Reference);
                    }
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::Analysis;

    /// Checks each occurrence with its symbol.
    #[track_caller]
    fn check(text: &str, expected: Expect) {
        let analysis = Analysis::new(text);
        let occurrences = analysis.occurrences().iter();
        let lines = occurrences.map(|occurrence| {
            let word = &text[std::ops::Range::<usize>::from(occurrence.range)];
            let name = occurrence.symbol.name(analysis.model()).unwrap_or_default();
            let kind = occurrence.symbol.describe();
            format!("{word}: {:?} of {kind} {name}\n", occurrence.role)
        });
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn finds_declarations_and_uses_of_names() {
        check(
            "P: project { #provider(k8s); }\nA: service { b: B; c: C; #uses[B]; C: struct { a: string(maxLength: 3) @unique; }; }\n\
             B: service { #omit(endpoints: [read]); }",
            expect![[r#"
                P: Declaration of project P
                project: Reference of block kind project
                provider: Reference of metadata item provider
                k8s: Reference of value kubernetes
                A: Declaration of service A
                service: Reference of block kind service
                b: Declaration of attribute b
                B: Reference of service B
                c: Declaration of attribute c
                C: Reference of struct C
                uses: Reference of metadata item uses
                B: Use of service B
                C: Declaration of struct C
                struct: Reference of block kind struct
                a: Declaration of attribute a
                string: Reference of type string
                maxLength: Reference of parameter maxLength
                unique: Reference of annotation unique
                B: Declaration of service B
                service: Reference of block kind service
                omit: Reference of metadata item omit
                endpoints: Reference of parameter endpoints
                read: Reference of value read
            "#]],
        );
    }

    #[test]
    fn resolves_a_duplicate_name_to_the_first_declaration() {
        check(
            "A: service {}\nA: service { a: A; a: int; }",
            expect![[r#"
                A: Declaration of service A
                service: Reference of block kind service
                A: Declaration of service A
                service: Reference of block kind service
                a: Declaration of attribute a
                A: Reference of service A
                int: Reference of type int
            "#]],
        );
    }
}
