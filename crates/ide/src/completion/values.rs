//! Completes arguments: values, keywords and list entries.

use temple_model::catalogue::{BlockKind, BuiltIn, Item, Parameter, ParameterKind, Word};
use temple_model::{Access, Attribute, Effective, Endpoint, Provenance};
use temple_syntax::SyntaxKind;

use super::context::Expected;
use super::{CompletionKind, Completions};
use crate::symbol::{EntityId, Owner, Symbol};

impl Completions<'_> {
    /// Completes an argument in parentheses: the values of its parameter, then the keywords not given yet.
    pub(super) fn arguments(&mut self, owner: Owner, index: usize) {
        let keywords = self.context.keywords_before();
        let has_colon = self.context.next() == Some(SyntaxKind::COLON);
        let is_before_keyword = self.context.is_before_keyword();
        let is_before_value = !is_before_keyword && (has_colon || self.context.is_before_value());
        if let Some(parameter) =
            owner.parameters().get(index).filter(|_| keywords.is_empty() && !is_before_value && !is_before_keyword)
        {
            self.values(parameter);
        }
        if self.context.is_before_positional() {
            return;
        }
        let following_keywords = self.context.keywords_after();
        for parameter in owner.parameters().iter().skip(index.saturating_sub(keywords.len())) {
            if keywords.iter().chain(&following_keywords).any(|keyword| *keyword == parameter.name) {
                continue;
            }
            let mut item = self.item(format!("{}:", parameter.name), CompletionKind::Parameter);
            item.snippet = match (has_colon, is_before_value) {
                (true, _) => parameter.name.to_owned(),
                (_, true) => format!("{}:{}", parameter.name, self.gap()),
                _ => format!("{}: {}", parameter.name, self.first_value(owner, parameter)),
            };
            item.filter = parameter.name.to_owned();
            item.description = parameter.summary.to_owned();
            if is_before_keyword {
                item.snippet.extend([",", self.gap()]);
            }
            item.choices = self.choices_of(owner, parameter);
            item.retrigger = matches!(parameter.kind, ParameterKind::Words(_) | ParameterKind::Services);
            item.subject = Some(Symbol::Parameter(owner, parameter));
            let caution = self.is_rejected(owner, parameter).then(|| "not allowed with this precision".to_owned());
            self.add(item, caution);
        }
    }

    /// Returns true if the parameter is the maximum of an `int` whose precision rejects every maximum.
    fn is_rejected(&self, owner: Owner, parameter: &Parameter) -> bool {
        let (Owner::BuiltIn(BuiltIn::Int), [max, _, precision]) = (owner, owner.parameters()) else { return false };
        let bytes = || self.context.value_of(precision.name, 2).and_then(|bytes| bytes.parse().ok());
        parameter == max && bytes().is_some_and(temple_model::rejects_every_max)
    }

    /// Returns the space to insert after the word; empty if white space follows.
    fn gap(&self) -> &'static str {
        let following_keywords = &self.analysis.text()[usize::from(self.context.word.end())..];
        if following_keywords.starts_with(char::is_whitespace) { "" } else { " " }
    }

    /// Returns a tab stop for the value after a keyword, with a valid placeholder: for a bound, the value of the other
    /// bound.
    fn first_value(&self, owner: Owner, parameter: &Parameter) -> String {
        match (parameter.kind, owner) {
            (ParameterKind::Integer | ParameterKind::Number, _) => {
                let other = self.other_bound(owner, parameter);
                format!("${{1:{}}}", other.as_deref().or(parameter.default).unwrap_or("0"))
            }
            (ParameterKind::Word(_), Owner::Item(item)) => {
                format!("${{1|{}|}}", self.choices(item, parameter).join(","))
            }
            _ => "[$1]".to_owned(),
        }
    }

    /// Returns the value of the other bound of a maximum and minimum, which are the first two parameters.
    fn other_bound(&self, owner: Owner, parameter: &Parameter) -> Option<String> {
        let [max, min, ..] = owner.parameters() else { return None };
        let other = match parameter.name {
            name if name == max.name => self.context.value_of(min.name, 1),
            name if name == min.name => self.context.value_of(max.name, 0),
            _ => None,
        };
        // Values that are not numbers are ignored, and so are negative lengths.
        let is_number = |value: &str| match temple_syntax::lex(value).as_slice() {
            [number] => matches!(number.kind, SyntaxKind::INTEGER | SyntaxKind::FLOAT),
            [number, suffix] => {
                number.kind == SyntaxKind::INTEGER && temple_syntax::is_suffix(&value[usize::from(suffix.start)..])
            }
            _ => false,
        };
        let may_be_negative = owner != Owner::BuiltIn(BuiltIn::String);
        other.filter(|value| is_number(value) && (may_be_negative || !value.starts_with('-')))
    }

    /// Adds the values of a parameter.
    pub(super) fn values(&mut self, parameter: &'static Parameter) {
        let Some(item) = Item::ALL.iter().copied().find(|item| item.entry().parameter.as_ref() == Some(parameter))
        else {
            return;
        };
        match parameter.kind {
            ParameterKind::Word(words) => words.iter().for_each(|word| self.value(item, word)),
            // A list is written in brackets.
            ParameterKind::Words(_) | ParameterKind::Services => {
                let mut list = self.item("[…]", CompletionKind::Template);
                list.snippet = "[$1]".to_owned();
                // It has no word of its own.
                list.filter = parameter.name.to_owned();
                list.description = parameter.summary.to_owned();
                list.retrigger = true;
                list.choices = self.choices(item, parameter);
                self.items.push(list);
                self.whole_lists(item);
            }
            ParameterKind::Integer | ParameterKind::Number => {}
        }
    }

    /// Adds lists of one entry, so that typing the entry finds them without a bracket.
    fn whole_lists(&mut self, item: Item) {
        let (sure, discouraged) = (self.items.len(), self.discouraged.len());
        self.list_entries(item);
        for list in self.items[sure..].iter_mut().chain(&mut self.discouraged[discouraged..]) {
            list.label = format!("[{}]", list.label);
            list.snippet = list.label.clone();
        }
    }

    fn value(&mut self, item: Item, word: &'static Word) {
        let mut completion = self.item(word.name, CompletionKind::Value);
        completion.filter = self.spelling(word);
        completion.description = word.summary.to_owned();
        completion.subject = Some(Symbol::Value(item, word));
        if needs_accounts(item, word) {
            completion.needs(self.missing_auth_method());
        }
        if matches!(self.context.expected, Expected::ListEntry(_)) {
            completion.snippet.push_str(self.separator());
        }
        let caution = self.caution(item, word);
        self.add(completion, caution);
    }

    /// Returns the comma and space needed between a new list entry and the one after it.
    fn separator(&self) -> &'static str {
        match (self.context.is_before_value(), self.gap()) {
            (false, _) => "",
            (true, "") => ",",
            (true, _) => ", ",
        }
    }

    /// Returns the reason why a value would be invalid, crash the generator, or have no effect.
    fn caution(&self, item: Item, word: &Word) -> Option<String> {
        let has_none = needs_accounts(item, word) && self.has_no_accounts();
        let accounts = || has_none.then(|| format!("requires a service with `{}`", Item::Auth));
        self.caution_here(item, word).or_else(accounts)
    }

    /// Like [`Completions::caution`], but considers only the enclosing block.
    fn caution_here(&self, item: Item, word: &Word) -> Option<String> {
        let id = self.enclosing_entity()?;
        let (service, entity) = (id.service(self.analysis.model())?, id.entity(self.analysis.model())?);
        let own = |access: Effective<Access>| matches!(access.source, Provenance::Own(_)).then_some(access.value);
        let contradicts = |other: Item, access: Access| format!("conflicts with `{other}({})`", access.as_str());
        match item {
            Item::Writable if word == Access::All.entry() && own(service.readable) == Some(Access::This) => {
                Some(contradicts(Item::Readable, Access::This))
            }
            Item::Readable if word == Access::This.entry() && own(service.writable) == Some(Access::All) => {
                Some(contradicts(Item::Writable, Access::All))
            }
            Item::Omit if entity.endpoints.iter().all(|endpoint| endpoint.entry() == word) => {
                Some("leaves no endpoints, which crashes the generator".to_owned())
            }
            Item::Omit if word == Endpoint::Update.entry() => {
                let comes_from_requests = |attribute: &Attribute| attribute.visibility.in_requests();
                let is_idle = !entity.attributes.iter().any(comes_from_requests);
                is_idle.then(|| "has no effect: clients cannot set any of the attributes".to_owned())
            }
            _ => None,
        }
    }

    /// Returns true if no service holds accounts and no block restricts access to accounts yet.
    fn has_no_accounts(&self) -> bool {
        let model = self.analysis.model();
        let own = |access: Effective<Access>| matches!(access.source, Provenance::Own(_)).then_some(access.value);
        let of_services = model.all_services().flat_map(|it| [own(it.readable), own(it.writable)]).flatten();
        let of_project =
            model.project.iter().flat_map(|it| [it.readable, it.writable]).flatten().map(|specified| specified.value);
        model.all_services().all(|service| service.auth.is_none())
            && !of_services.chain(of_project).any(|access| access == Access::This)
    }

    /// Adds the entries that are not in the list yet.
    pub(super) fn list_entries(&mut self, item: Item) {
        let listed: Vec<&str> = self.context.listed().collect();
        match item.entry().parameter.map(|parameter| parameter.kind) {
            Some(ParameterKind::Words(words)) => {
                let missing = words.iter().filter(|word| !listed.iter().any(|text| word.is_spelt(text)));
                missing.for_each(|word| self.value(item, word));
            }
            Some(ParameterKind::Services) => {
                let own = self.context.blocks.last().and_then(|block| block.name()).map(|name| name.text());
                let mut itself = None;
                for (service, it) in self.analysis.model().services.iter().enumerate() {
                    let name = it.entity.name.source.as_str();
                    if listed.contains(&name) {
                        continue;
                    }
                    let mut completion = self.item(name, CompletionKind::Service);
                    completion.description = BlockKind::Service.as_str().to_owned();
                    completion.subject = Some(Symbol::Entity(EntityId { service, inner: None }));
                    completion.snippet.push_str(self.separator());
                    match own == Some(name) {
                        true => itself = Some(completion),
                        false => self.items.push(completion),
                    }
                }
                // A service that uses itself is allowed, but seldom intended.
                self.items.extend(itself);
            }
            _ => {}
        }
    }

    /// Returns the values that are valid for an item, or the least doubtful one if none is.
    pub(super) fn choices(&self, item: Item, parameter: &Parameter) -> Vec<&'static str> {
        let (ParameterKind::Word(words) | ParameterKind::Words(words)) = parameter.kind else { return Vec::new() };
        // A choice cannot add edits elsewhere, so values that need them rank lower.
        let needs_more = |word: &Word| needs_accounts(item, word) && !self.missing_auth_method().is_empty();
        let rank = |word: &Word| {
            (self.caution_here(item, word).is_some(), self.caution(item, word).is_some() || needs_more(word))
        };
        let best = words.iter().map(rank).min();
        words.iter().filter(|word| Some(rank(word)) == best).map(|word| word.name).collect()
    }

    fn choices_of(&self, owner: Owner, parameter: &Parameter) -> Vec<&'static str> {
        match owner {
            Owner::Item(item) => self.choices(item, parameter),
            Owner::BuiltIn(_) => Vec::new(),
        }
    }
}

/// Returns true if a value refers to the accounts of the system.
fn needs_accounts(item: Item, word: &Word) -> bool {
    matches!(item, Item::Readable | Item::Writable) && word == Access::This.entry()
}
