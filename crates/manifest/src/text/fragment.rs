//! The fragments that lines consist of: words, numbers and names.

use super::block::BlockRange;
use super::derived_name::DerivedName;

/// A fragment of text with the origins of its parts.
pub(crate) trait Fragment {
    /// Returns true for a number, a Boolean or null, and false for a string.
    fn is_literal(&self) -> bool {
        false
    }

    /// Appends the text, and passes each range of the Templefile that it comes from to `origin`.
    fn write(&self, text: &mut String, origin: &mut dyn FnMut(BlockRange));
}

impl<P: Fragment + ?Sized> Fragment for &P {
    fn is_literal(&self) -> bool {
        (**self).is_literal()
    }

    fn write(&self, text: &mut String, origin: &mut dyn FnMut(BlockRange)) {
        (**self).write(text, origin);
    }
}

impl Fragment for str {
    fn write(&self, text: &mut String, _: &mut dyn FnMut(BlockRange)) {
        text.push_str(self);
    }
}

impl Fragment for String {
    fn write(&self, text: &mut String, _: &mut dyn FnMut(BlockRange)) {
        text.push_str(self);
    }
}

impl Fragment for DerivedName {
    fn write(&self, text: &mut String, origin: &mut dyn FnMut(BlockRange)) {
        text.push_str(self.as_str());
        self.ranges().for_each(origin);
    }
}

/// Appends nothing if it is `None`.
impl<P: Fragment> Fragment for Option<P> {
    fn write(&self, text: &mut String, origin: &mut dyn FnMut(BlockRange)) {
        self.iter().for_each(|fragment| fragment.write(text, origin));
    }
}

/// A fragment with a range in the Templefile as an additional origin.
pub(crate) struct WithOrigin<P>(pub(crate) P, pub(crate) BlockRange);

impl<P: Fragment> Fragment for WithOrigin<P> {
    fn is_literal(&self) -> bool {
        self.0.is_literal()
    }

    fn write(&self, text: &mut String, origin: &mut dyn FnMut(BlockRange)) {
        self.0.write(text, origin);
        origin(self.1);
    }
}

/// `null`
#[derive(Clone, Copy)]
pub(crate) struct Null;

impl Fragment for Null {
    fn is_literal(&self) -> bool {
        true
    }

    fn write(&self, text: &mut String, _: &mut dyn FnMut(BlockRange)) {
        text.push_str("null");
    }
}

macro_rules! literals {
    ($($ty:ty)*) => { $(
        impl Fragment for $ty {
            fn is_literal(&self) -> bool {
                true
            }

            fn write(&self, text: &mut String, _: &mut dyn FnMut(BlockRange)) {
                text.push_str(itoa::Buffer::new().format(*self));
            }
        }
    )* };
}

literals! { i32 u32 usize }

impl Fragment for bool {
    fn is_literal(&self) -> bool {
        true
    }

    fn write(&self, text: &mut String, _: &mut dyn FnMut(BlockRange)) {
        text.push_str(if *self { "true" } else { "false" });
    }
}

/// A tuple of fragments is their concatenation, and a string.
macro_rules! rows {
    ($($($name:ident)*;)*) => { $(
        impl<$($name: Fragment),*> Fragment for ($($name,)*) {
            fn write(&self, text: &mut String, origin: &mut dyn FnMut(BlockRange)) {
                #[allow(non_snake_case, reason = "one variable for each type parameter")]
                let ($($name,)*) = self;
                $($name.write(text, origin);)*
            }
        }
    )* };
}

rows! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}
