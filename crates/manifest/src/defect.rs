//! The known defects of the generated files (`docs/manifests.md`, Known defects).

use std::fmt;

macro_rules! defects {
    ($($variant:ident $name:literal in $file:literal: $title:literal $message:literal)*) => {
        /// A known defect of a generated file. Each has a page under `docs/notes/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Defect {
            $(#[doc = $title] $variant,)*
        }

        impl Defect {
            /// Every defect.
            pub const ALL: &[Defect] = &[$(Defect::$variant,)*];

            /// The stable kebab-case name, for example `untagged-image`.
            pub fn as_str(self) -> &'static str {
                match self { $(Defect::$variant => $name,)* }
            }

            /// The path of the file that contains it, with `<service>` for the name of a service and `<project>` for
            /// that of the project.
            pub fn file(self) -> &'static str {
                match self { $(Defect::$variant => $file,)* }
            }

            /// One line that describes the defect, for indexes, without a final full stop.
            pub fn title(self) -> &'static str {
                match self { $(Defect::$variant => $title,)* }
            }

            /// The effect of the defect and its remedy, in a few sentences.
            pub fn message(self) -> &'static str {
                match self { $(Defect::$variant => $message,)* }
            }
        }
    };
}

defects! {
    MigrationsWithoutShell "migrations-without-shell" in "docker-compose.yml": "The migrations of Kong are not run by a shell"
        "The three commands run without a shell: Compose v2 runs only the first, and older tools pass `&&` to it as an argument. Put them into one argument of `sh -c`."
    StackDeployRefusesBuild "stack-deploy-refuses-build" in "docker-compose.yml": "`docker stack deploy` refuses services that are to be built"
        "`docker stack deploy` refuses this file: the services are to be built, and have no image. Start it with `docker-compose`."
    ContainerNameClash "container-name-clash" in "docker-compose.yml": "Two containers, objects or folders have one name"
        "Something before this has the same name, and only one of the two can have it. Give the service another name."
    UntaggedImage "untagged-image" in "kube/<service>/deployment.yaml": "The image of a service has no tag"
        "The image has no tag: it means `latest`, which changes with every push, and no earlier version can be returned to."
    InitScriptRunsTwice "init-script-runs-twice" in "kube/<service>/db-deployment.yaml": "The script that makes the tables runs twice"
        "The script runs twice, first by the image itself and then by this hook. The second time every table already exists."
    RegistryServiceSelectsProxy "registry-service-selects-proxy" in "kube/deploy/deploy-service.yaml": "The registry's Service selects the pods of its proxy too"
        "The pods of the registry's proxy have this label too. They do not listen on port 5000, so some of the requests fail."
    RemovesEveryContainer "removes-every-container" in "deploy.sh": "All containers and unused volumes of the machine are removed"
        "This removes every container of the machine, and the next line every unused volume with its data, not only those of this project. Run it only where nothing else is kept."
    TwoKongAddresses "two-kong-addresses" in "deploy.sh": "Both variables hold both addresses of Kong"
        "Except in zsh, `KONG_ENTRY` and `KONG_ADMIN` get both addresses of Kong each, and every route has a wrong host. Put `$KONG_URLS` in double quotes."
    ObjectsCreatedTwice "objects-created-twice" in "deploy.sh": "Objects are created that exist already"
        "`kube/deploy` is created a second time here, and everything else when the script runs again: each object that exists fails, and the script still ends well. Use `kubectl apply`."
    WaitEndsAtOnce "wait-ends-at-once" in "deploy.sh": "There is no wait while there are no pods"
        "While there are no pods yet, this ends at once, and what follows may come too early. Use `kubectl wait`, or run the rest again."
    FolderByBashVariable "folder-by-bash-variable" in "push-image.sh": "The folder of the script is known to bash only"
        "The script runs under `sh`, but finds its own folder by a variable of bash: from another folder every build fails, and it goes on. Start it in its own folder."
    RefusedCallUnnoticed "refused-call-unnoticed" in "kong/configure-kong.sh": "A call that Kong refuses goes unnoticed"
        "When Kong refuses one of these calls, the script goes on and ends well. Read what it prints, or add `--fail` to the calls."
    UnquotedKongAdmin "unquoted-kong-admin" in "kong/configure-kong.sh": "The address of the Admin API is not quoted"
        "`$KONG_ADMIN` is not quoted in these calls: with a space in it, it is more than one argument. Set it to a single address."
    VarcharLength "varchar-length" in "<service>-db/init.sql": "A length that `VARCHAR` cannot have"
        "PostgreSQL refuses the table: `VARCHAR` has from 1 to 10485760 characters. Choose a length between the two, or none."
    InfiniteCheck "infinite-check" in "<service>-db/init.sql": "A check compares with infinity, which is taken for a column"
        "PostgreSQL refuses the table: it takes `Infinity` for a column that does not exist. Remove the bound, which limits nothing."
    SystemColumn "system-column" in "<service>-db/init.sql": "A column has the name of one that every table has"
        "PostgreSQL refuses the table: every table has a column of this name already. Give the attribute another name."
    NegativeLength "negative-length" in "api/<project>.openapi.yaml": "A schema has a length below 0"
        "The document is not valid: a length is at least 0. Remove the bound, which limits nothing."
}

impl Defect {
    /// Returns the defect with this name.
    pub fn from_name(name: &str) -> Option<Defect> {
        Defect::ALL.iter().copied().find(|defect| defect.as_str() == name)
    }

    /// The URL of the page about this defect.
    pub fn url(self) -> String {
        format!("{}/blob/main/docs/notes/{}.md", env!("CARGO_PKG_REPOSITORY"), self.as_str())
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A defect and its position in a generated file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundDefect {
    /// The kind of defect.
    pub defect: Defect,
    /// The zero-based line.
    pub line: u32,
}
