//! The closed set of diagnostic codes. A released code never changes its name and never loses its page.

/// The severity of a diagnostic. In a Templefile, [`Severity::Error`] means that the reference compiler rejects the
/// file, or crashes while it validates it, and nothing else is an error. In a deploy file it means that nothing can be
/// generated from a part of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The file is rejected.
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

/// Declares the enum `Code` of a kind of file from the table of its diagnostics. A row is the variant, the name, the
/// severity, the tag if there is one, and the title. The caller imports `Severity`, `Tag` and the macro.
#[macro_export]
macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $($tag:ident)? : $title:literal)*) => {
        /// The kind of problem that a diagnostic reports. Each has a page under `docs/diagnostics/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
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

            /// Returns the code with this name.
            pub fn from_name(name: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.as_str() == name)
            }

            /// The URL of the page about this code.
            pub fn url(self) -> String {
                format!("{}/blob/main/docs/diagnostics/{}.md", env!("CARGO_PKG_REPOSITORY"), self.as_str())
            }
        }

        impl std::fmt::Display for Code {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
    (@tag) => { None };
    (@tag $tag:ident) => { Some(Tag::$tag) };
}

codes! {
    SyntaxError "syntax-error" Error: "A syntax error"
    MergeConflict "merge-conflict" Error: "An unresolved merge conflict"
    NumberOverflow "number-overflow" Error: "An integer that does not fit in 32 bits"
    MissingProject "missing-project" Error: "A file without a project block"
    DuplicateProject "duplicate-project" Error: "A second project block in a file"
    UnknownBlockKind "unknown-block-kind" Error: "A block kind that does not exist or is not allowed here"
    UnexpectedAttribute "unexpected-attribute" Error: "An attribute in a project block"
    UnexpectedBlock "unexpected-block" Error: "A block inside a project or a struct"
    UnknownMetadata "unknown-metadata" Error: "A metadata item that does not exist or is not allowed in this kind of block"
    UnknownType "unknown-type" Error: "A type that does not exist"
    UnknownAnnotation "unknown-annotation" Error: "An annotation that does not exist"
    ConflictingAnnotations "conflicting-annotations" Error: "More than one of `@server`, `@serverSet` and `@client` on an attribute"
    DuplicateAttribute "duplicate-attribute" Error: "Two attributes of a block with the same name"
    DuplicateStruct "duplicate-struct" Error: "Two structs of a service with the same name"
    DuplicateService "duplicate-service" Error: "Two services with the same name"
    TooManyArguments "too-many-arguments" Error: "More arguments than parameters"
    UnknownArgument "unknown-argument" Error: "A keyword argument for a parameter that does not exist"
    DuplicateArgument "duplicate-argument" Error: "A parameter that is set twice"
    MissingArgument "missing-argument" Error: "A required argument that is missing"
    WrongArgumentType "wrong-argument-type" Error: "An argument of the wrong type"
    UnknownValue "unknown-value" Error: "A value that the metadata item does not accept"
    UnexpectedArguments "unexpected-arguments" Error: "Arguments where none are allowed"
    DuplicateMetadata "duplicate-metadata" Error: "A metadata item that is set twice in a block"
    AuthMethodWithoutAuth "auth-method-without-auth" Error: "`#authMethod` in the project, but no service with `#auth`"
    AuthWithoutAuthMethod "auth-without-auth-method" Error: "`#auth` in a service, but no `#authMethod` in the project"
    ReadableThisWithoutAuth "readable-this-without-auth" Error: "`#readable(this)` without `#authMethod` in the project"
    WritableThisWithoutAuth "writable-this-without-auth" Error: "`#writable(this)` without `#authMethod` in the project"
    WritableAllReadableThis "writable-all-readable-this" Error: "`#writable(all)` and `#readable(this)` in one block"
    UnknownUsedService "unknown-used-service" Error: "A name in `#uses` that is not a service"
    UnknownReference "unknown-reference" Error: "A reference to something other than a service or a struct of the same service"
    ReferenceCycle "reference-cycle" Error: "References that form a cycle"
    RangeEmpty "range-empty" Error: "A maximum below the minimum"
    RangeOutsidePrecision "range-outside-precision" Error: "A range that contains no integer of the given precision"
    PrecisionOutOfRange "precision-out-of-range" Error: "A precision other than 1 to 8 bytes"
    NegativeSize "negative-size" Error: "A negative size"
    AttributeNamedLikeBlock "attribute-named-like-block" Error: "An attribute with the same name as its block"
    AttributeCase "attribute-case" Error: "An attribute name that does not start with a lower-case letter"
    DuplicateBlockName "duplicate-block-name" Error: "A struct or service with the same name as another block"
    NoUsableName "no-usable-name" Error: "A name that conflicts with generated names and cannot be renamed automatically"

    ReferenceToStruct "reference-to-struct" Warning: "A struct reference that crashes the generator"
    EnumerableAuthService "enumerable-auth-service" Warning: "`#auth` and `#enumerable` without `#readable(all)`, a combination that crashes the generator"
    NoEndpoints "no-endpoints" Warning: "A block without endpoints that crashes the generator"
    SuffixOverflow "suffix-overflow" Warning: "A number whose suffix makes it overflow 32 bits"
    PrecisionTruncated "precision-truncated" Warning: "A precision that is truncated to one byte"
    InfiniteBound "infinite-bound" Warning: "A bound so large that it becomes infinity"
    NegativeMinLength "negative-min-length" Warning: "A negative minimum length"
    SharedStructName "shared-struct-name" Warning: "Structs of different services with the same name"
    Renamed "renamed" Information: "A name that is changed in the generated code"
    NoProvider "no-provider" Hint: "A project without `#provider`, for which no deployment files are generated"
    RepeatedEntry "repeated-entry" Hint Unnecessary: "A duplicate value in a list"
    RepeatedAnnotation "repeated-annotation" Hint Unnecessary: "A duplicate annotation"
    Spelling "spelling" Hint: "A value that is not written in its standard spelling"
    ImpliedOmit "implied-omit" Hint Unnecessary: "`update` in the `#omit` of a block without an `update` endpoint"
}
