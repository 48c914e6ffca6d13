//! Choices of a few words.

use std::marker::PhantomData;

use serde_json::json;
use temple_model::nearest;

use super::{Described, Kind, quoted};
use crate::reader::Reader;
use crate::toml::{Item, Value};

/// A choice of words.
pub(crate) trait Word: Copy + PartialEq + Sync + 'static {
    /// Every word.
    const ALL: &'static [Self];

    /// The word as written.
    fn as_str(self) -> &'static str;
}

/// Declares an enum of words.
macro_rules! words {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $about:literal])* $variant:ident $word:literal)* }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $about])* $variant,)*
        }

        impl $name {
            /// The word as written in the deploy file.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl Word for $name {
            const ALL: &'static [$name] = &[$($name::$variant,)*];

            fn as_str(self) -> &'static str {
                $name::as_str(self)
            }
        }
    };
}

words! {
    /// The failures that a system survives.
    Availability {
        /// Those of a process.
        Basic "basic"
        /// The loss of a zone.
        High "high"
    }
}

words! {
    /// The way in which requests from outside reach the gateway.
    Expose {
        /// Through a load balancer.
        LoadBalancer "loadBalancer"
        /// Through a port of every node.
        NodePort "nodePort"
        /// Through an Ingress.
        Ingress "ingress"
        /// Not at all.
        None "none"
    }
}

/// One of the words of `W`.
pub(crate) struct Words<W>(PhantomData<W>);

impl<W> Words<W> {
    pub(crate) const NEW: Words<W> = Words(PhantomData);
}

impl<W: Word> Described for Words<W> {
    fn expected(&self) -> String {
        let words = self.words();
        match words.split_last() {
            Some((last, [])) => format!("`{last}`"),
            Some((last, others)) => format!("`{}` or `{last}`", others.join("`, `")),
            None => String::new(),
        }
    }

    fn schema(&self) -> serde_json::Value {
        let words: Vec<&str> = W::ALL.iter().map(|word| word.as_str()).collect();
        json!({ "enum": words })
    }

    fn words(&self) -> Vec<String> {
        W::ALL.iter().map(|word| quoted(word.as_str())).collect()
    }
}

impl<W: Word> Kind for Words<W> {
    type Value = W;

    fn read(&self, name: &str, item: &Item, reader: &mut Reader<'_>) -> Option<W> {
        let Value::String(text) = &item.value else {
            reader.wrong_type(name, item, &self.expected());
            return None;
        };
        let word = W::ALL.iter().copied().find(|word| word.as_str() == text.as_str());
        if word.is_none() {
            let near = nearest(text, W::ALL.iter().map(|word| word.as_str()));
            reader.bad_value(name, item, &self.expected()).suggest(near.map(quoted));
        }
        word
    }

    fn write(&self, value: &W) -> String {
        quoted(value.as_str())
    }
}
