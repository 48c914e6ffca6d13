//! Markdown as the client can show it: as it is, or as plain text.

use gen_lsp_types as lsp;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

/// The form in which a client wants documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Format {
    /// As Markdown.
    Markdown,
    /// As plain text, which every client can show.
    #[default]
    Plain,
}

impl Format {
    /// The first format in the client's list that we know; plain text where there is no list.
    pub(crate) fn read(formats: &Value) -> Format {
        let known = |format: &Value| match format.as_str()? {
            "markdown" => Some(Format::Markdown),
            "plaintext" => Some(Format::Plain),
            _ => None,
        };
        formats.as_array().and_then(|formats| formats.iter().find_map(known)).unwrap_or_default()
    }

    /// Markdown in this format.
    pub(crate) fn markup(self, markdown: &str) -> lsp::MarkupContent {
        match self {
            Format::Markdown => lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: markdown.to_owned() },
            Format::Plain => lsp::MarkupContent { kind: lsp::MarkupKind::PlainText, value: plain(markdown) },
        }
    }
}

/// The words of a text, with its paragraphs, lists and the rows of its tables on lines of their own.
fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut address = None;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            // An address in the web is of use also where nothing leads there.
            Event::Start(Tag::Link { dest_url, .. }) => address = Some(dest_url).filter(|url| url.contains("://")),
            Event::End(TagEnd::Link) => text.extend(address.take().map(|url| format!(" ({url})"))),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_) | Tag::List(_)) => {
                start_block(&mut text);
            }
            Event::Start(Tag::Item) => {
                start_line(&mut text);
                text.push_str("- ");
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => start_line(&mut text),
            Event::End(TagEnd::TableCell) => text.push_str("  "),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => text.truncate(text.trim_end().len()),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Leaves an empty line, except at the start of the text and of an item of a list.
fn start_block(text: &mut String) {
    if !text.is_empty() && !text.ends_with("- ") {
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }
}

fn start_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        assert_eq!(plain(markdown), expected);
    }

    #[test]
    fn plain_text_has_no_markup() {
        check("", "");
        check("# A\n\nSee `#auth` and **[b](c.md)**,\nor not.", "A\n\nSee #auth and b, or not.");
        check("[Reference](https://a.org/b.md)", "Reference (https://a.org/b.md)");
        check("```temple\nA: service {\n}\n```\n\nAfter.", "A: service {\n}\n\nAfter.");
        check("Of\n\n- one\n- two\n\nend", "Of\n\n- one\n- two\n\nend");
        check("| a | b |\n| --- | --- |\n| c | `d` |\n\nend", "a  b\nc  d\n\nend");
    }

    #[test]
    fn the_client_chooses_the_format() {
        for (formats, expected) in [
            (json!(["markdown", "plaintext"]), Format::Markdown),
            (json!(["plaintext", "markdown"]), Format::Plain),
            (json!(["html", "markdown"]), Format::Markdown),
            (json!([]), Format::Plain),
            (json!(null), Format::Plain),
            (json!(7), Format::Plain),
        ] {
            assert_eq!(Format::read(&formats), expected, "{formats}");
        }
    }
}
