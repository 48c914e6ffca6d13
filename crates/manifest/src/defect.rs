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
    MigrationsWithoutShell "migrations-without-shell" in "docker-compose.yml": "The Kong migrations do not run in a shell"
        "The three commands do not run in a shell: Compose v2 runs only the first, and older versions pass `&&` to it as an argument. Write them as one argument of `sh -c`."
    StackDeployRefusesBuild "stack-deploy-refuses-build" in "docker-compose.yml": "`docker stack deploy` does not build services"
        "`docker stack deploy` rejects this file, because the services are built from source and have no `image`. Start them with `docker-compose`."
    ContainerNameClash "container-name-clash" in "docker-compose.yml": "Two containers, objects or folders have the same name"
        "An earlier container, object or folder has the same name, and only one of the two can exist. Rename the service."
    UntaggedImage "untagged-image" in "kube/<service>/deployment.yaml": "The image of a service has no tag"
        "The image has no tag, so `latest` is used. It changes with every push, and you cannot roll back. Add a version tag."
    InitScriptRunsTwice "init-script-runs-twice" in "kube/<service>/db-deployment.yaml": "The script that creates the tables runs twice"
        "Both the image and this hook run the script. The second run fails because the tables already exist. Ignore its errors, or remove the hook."
    RegistryServiceSelectsProxy "registry-service-selects-proxy" in "kube/deploy/deploy-service.yaml": "The registry Service also selects the proxy pods"
        "The proxy pods have this label too but do not listen on port 5000, so some requests fail. Add `version: v0` to the selector."
    RemovesEveryContainer "removes-every-container" in "deploy.sh": "The script removes all containers and unused volumes on the machine"
        "This removes every container on the machine, and the next line removes every unused volume with its data, including those of other projects. Run it only on a machine without other containers or volumes."
    TwoKongAddresses "two-kong-addresses" in "deploy.sh": "Both variables contain both Kong addresses"
        "Except in zsh, `KONG_ENTRY` and `KONG_ADMIN` each contain both Kong addresses, so every route has a wrong host. Put `$KONG_URLS` in double quotes."
    ObjectsCreatedTwice "objects-created-twice" in "deploy.sh": "The script creates objects that already exist"
        "This creates the objects in `kube/deploy` a second time, and rerunning the script creates all objects again. `kubectl create` fails for objects that already exist, but the script still succeeds. Use `kubectl apply`."
    WaitEndsAtOnce "wait-ends-at-once" in "deploy.sh": "The script does not wait if no pods exist yet"
        "This returns immediately if no pods exist yet, so later steps may run too early. Check that the pods exist before you use `kubectl wait`, or run the rest of the script again."
    FolderByBashVariable "folder-by-bash-variable" in "push-image.sh": "The script finds its own folder only in bash"
        "The script runs with `sh`, but `BASH_SOURCE` exists only in bash. Run the script in its own folder: anywhere else, every build fails and the script still continues."
    RefusedCallUnnoticed "refused-call-unnoticed" in "kong/configure-kong.sh": "A call that Kong rejects goes unnoticed"
        "If Kong rejects one of these calls, the script continues and succeeds. Check its output, or add `--fail` to the `curl` calls."
    UnquotedKongAdmin "unquoted-kong-admin" in "kong/configure-kong.sh": "The address of the Admin API is not quoted"
        "`$KONG_ADMIN` is not quoted in these calls, so a value with a space becomes several arguments. Put it in double quotes, or set it to a single address."
    VarcharLength "varchar-length" in "<service>-db/init.sql": "A length that `VARCHAR` does not support"
        "PostgreSQL rejects the table: the length of a `VARCHAR` must be from 1 to 10485760. Choose a length in this range, or remove `maxLength`."
    InfiniteCheck "infinite-check" in "<service>-db/init.sql": "A check uses `Infinity`, which PostgreSQL reads as a column name"
        "PostgreSQL rejects the table: it reads `Infinity` as a column that does not exist. Remove the infinite bound."
    SystemColumn "system-column" in "<service>-db/init.sql": "A column has the name of a PostgreSQL system column"
        "PostgreSQL rejects the table: every table already has a system column with this name. Rename the attribute."
    NegativeLength "negative-length" in "api/<project>.openapi.yaml": "A schema has a negative length"
        "The API document is invalid: a length must be 0 or more. Remove the negative bound."
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
