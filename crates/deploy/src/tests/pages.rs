//! The pages of the diagnostics: the wrong example has the diagnostic, the right one does not.

use super::{analysis, facts};
use crate::{Code, Context};

/// Returns the first code block after a heading.
fn example<'p>(page: &'p str, heading: &str) -> &'p str {
    let (_, part) = page.split_once(&format!("\n## {heading}\n")).expect("the heading");
    let (_, code) = part.split_once("```toml\n").expect("an example");
    code.split_once("```").expect("the end of the example").0
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the pages are in the repository")]
fn examples_of_every_page_match_the_page() {
    let facts = facts();
    for code in Code::ALL.iter().copied() {
        let path = format!("{}/../../docs/diagnostics/{code}.md", env!("CARGO_MANIFEST_DIR"));
        let page = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("the page about {code}: {error}"));
        let target = (code == Code::EnvironmentIgnored).then_some("podman");
        let codes = |heading: &str, context: &Context<'_>| -> Vec<Code> {
            analysis(example(&page, heading), context).1.iter().map(|diagnostic| diagnostic.code).collect()
        };
        let beside = Context { facts: Some(&facts), target };
        let alone = Context { facts: None, target };
        let wrong = codes("Wrong", if code == Code::WithoutTemplefile { &alone } else { &beside });
        let right = codes("Right", &beside);
        assert!(wrong.contains(&code), "the wrong example about {code} yields {wrong:?}");
        let has_other_error = |other: &Code| *other != code && other.severity() == temple_model::Severity::Error;
        assert!(!wrong.iter().any(has_other_error), "the wrong example about {code} has another error: {wrong:?}");
        assert!(!right.contains(&code), "the right example about {code} yields it too");
        assert!(!right.iter().any(has_other_error), "the right example about {code} is wrong: {right:?}");
    }
}
