//! Putting an entry into a block, and taking one out, so that the text around stays as one would write it.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;
use temple_syntax::ast::{Attribute, Block, Entry, File, Metadata};
use temple_syntax::{Element, Node, SyntaxKind, TextRange, TextSize, Token, comment_behind};

use crate::Edit;
use crate::catalogue::{BlockKind, Item};
use crate::repair::{Child, children};

/// How a text is laid out, as far as it says so itself, and what repairs ask of the whole of it. Each is looked for once
/// it is asked.
#[derive(Debug)]
pub struct Layout<'a> {
    file: File<'a>,
    line_end: OnceCell<&'static str>,
    step: OnceCell<Option<&'a str>>,
    lone_braces: OnceCell<(usize, usize)>,
    first_stray_brace: OnceCell<Option<TextSize>>,
    has_project: OnceCell<bool>,
    blocks: OnceCell<FxHashSet<&'a str>>,
}

impl<'a> Layout<'a> {
    /// The layout of a file.
    pub fn of(file: File<'a>) -> Layout<'a> {
        let (line_end, step) = (OnceCell::new(), OnceCell::new());
        let (lone_braces, first_stray_brace) = (OnceCell::new(), OnceCell::new());
        let (has_project, blocks) = (OnceCell::new(), OnceCell::new());
        Layout { file, line_end, step, lone_braces, first_stray_brace, has_project, blocks }
    }

    /// What ends a line: `"\n"` or `"\r\n"`, whichever ends the first one. The first time, that is the time it takes.
    pub fn line_end(&self) -> &'static str {
        self.line_end.get_or_init(|| line_end(self.file.node(), &mut "").unwrap_or("\n"))
    }

    /// One step of indentation: what stands before the first entry that starts a line; else two spaces. The first time,
    /// the time is that to there.
    pub fn step(&self) -> &'a str {
        self.own_step().unwrap_or("  ")
    }

    /// The same; absent where no entry starts a line.
    pub fn own_step(&self) -> Option<&'a str> {
        *self.step.get_or_init(|| step(self.file))
    }

    /// Whether there are more `}` than `{`. The first time, the time is linear in the length of the file.
    pub(crate) fn has_stray_brace(&self) -> bool {
        let (closing, opening) = self.lone_braces();
        closing > opening
    }

    /// The position of the first `}` that closes nothing, judged by counting.
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

    /// How many `}` close nothing, and how many `{` nothing closes, judged by counting. The first time, the time is linear
    /// in the length of the file.
    pub(crate) fn lone_braces(&self) -> (usize, usize) {
        *self.lone_braces.get_or_init(|| {
            let tokens = self.file.node().descendant_tokens();
            tokens.fold((0, 0), |(closing, opening), token| match token.kind() {
                SyntaxKind::L_BRACE => (closing, opening + 1),
                SyntaxKind::R_BRACE if opening == 0 => (closing + 1, opening),
                SyntaxKind::R_BRACE => (closing, opening - 1),
                _ => (closing, opening),
            })
        })
    }

    /// Returns true if a block of an unknown kind could be of this one: nothing in it may not stand in such a block, and it
    /// would not be a second project. Time is linear in the number of its entries, and the first time in that of blocks.
    pub(crate) fn may_be(&self, block: Block<'_>, kind: BlockKind) -> bool {
        let is_project = |block: Block<'_>| {
            block.kind().is_some_and(|word| BlockKind::from_name(word.text()) == Some(BlockKind::Project))
        };
        let has_project = || *self.has_project.get_or_init(|| self.file.blocks().any(is_project));
        let mut entries = block.entries();
        entries.all(|entry| match entry {
            Entry::Metadata(metadata) => {
                let item = metadata.name().and_then(|name| Item::from_name(name.text()));
                item.is_none_or(|item| item.entry().places.contains(&kind))
            }
            Entry::Attribute(_) => kind != BlockKind::Project,
            Entry::Block(_) => kind == BlockKind::Service,
        }) && !(kind == BlockKind::Project && has_project())
    }

    /// Whether a block has that name. The first time, the time is linear in the length of the file.
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

    /// Puts `text` behind an entry of a block, and behind the comments that end the line of the entry. The entry gets
    /// its `;` where it has none.
    pub(crate) fn put_behind(&self, entry: Child<'_>, text: &str) -> Vec<Edit> {
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

/// Puts an entry, such as `#auth;`, into a block: behind its metadata, else behind its attributes, else first. It does not
/// touch `typed`, where an entry is being typed. The edits are sorted by place. `None` where the block has no `{`.
pub fn put_entry(layout: &Layout<'_>, block: Block<'_>, entry: &str, typed: Option<TextRange>) -> Option<Vec<Edit>> {
    let body = block.body()?;
    let is_apart = |child: &Child<'_>| typed.is_none_or(|typed| child.node.range().intersect(typed).is_none());
    let last = |is_one: fn(&Child<'_>) -> bool| children(body).filter(|child| is_one(child) && is_apart(child)).last();
    if let Some(last) = last(is_metadata).or_else(|| last(is_attribute)) {
        return Some(layout.put_behind(last, entry));
    }
    let open = body.token(SyntaxKind::L_BRACE)?.range().end();
    let behind_comment = comment_behind(body, open).map_or(open, |(_, end)| end);
    let (line_end, step) = (layout.line_end(), layout.step());
    let is_inside = block.kind().is_some_and(|kind| BlockKind::from_name(kind.text()) == Some(BlockKind::Struct));
    let has_comment = || body.tokens().any(|token| token.kind().is_comment());
    let comment_line = || body.tokens().find(|it| it.kind().is_comment()).and_then(|it| line_of(body, it));
    let first_line = children(body).next().map(Child::indentation);
    let edit = match (first_line.or_else(|| comment_line().map(Some)), closing_line(body)) {
        (Some(None), _) => Edit::insert(open, format!(" {entry}")),
        (Some(Some(line)), _) => Edit::insert(behind_comment, format!("{line_end}{line}{entry}")),
        (None, Some(line)) => Edit::insert(behind_comment, format!("{line_end}{line}{step}{entry}")),
        (None, None) if has_comment() => Edit::insert(open, format!(" {entry}")),
        (None, None) if is_inside => Edit::replace(room(body, open), format!(" {entry} ")),
        (None, None) => Edit::replace(room(body, open), format!("{line_end}{step}{entry}{line_end}")),
    };
    Some(vec![edit])
}

/// Takes an entry out of the block whose body is `body`, with its line where it has one of its own. `None` where the
/// entry is none of the block.
pub fn remove_entry(body: Node<'_>, entry: Node<'_>) -> Option<Edit> {
    children(body).find(|child| child.node == entry).map(Child::out_of_block)
}

/// Whether it is a metadata item that there is in the language, and whole: another one may end anywhere.
fn is_metadata(child: &Child<'_>) -> bool {
    let name = Metadata::cast(child.node).and_then(Metadata::name);
    name.is_some_and(|name| Item::from_name(name.text()).is_some()) && is_closed(child.node)
}

/// Whether it is an attribute that has its type, and whole: another one may end anywhere.
fn is_attribute(child: &Child<'_>) -> bool {
    Attribute::cast(child.node).is_some_and(|it| it.ty().is_some()) && is_closed(child.node)
}

/// Whether every bracket in an entry is closed.
fn is_closed(entry: Node<'_>) -> bool {
    let has = |kind| entry.token(kind).is_some();
    let is_open = (has(SyntaxKind::L_PAREN) && !has(SyntaxKind::R_PAREN))
        || (has(SyntaxKind::L_BRACKET) && !has(SyntaxKind::R_BRACKET));
    !is_open && entry.nodes().all(is_closed)
}

/// What stands before the `}` on its line; absent where there is anything but white space, or no `}`.
fn closing_line(body: Node<'_>) -> Option<&str> {
    let close = body.children().last().and_then(Element::token).filter(|last| last.kind() == SyntaxKind::R_BRACE)?;
    line_of(body, close)
}

/// What stands before a token of a block on its line; absent where there is anything but white space.
fn line_of<'a>(body: Node<'a>, token: Token<'_>) -> Option<&'a str> {
    let gap = body.tokens().find(|gap| gap.range().end() == token.range().start())?;
    gap.text().rsplit_once('\n').filter(|_| gap.kind() == SyntaxKind::WHITESPACE).map(|(_, indentation)| indentation)
}

/// The white space behind the `{`, which ends at `open`.
fn room(body: Node<'_>, open: TextSize) -> TextRange {
    let behind = body.tokens().find(|token| token.range().start() == open);
    behind.filter(|it| it.kind() == SyntaxKind::WHITESPACE).map_or(TextRange::empty(open), Token::range)
}

/// What ends the first line in a node. `before` is the text of the token before it, and then of the last one.
fn line_end<'a>(node: Node<'a>, before: &mut &'a str) -> Option<&'static str> {
    node.children().find_map(|child| {
        let token = match child {
            Element::Node(node) => return line_end(node, before),
            Element::Token(token) => token.text(),
        };
        // A line comment holds the first half of a `\r\n`.
        let line = token.split_once('\n').map(|(line, _)| if line.is_empty() { *before } else { line });
        *before = token;
        line.map(|line| if line.ends_with('\r') { "\r\n" } else { "\n" })
    })
}

/// By how much the first entry that starts a line is indented farther than its block.
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
