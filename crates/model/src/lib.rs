//! What a Templefile means: the catalogue of the language, the resolved model, and every check.

mod code;
mod diagnostic;
mod resolved;

pub use code::{Code, Severity, Tag};
pub use diagnostic::{Diagnostic, Edit, Fix, Related};
pub use resolved::*;
