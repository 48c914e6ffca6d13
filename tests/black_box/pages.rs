//! The pages in `docs/diagnostics`: the wrong example has the diagnostic, the right one does not.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use temple_ide::{Analysis, Code, Severity};

use crate::cases;

/// Returns the first code block under the heading `## {heading}`.
pub(crate) fn example(page: &str, heading: &str) -> Option<String> {
    let mut events = Parser::new(page);
    events.find(|event| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H2, .. })))?;
    let mut under = String::new();
    let mut title = true;
    while let Some(event) = events.next() {
        match event {
            Event::Text(text) if title => under = text.into_string(),
            Event::Start(Tag::Heading { .. }) => title = true,
            Event::End(TagEnd::Heading(_)) => title = false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) if under == heading => {
                let inside = events.take_while(|event| !matches!(event, Event::End(TagEnd::CodeBlock)));
                return Some(
                    inside
                        .filter_map(|event| if let Event::Text(text) = event { Some(text.into_string()) } else { None })
                        .collect(),
                );
            }
            _ => {}
        }
    }
    None
}

/// Returns the page about a code.
fn page(code: Code) -> String {
    let path = cases::root().join(format!("docs/diagnostics/{code}.md"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("the page about {code}: {error}"))
}

/// Returns the wrong example on the page about a code.
pub(crate) fn wrong_example(code: Code) -> String {
    example(&page(code), "Wrong").unwrap_or_else(|| panic!("the page about {code} has no wrong example"))
}

#[test]
fn examples_of_every_page_match_the_page() {
    for &code in Code::ALL {
        let page = page(code);
        let codes = |heading: &str| -> Vec<Code> {
            let text = example(&page, heading)
                .unwrap_or_else(|| panic!("the page about {code} has no example under {heading}"));
            Analysis::new(text).diagnostics().iter().map(|diagnostic| diagnostic.code).collect()
        };
        let (wrong, right) = (codes("Wrong"), codes("Right"));
        let is_other_error = |other: &Code| *other != code && other.severity() == Severity::Error;
        assert!(wrong.contains(&code), "the wrong example about {code} yields {wrong:?}");
        assert!(!wrong.iter().any(is_other_error), "the wrong example about {code} has another error: {wrong:?}");
        assert!(!right.contains(&code), "the right example about {code} yields it too");
        assert!(!right.iter().any(is_other_error), "the right example about {code} is wrong: {right:?}");
    }
}
