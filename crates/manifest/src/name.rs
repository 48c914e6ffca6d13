//! Text that knows which names of the Templefile it is made of.

use smol_str::{SmolStr, format_smolstr};
use temple_model::{Attribute, Name, TextRange};

/// A piece of generated text that holds a name of the Templefile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    text: SmolStr,
    /// The name, and the project's name where renaming put it in front. None for what has a fixed name.
    ranges: [Option<TextRange>; 2],
}

impl Named {
    /// The name in a form that `form` gives it, such as kebab-case.
    pub(crate) fn new(name: &Name, project: Option<&Name>, form: impl FnOnce(&str) -> String) -> Named {
        let prefix = name.renamed.as_ref().and(project);
        Named { text: form(name.as_str()).into(), ranges: [Some(name.range), prefix.map(|name| name.range)] }
    }

    /// The name of an attribute in a form that `form` gives it, such as snake_case.
    pub(crate) fn of(attribute: &Attribute, project: Option<&Name>, form: impl FnOnce(&str) -> String) -> Named {
        match &attribute.source {
            Some(name) => Named::new(name, project, form),
            None => Named { text: form(&attribute.name).into(), ranges: [None, None] },
        }
    }

    /// A name that is the same in every system.
    pub(crate) fn fixed(text: &'static str) -> Named {
        Named { text: SmolStr::new_static(text), ranges: [None, None] }
    }

    /// A longer text that holds the name once, such as `order-db`.
    pub(crate) fn with(&self, before: &str, after: &str) -> Named {
        Named { text: format_smolstr!("{before}{}{after}", self.text), ranges: self.ranges }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where the names stand in the Templefile, in bytes.
    pub fn ranges(&self) -> impl Iterator<Item = TextRange> {
        self.ranges.into_iter().flatten()
    }
}
