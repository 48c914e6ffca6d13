//! The closed set of diagnostic codes. A released code never changes its name and never loses its page.

use std::fmt;

/// The severity of a diagnostic. [`Severity::Error`] means that the reference compiler rejects the file, or crashes
/// while it validates it, and nothing else is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The reference compiler rejects the file.
    Error,
    /// Accepted by accident, or almost certainly a mistake.
    Warning,
    /// Worth knowing, such as a name that is changed in the generated code.
    Information,
    /// Could be written better.
    Hint,
}

impl Severity {
    /// The lower-case word used on the command line and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
            Severity::Hint => "hint",
        }
    }
}

/// A special way in which an editor may show the text that a diagnostic covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// The text has no effect and may be shown faded.
    Unnecessary,
    /// The text is out of use and may be shown struck through.
    Deprecated,
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $($tag:ident)? : $title:literal)*) => {
        /// The kind of problem that a diagnostic reports. Each has a page under `docs/diagnostics/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// Every code, in the order of `docs/language.md`.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The stable kebab-case name, for example `unknown-type`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The severity of every diagnostic with this code.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// One line that describes the problem, for indexes and rule lists, without a final full stop.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)* }
            }

            /// The way in which an editor may show the reported text; `None` for the usual one.
            pub fn tag(self) -> Option<Tag> {
                match self { $(Code::$variant => codes!(@tag $($tag)?),)* }
            }
        }
    };
    (@tag) => { None };
    (@tag $tag:ident) => { Some(Tag::$tag) };
}

codes! {
    SyntaxError "syntax-error" Error: "The text does not follow the grammar"
    MergeConflict "merge-conflict" Error: "A merge conflict that is not resolved"
    NumberOverflow "number-overflow" Error: "An integer does not fit 32 bits"
    MissingProject "missing-project" Error: "The file has no project block"
    DuplicateProject "duplicate-project" Error: "The file has a second project block"
    UnknownBlockKind "unknown-block-kind" Error: "A block of a kind that does not exist, or that may not stand here"
    UnexpectedAttribute "unexpected-attribute" Error: "An attribute in a project block"
    UnexpectedBlock "unexpected-block" Error: "A block inside a project or a struct"
    UnknownMetadata "unknown-metadata" Error: "A metadata item that does not exist, or that may not stand in this kind of block"
    UnknownType "unknown-type" Error: "A type that does not exist"
    UnknownAnnotation "unknown-annotation" Error: "An annotation that does not exist"
    ConflictingAnnotations "conflicting-annotations" Error: "More than one of @server, @serverSet and @client on an attribute"
    DuplicateAttribute "duplicate-attribute" Error: "Two attributes of a block with one name"
    DuplicateStruct "duplicate-struct" Error: "Two structs of a service with one name"
    DuplicateService "duplicate-service" Error: "Two services with one name"
    TooManyArguments "too-many-arguments" Error: "More arguments than there are parameters"
    UnknownArgument "unknown-argument" Error: "A keyword that is not one of the parameters"
    DuplicateArgument "duplicate-argument" Error: "A parameter that is given twice"
    MissingArgument "missing-argument" Error: "A parameter that is required but not given"
    WrongArgumentType "wrong-argument-type" Error: "An argument of the wrong type"
    UnknownValue "unknown-value" Error: "A value that the metadata item does not know"
    UnexpectedArguments "unexpected-arguments" Error: "Arguments to something that takes none"
    DuplicateMetadata "duplicate-metadata" Error: "A metadata item said twice in a block"
    AuthMethodWithoutAuth "auth-method-without-auth" Error: "The project has #authMethod, but no service has #auth"
    AuthWithoutAuthMethod "auth-without-auth-method" Error: "A service has #auth, but the project has no #authMethod"
    ReadableThisWithoutAuth "readable-this-without-auth" Error: "#readable(this) in a project without #authMethod"
    WritableThisWithoutAuth "writable-this-without-auth" Error: "#writable(this) in a project without #authMethod"
    WritableAllReadableThis "writable-all-readable-this" Error: "#writable(all) and #readable(this) in one block"
    UnknownUsedService "unknown-used-service" Error: "#uses names something that is not a service"
    UnknownReference "unknown-reference" Error: "A reference to something that is neither a service nor a struct of this service"
    ReferenceCycle "reference-cycle" Error: "References that form a cycle"
    RangeEmpty "range-empty" Error: "A maximum below the minimum"
    RangeOutsidePrecision "range-outside-precision" Error: "A range that no integer of this precision lies in"
    PrecisionOutOfRange "precision-out-of-range" Error: "A precision that is not between 1 and 8 bytes"
    NegativeSize "negative-size" Error: "A size below zero"
    AttributeNamedLikeBlock "attribute-named-like-block" Error: "An attribute with the name of its own block"
    AttributeCase "attribute-case" Error: "An attribute whose name does not start with a lower-case letter"
    DuplicateBlockName "duplicate-block-name" Error: "A struct or service with the name of another block"
    NoUsableName "no-usable-name" Error: "A name that no renaming makes usable in the generated code"

    ReferenceToStruct "reference-to-struct" Warning: "A reference to a struct makes the generator crash"
    EnumerableAuthService "enumerable-auth-service" Warning: "#auth with #enumerable makes the generator crash unless #readable(all) is said"
    NoEndpoints "no-endpoints" Warning: "A block without any endpoint makes the generator crash"
    SuffixOverflow "suffix-overflow" Warning: "A suffix takes a number past 32 bits, so that it becomes another number"
    PrecisionTruncated "precision-truncated" Warning: "A precision that is cut to another one"
    InfiniteBound "infinite-bound" Warning: "A number so large that it becomes infinity"
    NegativeMinLength "negative-min-length" Warning: "A minimum length below zero"
    SharedStructName "shared-struct-name" Warning: "Structs of different services with one name"
    Renamed "renamed" Information: "A name that is changed in the generated code"
    NoProvider "no-provider" Hint: "A project without #provider, for which no orchestration is generated"
    RepeatedEntry "repeated-entry" Hint Unnecessary: "An entry that stands twice in a list"
    RepeatedAnnotation "repeated-annotation" Hint Unnecessary: "An annotation that is said twice"
    Spelling "spelling" Hint: "A value that is not written in its canonical spelling"
    ImpliedOmit "implied-omit" Hint Unnecessary: "#omit names update in a block that has no update anyway"
}

impl Code {
    /// Returns the code with this name.
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// The URL of the page about this code.
    pub fn url(self) -> String {
        format!("{}/blob/main/docs/diagnostics/{}.md", env!("CARGO_PKG_REPOSITORY"), self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
