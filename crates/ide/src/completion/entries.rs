//! Completes blocks and their entries: attributes, metadata items and structs.

use temple_model::catalogue::{BlockKind, BuiltIn, Item};
use temple_model::{Access, Edit, Layout, Provenance, auth_method, insert_entry};
use temple_syntax::ast::{Block, Metadata};
use temple_syntax::{Node, SyntaxKind};

use super::{CompletionItem, CompletionKind, Completions};
use crate::metadata_items::{contains_item, items};
use crate::symbol::Symbol;

impl Completions<'_> {
    /// Adds whole blocks. A text has only one project.
    pub(super) fn blocks(&mut self) {
        let kinds = [BlockKind::Project, BlockKind::Service];
        let has_project = self.has_project();
        for kind in kinds.into_iter().filter(|kind| !(has_project && *kind == BlockKind::Project)) {
            self.block_template(kind);
        }
    }

    fn block_template(&mut self, kind: BlockKind) {
        let mut item = self.item(kind.as_str(), CompletionKind::Template);
        item.detail = format!(" Name: {} {{ … }}", kind.as_str());
        let is_inside = kind == BlockKind::Struct && !self.context.may_start_struct(self.analysis.text());
        let indent = if is_inside { self.missing_indent() } else { String::new() };
        let step = self.step();
        let template = format!("{indent}${{1:Name}}: {} {{\n{indent}{step}$0\n{indent}}}", kind.as_str());
        item.snippet = self.lines(template);
        item.subject = Some(Symbol::BlockKind(kind));
        self.items.push(item);
    }

    /// Returns one step of indentation.
    fn step(&self) -> &str {
        Layout::of(self.analysis.parse().file()).step()
    }

    /// Returns the indentation that a new block at the cursor lacks to be deeper than the enclosing block. The parser
    /// uses indentation to find the end of unclosed blocks.
    fn missing_indent(&self) -> String {
        let line = self.context.line_before(self.analysis.text());
        let outer = self.context.blocks.first().map(|block| self.analysis.indent_at(block.range().start()));
        let wanted = outer.filter(|outer| line.trim().is_empty() && line.len() <= outer.len());
        wanted.map_or_else(String::new, |outer| format!("{}{}", &outer[line.len()..], self.step()))
    }

    /// Adds the kinds of a block whose name is already there.
    pub(super) fn kinds(&mut self) {
        let is_outside = self.context.blocks.is_empty();
        let has_project = self.has_project();
        for &kind in BlockKind::ALL {
            let may_stand = match kind {
                BlockKind::Project => is_outside && !has_project,
                BlockKind::Service => is_outside,
                BlockKind::Struct => !is_outside,
            };
            if may_stand {
                let mut item = self.item(kind.as_str(), CompletionKind::BlockKind);
                if !self.has_body() {
                    item.snippet = self.lines(format!("{} {{\n{}$0\n}}", kind.as_str(), self.step()));
                }
                item.subject = Some(Symbol::BlockKind(kind));
                self.items.push(item);
            }
        }
    }

    /// Returns true if the block at the cursor has a body, with or without its `{`.
    fn has_body(&self) -> bool {
        let path = self.analysis.parse().path_to(self.context.word);
        let body = path.into_iter().rev().find_map(Block::cast).and_then(|block| block.body());
        let is_before_body = body.is_some_and(|body| self.context.word.end() <= body.range().start());
        is_before_body || self.context.next() == Some(SyntaxKind::L_BRACE)
    }

    /// Adds the entries that the enclosing block may contain.
    pub(super) fn entries(&mut self) {
        let Some(kind) = self.context.kind() else { return };
        if kind != BlockKind::Project {
            let mut item = self.item("attribute", CompletionKind::Template);
            item.detail = " name: type".to_owned();
            item.snippet = format!("${{1:name}}: ${{2:{}}}{}", BuiltIn::String.as_str(), self.end(None));
            self.items.push(item);
        }
        if kind == BlockKind::Service || self.context.may_start_struct(self.analysis.text()) {
            self.block_template(BlockKind::Struct);
        }
        self.metadata();
    }

    /// Adds the metadata items that the enclosing block may contain and does not contain yet.
    pub(super) fn metadata(&mut self) {
        let (Some(kind), Some(block)) = (self.context.kind(), self.context.blocks.first()) else { return };
        // The item being typed does not count.
        let is_here =
            |metadata: Metadata<'_>| metadata.name().is_some_and(|name| name.range().contains_inclusive(self.offset));
        let present: Vec<Item> =
            items(*block).filter(|(_, metadata)| !is_here(*metadata)).map(|(item, _)| item).collect();
        for &item in Item::ALL.iter().filter(|item| item.is_allowed_in(kind) && !present.contains(item)) {
            let caution = self.caution_about_item(item, &present);
            self.add(self.metadata_item(item), caution);
        }
    }

    /// Returns the reason why an item would be invalid, or crash the generator, next to the items in `present`.
    fn caution_about_item(&self, item: Item, present: &[Item]) -> Option<String> {
        let is_list_of_accounts = match item {
            Item::Auth => present.contains(&Item::Enumerable),
            Item::AuthMethod if self.analysis.model().all_services().all(|service| service.auth.is_none()) => {
                return Some(format!("requires a service with `{}`", Item::Auth));
            }
            Item::Enumerable => self.context.kind() == Some(BlockKind::Service) && present.contains(&Item::Auth),
            _ => false,
        };
        let service = self.enclosing_entity()?.service(self.analysis.model())?;
        let is_open = matches!(service.readable.source, Provenance::Own(_)) && service.readable.value == Access::All;
        let all = Access::All.as_str();
        (is_list_of_accounts && !is_open).then(|| format!("crashes the generator without `{}({all})`", Item::Readable))
    }

    fn metadata_item(&self, item: Item) -> CompletionItem {
        let mut completion = self.item(item.to_string(), CompletionKind::Metadata);
        completion.subject = Some(Symbol::Item(item));
        completion.description = item.entry().word.summary.to_owned();
        let is_bracket = matches!(self.context.next(), Some(SyntaxKind::L_PAREN | SyntaxKind::L_BRACKET));
        // The extent of unclosed brackets is uncertain.
        let closed = [SyntaxKind::R_PAREN, SyntaxKind::R_BRACKET];
        let is_closed = |brackets: &Node<'_>| closed.into_iter().any(|kind| brackets.token(kind).is_some());
        let brackets = self.brackets_after().filter(|_| !self.context.word.is_empty()).filter(is_closed);
        let replaced = brackets.filter(|brackets| !self.item_keeps(item, *brackets));
        let end = self.end(replaced.map(Node::range));
        match item.entry().parameter {
            _ if is_bracket && !self.context.word.is_empty() && replaced.is_none() => {}
            None => completion.snippet = format!("{item}{end}"),
            Some(parameter) => {
                completion.choices = self.choices(item, &parameter);
                let (open, close) = if item.takes_list() { ("[", "]") } else { ("(", ")") };
                completion.snippet = format!("{item}{open}$1{close}{end}");
                completion.retrigger = true;
            }
        }
        if let Some(replaced) = replaced {
            self.remove_brackets(&mut completion, replaced);
        }
        if item == Item::Auth {
            completion.needs(self.missing_auth_method());
        }
        completion
    }

    /// Returns the edits that add the `#authMethod` that the project needs. Empty if it has one.
    pub(super) fn missing_auth_method(&self) -> Vec<Edit> {
        let Some(project) = self.analysis.project_block() else { return Vec::new() };
        let layout = Layout::of(self.analysis.parse().file());
        let put = || insert_entry(&layout, project, &auth_method(), Some(self.context.word));
        if contains_item(project, Item::AuthMethod) { Vec::new() } else { put().unwrap_or_default() }
    }
}
