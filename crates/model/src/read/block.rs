//! Reading of the blocks of a file.

use temple_syntax::ast::{Block, Entry, File, Metadata};
use temple_syntax::{SyntaxKind, TextSize, Token};

use super::{attribute, metadata};
use crate::catalogue::{BlockKind, BuiltIn};
use crate::draft::{BlockDraft, Draft, SaidItem};
use crate::repair::{self, Child};
use crate::sink::Sink;
use crate::suggest::{did_you_mean, nearest};
use crate::{Code, Edit, Fix, Layout};

/// The kind of a block, as read from the text or guessed.
#[derive(Clone, Copy, PartialEq, Eq)]
struct KindRead {
    kind: BlockKind,
    /// True if the text specifies this kind; false if it is the best guess.
    certain: bool,
}

/// Reads all blocks of a file.
pub(crate) fn file<'a>(file: File<'a>, sink: &mut Sink) -> Draft<'a> {
    let mut before = file.node().children().take_while(|child| child.kind() != SyntaxKind::BLOCK);
    let start = start(file);
    let mut draft = Draft {
        layout: Layout::of(file),
        start,
        starts_with_block: before.all(|child| child.kind() != SyntaxKind::ERROR || child.range().end() <= start),
        project: None,
        services: Vec::new(),
        lost_blocks: false,
    };
    for block in file.blocks() {
        let read = kind_outside(block, &draft.layout, sink);
        draft.lost_blocks |= block.name().is_none();
        if read.kind == BlockKind::Project {
            let project = read_block(block, read, &draft.layout, sink);
            match &draft.project {
                Some(first) => duplicate_project(first, &project, sink),
                None => draft.project = Some(project),
            }
        } else {
            let service = read_block(block, read, &draft.layout, sink);
            draft.services.push(service);
        }
    }
    draft
}

fn start(file: File<'_>) -> TextSize {
    const BYTE_ORDER_MARK: char = '\u{feff}';
    let first = file.node().tokens().next();
    let marked =
        first.is_some_and(|token| token.range().start() == 0.into() && token.text().starts_with(BYTE_ORDER_MARK));
    if marked { TextSize::of(BYTE_ORDER_MARK) } else { TextSize::new(0) }
}

fn duplicate_project(first: &BlockDraft<'_>, second: &BlockDraft<'_>, sink: &mut Sink) {
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
            if layout.may_be(block, BlockKind::Service) {
                diagnostic.respell(BlockKind::Service.as_str()).looked_at();
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
    let is_possible = |near: &&str| BlockKind::from_name(near).is_some_and(|kind| layout.may_be(block, kind));
    if let Some(near) = near.filter(is_possible) {
        diagnostic.respell(near);
        // The only kind that is allowed here is not necessarily the one that was meant.
        if nearest(word.text(), [near]).is_none() {
            diagnostic.looked_at();
        }
    }
}

fn read_block<'a>(block: Block<'a>, read: KindRead, layout: &Layout<'_>, sink: &mut Sink) -> BlockDraft<'a> {
    let mut draft = BlockDraft::new(block);
    for child in block.body().into_iter().flat_map(repair::children) {
        let Some(entry) = Entry::cast(child.node) else { continue };
        match (entry, read.kind) {
            (Entry::Metadata(metadata), _) => read_metadata(metadata, child, read, &mut draft, sink),
            (Entry::Attribute(attribute), BlockKind::Project) if read.certain => {
                let range = attribute.name().map_or(attribute.range(), Token::range);
                let message = "A project cannot have attributes. Move this attribute to a service.";
                sink.report(Code::UnexpectedAttribute, range, message);
            }
            (Entry::Attribute(attribute), _) => attribute::read(attribute, child, &mut draft, sink),
            (Entry::Block(inner), BlockKind::Service) => {
                let kind = kind_inside(inner, layout, sink);
                let inner = read_block(inner, kind, layout, sink);
                draft.structs.push(inner);
            }
            (Entry::Block(inner), kind) => {
                let range = inner.name().map_or(inner.range(), Token::range);
                let message = format!("A {} cannot contain blocks. Move this block out of it.", kind.as_str());
                sink.report(Code::UnexpectedBlock, range, message);
            }
        }
    }
    attribute::check_cases(&draft, sink);
    for (name, item) in &draft.misspelt_items {
        // An item that the block already contains cannot be meant.
        if draft.said(*item).is_none() {
            let right = item.as_str();
            let fix = Fix::new(format!("Replace with `{right}`"), vec![Edit::replace(name.range(), right)]);
            sink.repair(Code::UnknownMetadata, name.range(), fix);
        }
    }
    draft
}

fn read_metadata<'a>(
    metadata: Metadata<'a>,
    child: Child<'a>,
    read: KindRead,
    draft: &mut BlockDraft<'a>,
    sink: &mut Sink,
) {
    let place = Some(read.kind).filter(|_| read.certain);
    match metadata::read(metadata, child, place, sink) {
        Ok(said) => {
            if let Some(first) = draft.said(said.item) {
                let message = format!("Duplicate `{}` in this block. Remove one of the two.", said.item);
                let diagnostic = sink.report(Code::DuplicateMetadata, said.range, message);
                diagnostic.relate(first.range, format!("The first `{}` is here.", said.item));
                let removed = |it: &SaidItem<'_>| vec![it.child.out_of_block()];
                let remove_this = format!("Remove this `{}`", said.item);
                if first.says_the_same(&said) {
                    diagnostic.repair(remove_this, removed(&said));
                } else {
                    if let Some(edits) = first.with_entries_of(&said) {
                        diagnostic.propose("Merge the two lists", edits);
                    }
                    diagnostic.propose(remove_this, removed(&said));
                    // With a third occurrence, removing the first would leave a duplicate.
                    if draft.items.iter().filter(|it| it.item == said.item).count() == 1 {
                        diagnostic.propose(format!("Remove the first `{}`", said.item), removed(first));
                    }
                }
            }
            draft.items.push(said);
        }
        Err(near) => {
            draft.unread_items = true;
            draft.misspelt_items.extend(metadata.name().zip(near));
        }
    }
}
