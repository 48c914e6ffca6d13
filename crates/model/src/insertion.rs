//! Insertion of entries into blocks and their removal, in the layout of the surrounding text.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;
use temple_syntax::ast::{Attribute, Block, Entry, File, Metadata};
use temple_syntax::{Element, Node, SyntaxKind, TextRange, TextSize, Token, comment_after};

use crate::Edit;
use crate::catalogue::{BlockKind, Item};
use crate::repair::{Child, children};

/// The layout of a file as far as its text shows it, and facts about the whole file that repairs need. Each is computed
/// on first use.
#[derive(Debug)]
pub struct Layout<'a> {
    file: File<'a>,
    line_end: OnceCell<&'static str>,
    step: OnceCell<Option<&'a str>>,
    unmatched_braces: OnceCell<(usize, usize)>,
    first_stray_brace: OnceCell<Option<TextSize>>,
    has_project: OnceCell<bool>,
    blocks: OnceCell<FxHashSet<&'a str>>,
}

impl<'a> Layout<'a> {
    /// Creates the layout of a file; computes nothing yet.
    pub fn of(file: File<'a>) -> Layout<'a> {
        let (line_end, step) = (OnceCell::new(), OnceCell::new());
        let (unmatched_braces, first_stray_brace) = (OnceCell::new(), OnceCell::new());
        let (has_project, blocks) = (OnceCell::new(), OnceCell::new());
        Layout { file, line_end, step, unmatched_braces, first_stray_brace, has_project, blocks }
    }

    /// The line ending of the first line, `"\n"` or `"\r\n"`. The first call reads the text up to the end of that
    /// line.
    pub fn line_end(&self) -> &'static str {
        self.line_end.get_or_init(|| line_end(self.file.node(), &mut "").unwrap_or("\n"))
    }

    /// One step of indentation: that of the first entry that starts a line, or two spaces if none does. The first
    /// call takes time linear in the length of the text before that entry.
    pub fn step(&self) -> &'a str {
        self.own_step().unwrap_or("  ")
    }

    /// Like [`Layout::step`], but `None` if no entry starts a line.
    pub fn own_step(&self) -> Option<&'a str> {
        *self.step.get_or_init(|| step(self.file))
    }

    /// Returns true if there are more unmatched `}` than `{`. The first call takes time linear in the length of the
    /// file.
    pub(crate) fn has_stray_brace(&self) -> bool {
        let (closing, opening) = self.unmatched_braces();
        closing > opening
    }

    /// The position of the first unmatched `}`, found by counting.
    pub(crate) fn first_stray_brace(&self) -> Option<TextSize> {
        *self.first_stray_brace.get_or_init(|| {
            let mut open = 0_usize;
            let mut tokens = self.file.node().descendant_tokens();
            let stray = tokens.find(|token| match token.kind() {
                SyntaxKind::L_BRACE => {
                    open += 1;
                    false
                }
                SyntaxKind::R_BRACE if open == 0 => true,
                SyntaxKind::R_BRACE => {
                    open -= 1;
                    false
                }
                _ => false,
            });
            stray.map(|stray| stray.range().start())
        })
    }

    /// The numbers of unmatched `}` and `{`, found by counting. The first call takes time linear in the length of the
    /// file.
    pub(crate) fn unmatched_braces(&self) -> (usize, usize) {
        *self.unmatched_braces.get_or_init(|| {
            let tokens = self.file.node().descendant_tokens();
            tokens.fold((0, 0), |(closing, opening), token| match token.kind() {
                SyntaxKind::L_BRACE => (closing, opening + 1),
                SyntaxKind::R_BRACE if opening == 0 => (closing + 1, opening),
                SyntaxKind::R_BRACE => (closing, opening - 1),
                _ => (closing, opening),
            })
        })
    }

    /// Returns true if a block of an unknown kind could be of this one: all its entries are allowed in such a block,
    /// and it would not be a second project. Takes time linear in the number of its entries, and on the first call in
    /// that of blocks.
    pub(crate) fn may_be_kind(&self, block: Block<'_>, kind: BlockKind) -> bool {
        let is_project = |block: Block<'_>| {
            block.kind().is_some_and(|word| BlockKind::from_name(word.text()) == Some(BlockKind::Project))
        };
        let has_project = || *self.has_project.get_or_init(|| self.file.blocks().any(is_project));
        let mut entries = block.entries();
        entries.all(|entry| match entry {
            Entry::Metadata(metadata) => {
                let item = metadata.name().and_then(|name| Item::from_name(name.text()));
                item.is_none_or(|item| item.entry().allowed_in.contains(&kind))
            }
            Entry::Attribute(_) => kind != BlockKind::Project,
            Entry::Block(_) => kind == BlockKind::Service,
        }) && !(kind == BlockKind::Project && has_project())
    }

    /// Returns true if a block has this name. The first call takes time linear in the length of the file.
    pub(crate) fn has_block(&self, name: &str) -> bool {
        let inner = |block: Block<'a>| {
            block.entries().filter_map(|entry| match entry {
                Entry::Block(inner) => inner.name(),
                _ => None,
            })
        };
        let names = || self.file.blocks().flat_map(|block| block.name().into_iter().chain(inner(block)));
        self.blocks.get_or_init(|| names().map(Token::text).collect()).contains(name)
    }

    /// Inserts `text` after an entry of a block and the comments at the end of its line, and adds the entry's `;` if
    /// it is missing.
    pub(crate) fn insert_after(&self, entry: Child<'_>, text: &str) -> Vec<Edit> {
        let end = entry.node.range().end();
        let semicolon = if entry.node.token(SyntaxKind::SEMICOLON).is_some() { "" } else { ";" };
        let on_new_line = |indentation: &str| format!("{}{indentation}{text}", self.line_end());
        let Some((comment, comment_end)) = entry.comment() else {
            let text = entry.indentation().map_or_else(|| format!(" {text}"), on_new_line);
            return vec![Edit::insert(end, format!("{semicolon}{text}"))];
        };
        let semicolon = (!semicolon.is_empty()).then(|| Edit::insert(end, semicolon));
        let text = match entry.indentation() {
            None if comment.kind() == SyntaxKind::BLOCK_COMMENT => format!(" {text}"),
            indentation => on_new_line(indentation.unwrap_or(self.step())),
        };
        semicolon.into_iter().chain([Edit::insert(comment_end, text)]).collect()
    }
}

/// Inserts an entry, such as `#auth;`, into a block: after its last metadata item, else after its last attribute,
/// else at the start. Ignores entries that overlap `typed`, the range of an entry that is being typed.
///
/// The edits are sorted by range. `None` if the block has no `{`.
pub fn insert_entry(layout: &Layout<'_>, block: Block<'_>, entry: &str, typed: Option<TextRange>) -> Option<Vec<Edit>> {
    let body = block.body()?;
    let is_apart = |child: &Child<'_>| typed.is_none_or(|typed| child.node.range().intersect(typed).is_none());
    let last = |is_one: fn(&Child<'_>) -> bool| children(body).filter(|child| is_one(child) && is_apart(child)).last();
    if let Some(last) = last(is_metadata).or_else(|| last(is_attribute)) {
        return Some(layout.insert_after(last, entry));
    }
    let open = body.token(SyntaxKind::L_BRACE)?.range().end();
    let after_comment = comment_after(body, open).map_or(open, |(_, end)| end);
    let (line_end, step) = (layout.line_end(), layout.step());
    let is_inside = block.kind().is_some_and(|kind| BlockKind::from_name(kind.text()) == Some(BlockKind::Struct));
    let has_comment = || body.tokens().any(|token| token.kind().is_comment());
    let comment_line = || body.tokens().find(|it| it.kind().is_comment()).and_then(|it| line_of(body, it));
    let first_line = children(body).next().map(Child::indentation);
    let edit = match (first_line.or_else(|| comment_line().map(Some)), closing_line(body)) {
        (Some(None), _) => Edit::insert(open, format!(" {entry}")),
        (Some(Some(line)), _) => Edit::insert(after_comment, format!("{line_end}{line}{entry}")),
        (None, Some(line)) => Edit::insert(after_comment, format!("{line_end}{line}{step}{entry}")),
        (None, None) if has_comment() => Edit::insert(open, format!(" {entry}")),
        (None, None) if is_inside => Edit::replace(gap_after_brace(body, open), format!(" {entry} ")),
        (None, None) => Edit::replace(gap_after_brace(body, open), format!("{line_end}{step}{entry}{line_end}")),
    };
    Some(vec![edit])
}

/// Removes an entry from the block whose body is `body`, with its line if nothing else is on it. `None` if the block
/// does not contain the entry.
pub fn remove_entry(body: Node<'_>, entry: Node<'_>) -> Option<Edit> {
    children(body).find(|child| child.node == entry).map(Child::out_of_block)
}

/// Returns true if the child is a known metadata item with all brackets closed. Other items may have been parsed with
/// a wrong end.
fn is_metadata(child: &Child<'_>) -> bool {
    let name = Metadata::cast(child.node).and_then(Metadata::name);
    name.is_some_and(|name| Item::from_name(name.text()).is_some()) && is_closed(child.node)
}

/// Returns true if the child is an attribute with a type and all brackets closed. Other attributes may have been
/// parsed with a wrong end.
fn is_attribute(child: &Child<'_>) -> bool {
    Attribute::cast(child.node).is_some_and(|it| it.ty().is_some()) && is_closed(child.node)
}

/// Returns true if every bracket in an entry is closed.
fn is_closed(entry: Node<'_>) -> bool {
    let has = |kind| entry.token(kind).is_some();
    let is_open = (has(SyntaxKind::L_PAREN) && !has(SyntaxKind::R_PAREN))
        || (has(SyntaxKind::L_BRACKET) && !has(SyntaxKind::R_BRACKET));
    !is_open && entry.nodes().all(is_closed)
}

/// The white space before the `}` on its line; `None` if there is anything else before it, or no `}`.
fn closing_line(body: Node<'_>) -> Option<&str> {
    let close = body.children().last().and_then(Element::token).filter(|last| last.kind() == SyntaxKind::R_BRACE)?;
    line_of(body, close)
}

/// The white space before a token of a block on its line; `None` if there is anything else before it.
fn line_of<'a>(body: Node<'a>, token: Token<'_>) -> Option<&'a str> {
    let gap = body.tokens().find(|gap| gap.range().end() == token.range().start())?;
    gap.text().rsplit_once('\n').filter(|_| gap.kind() == SyntaxKind::WHITESPACE).map(|(_, indentation)| indentation)
}

/// The range of the white space after the `{`, which ends at `open`.
fn gap_after_brace(body: Node<'_>, open: TextSize) -> TextRange {
    let following = body.tokens().find(|token| token.range().start() == open);
    following.filter(|it| it.kind() == SyntaxKind::WHITESPACE).map_or(TextRange::empty(open), Token::range)
}

/// Returns the line ending of the first line in a node. `before` holds the text of the previous token, and is
/// updated.
fn line_end<'a>(node: Node<'a>, before: &mut &'a str) -> Option<&'static str> {
    node.children().find_map(|child| {
        let token = match child {
            Element::Node(node) => return line_end(node, before),
            Element::Token(token) => token.text(),
        };
        // The `\r` of a `\r\n` may be part of the line comment before it.
        let line = token.split_once('\n').map(|(line, _)| if line.is_empty() { *before } else { line });
        *before = token;
        line.map(|line| if line.ends_with('\r') { "\r\n" } else { "\n" })
    })
}

/// The additional indentation of the first entry that starts a line, relative to its block.
fn step(file: File<'_>) -> Option<&str> {
    let blocks = children(file.node()).filter_map(|block| {
        let outer = block.indentation().unwrap_or_default();
        Some((outer, Block::cast(block.node)?.body()?))
    });
    let mut steps = blocks.filter_map(|(outer, body)| {
        let mut lines = children(body).filter_map(Child::indentation);
        lines.find_map(|line| line.strip_prefix(outer).filter(|step| !step.is_empty()))
    });
    steps.next()
}
