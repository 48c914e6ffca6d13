//! What is known to be wrong with the generated files (`docs/manifests.md`, Known defects).

macro_rules! defects {
    ($($variant:ident $name:literal: $message:literal)*) => {
        /// A known defect of a generated file. Each has a page under `docs/notes/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Defect {
            $(#[doc = $message] $variant,)*
        }

        impl Defect {
            /// Every defect.
            pub const ALL: &[Defect] = &[$(Defect::$variant,)*];

            /// The stable kebab-case name, for example `untagged-image`.
            pub fn as_str(self) -> &'static str {
                match self { $(Defect::$variant => $name,)* }
            }

            /// What happens, in a sentence or two.
            pub fn message(self) -> &'static str {
                match self { $(Defect::$variant => $message,)* }
            }
        }
    };
}

defects! {
    MigrationsWithoutShell "migrations-without-shell":
        "The three commands run without a shell: Compose v2 runs only the first, and older tools pass `&&` to it as an argument."
    UntaggedImage "untagged-image":
        "The image has no tag: it means `latest`, which changes with every push, and no earlier version can be returned to."
    InitScriptRunsTwice "init-script-runs-twice":
        "The script runs twice, first by the image itself and then by this hook. The second time every table already exists."
    RegistryServiceSelectsProxy "registry-service-selects-proxy":
        "The pods of the registry's proxy have this label too. They do not listen on port 5000, so some of the requests fail."
}

/// A defect at its place in a generated file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundDefect {
    /// What is wrong.
    pub defect: Defect,
    /// The line that has it, counted from 0.
    pub line: u32,
}
