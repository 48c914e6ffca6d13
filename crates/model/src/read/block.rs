//! Reading of the blocks of a file.

use temple_syntax::ast::{Block, Entry, File, Metadata};
use temple_syntax::{SyntaxKind, TextSize, Token};

use super::{attribute, metadata};
use crate::catalogue::{BlockKind, BuiltIn};
use crate::repair::{self, Child};
use crate::sink::Sink;
use crate::suggest::{did_you_mean, nearest};
use crate::unresolved::{MetadataItem, UnresolvedBlock, UnresolvedFile};
use crate::{Code, Edit, Fix, Layout};

/// The kind of a block, as read from the text or guessed.
#[derive(Clone, Copy, PartialEq, Eq)]
struct KindRead {
    kind: BlockKind,
    /// True if the text specifies this kind; false if it is the best guess.
    certain: bool,
}

/// Reads all blocks of a file.
pub(crate) fn file<'a>(file: File<'a>, sink: &mut Sink) -> UnresolvedFile<'a> {
    let mut before = file.node().children().take_while(|child| child.kind() != SyntaxKind::BLOCK);
    let start = start(file);
    let mut unresolved = UnresolvedFile {
        layout: Layout::of(file),
        start,
        starts_with_block: before.all(|child| child.kind() != SyntaxKind::ERROR || child.range().end() <= start),
        project: None,
        services: Vec::new(),
        lost_blocks: false,
    };
    for block in file.blocks() {
        let read = kind_outside(block, &unresolved.layout, sink);
        unresolved.lost_blocks |= block.name().is_none();
        if read.kind == BlockKind::Project {
            let project = read_block(block, read, &unresolved.layout, sink);
            match &unresolved.project {
                Some(first) => duplicate_project(first, &project, sink),
                None => unresolved.project = Some(project),
            }
        } else {
            let service = read_block(block, read, &unresolved.layout, sink);
            unresolved.services.push(service);
        }
    }
    unresolved
}

fn start(file: File<'_>) -> TextSize {
    const BYTE_ORDER_MARK: char = '\u{feff}';
    let first = file.node().tokens().next();
    let marked =
        first.is_some_and(|token| token.range().start() == 0.into() && token.text().starts_with(BYTE_ORDER_MARK));
    if marked { TextSize::of(BYTE_ORDER_MARK) } else { TextSize::new(0) }
}

fn duplicate_project(first: &UnresolvedBlock<'_>, second: &UnresolvedBlock<'_>, sink: &mut Sink) {
    sink.report(Code::DuplicateProject, second.head(), "A file can have only one project block. Merge the two.")
        .relate(first.head(), "The first project block is declared here.");
}

/// Reads the kind of a top-level block: project or service.
fn kind_outside(block: Block<'_>, layout: &Layout<'_>, sink: &mut Sink) -> KindRead {
    let Some(word) = block.kind() else { return KindRead { kind: BlockKind::Service, certain: false } };
    match BlockKind::from_name(word.text()) {
        Some(kind @ (BlockKind::Project | BlockKind::Service)) => KindRead { kind, certain: true },
        Some(BlockKind::Struct) => {
            let message = "A struct must be inside a service. Move it into one, or make it a service.";
            let diagnostic = sink.report(Code::UnknownBlockKind, word.range(), message);
            if layout.may_be_kind(block, BlockKind::Service) {
                diagnostic.respell(BlockKind::Service.as_str()).mark_for_review();
            }
            KindRead { kind: BlockKind::Service, certain: false }
        }
        None => {
            let near = nearest(word.text(), [BlockKind::Project.as_str(), BlockKind::Service.as_str()]);
            let rule = "Only `project` and `service` blocks are allowed at the top level.";
            unknown_kind(word, near, rule, (block, layout), sink);
            let kind = near.and_then(BlockKind::from_name).unwrap_or(BlockKind::Service);
            KindRead { kind, certain: false }
        }
    }
}

/// Reads the kind of a block inside a service, which is always a struct.
fn kind_inside(block: Block<'_>, layout: &Layout<'_>, sink: &mut Sink) -> KindRead {
    let certain = match block.kind() {
        None => false,
        Some(word) if word.text() == BlockKind::Struct.as_str() => true,
        Some(word) => {
            // With a built-in type instead of a kind it is an attribute.
            let near = Some(BlockKind::Struct.as_str()).filter(|_| BuiltIn::from_name(word.text()).is_none());
            unknown_kind(word, near, "Only `struct` blocks are allowed inside a service.", (block, layout), sink);
            false
        }
    };
    KindRead { kind: BlockKind::Struct, certain }
}

fn unknown_kind(
    word: Token<'_>,
    near: Option<&str>,
    rule: &str,
    (block, layout): (Block<'_>, &Layout<'_>),
    sink: &mut Sink,
) {
    let text = word.text();
    let problem = match BlockKind::from_name(text) {
        Some(_) => format!("Block kind `{text}` is not allowed here."),
        None => format!("Unknown block kind `{text}`."),
    };
    let message = format!("{problem} {rule}{}", did_you_mean("", near));
    let diagnostic = sink.report(Code::UnknownBlockKind, word.range(), message);
    let is_possible = |near: &&str| BlockKind::from_name(near).is_some_and(|kind| layout.may_be_kind(block, kind));
    if let Some(near) = near.filter(is_possible) {
        diagnostic.respell(near);
        // The only kind that is allowed here is not necessarily the one that was meant.
        if nearest(word.text(), [near]).is_none() {
            diagnostic.mark_for_review();
        }
    }
}

fn read_block<'a>(block: Block<'a>, read: KindRead, layout: &Layout<'_>, sink: &mut Sink) -> UnresolvedBlock<'a> {
    let mut unresolved = UnresolvedBlock::new(block);
    for child in block.body().into_iter().flat_map(repair::children) {
        let Some(entry) = Entry::cast(child.node) else { continue };
        match (entry, read.kind) {
            (Entry::Metadata(metadata), _) => read_metadata(metadata, child, read, &mut unresolved, sink),
            (Entry::Attribute(attribute), BlockKind::Project) if read.certain => {
                let range = attribute.name().map_or(attribute.range(), Token::range);
                let message = "A project cannot have attributes. Move this attribute to a service.";
                sink.report(Code::UnexpectedAttribute, range, message);
            }
            (Entry::Attribute(attribute), _) => attribute::read(attribute, child, &mut unresolved, sink),
            (Entry::Block(inner), BlockKind::Service) => {
                let kind = kind_inside(inner, layout, sink);
                let inner = read_block(inner, kind, layout, sink);
                unresolved.structs.push(inner);
            }
            (Entry::Block(inner), kind) => {
                let range = inner.name().map_or(inner.range(), Token::range);
                let message = format!("A {} cannot contain blocks. Move this block out of it.", kind.as_str());
                sink.report(Code::UnexpectedBlock, range, message);
            }
        }
    }
    attribute::check_cases(&unresolved, sink);
    for (name, item) in &unresolved.misspelt_items {
        // An item that the block already contains is not a plausible correction.
        if unresolved.item(*item).is_none() {
            let right = item.as_str();
            let fix = Fix::new(format!("Replace with `#{right}`"), vec![Edit::replace(name.range(), right)]);
            sink.repair(Code::UnknownMetadata, name.range(), fix);
        }
    }
    unresolved
}

fn read_metadata<'a>(
    metadata: Metadata<'a>,
    child: Child<'a>,
    read: KindRead,
    unresolved: &mut UnresolvedBlock<'a>,
    sink: &mut Sink,
) {
    let block_kind = Some(read.kind).filter(|_| read.certain);
    match metadata::read(metadata, child, block_kind, sink) {
        Ok(specified) => {
            if let Some(first) = unresolved.item(specified.item) {
                let message = format!("Duplicate `{}` in this block. Remove one of the two.", specified.item);
                let diagnostic = sink.report(Code::DuplicateMetadata, specified.range, message);
                diagnostic.relate(first.range, format!("The first `{}` is here.", specified.item));
                let removed = |it: &MetadataItem<'_>| vec![it.child.out_of_block()];
                let remove_this = format!("Remove this `{}`", specified.item);
                if first.covers(&specified) {
                    diagnostic.repair(remove_this, removed(&specified));
                } else {
                    if let Some(edits) = first.with_entries_of(&specified) {
                        diagnostic.propose("Merge the two lists", edits);
                    }
                    diagnostic.propose(remove_this, removed(&specified));
                    // With a third occurrence, removing the first would leave a duplicate.
                    if unresolved.items.iter().filter(|it| it.item == specified.item).count() == 1 {
                        diagnostic.propose(format!("Remove the first `{}`", specified.item), removed(first));
                    }
                }
            }
            unresolved.items.push(specified);
        }
        Err(near) => {
            unresolved.unread_items = true;
            unresolved.misspelt_items.extend(metadata.name().zip(near));
        }
    }
}
