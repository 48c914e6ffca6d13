//! The generated scripts, run in bash and dash with their commands replaced by ones that record their calls.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;
use temple_ide::Analysis;

const CLINIC: &str = "Clinic: project {
  #provider(PROVIDER);
  #metrics(prometheus);
  #authMethod(email);
}
Patient: service { #auth; name: string; }
Room: service { seats: int; }
";

const SHELLS: [&str; 2] = ["bash", "dash"];

/// The behaviour of a command in addition to recording its call, as the body of a script. `$calls` is the file of all
/// calls so far, including this one.
const STUBS: [(&str, &str); 6] = [
    // The daemon has two containers.
    ("docker", "[ \"$1\" != ps ] || { echo one; echo two; }"),
    ("docker-compose", ""),
    // Kong does not answer at first.
    ("curl", "case \"$*\" in *'/dev/null'*) [ \"$(grep -c /dev/null \"$calls\")\" -ge 3 ] ;; esac"),
    ("minikube", "[ \"$1\" = start ] || printf '%s\\n' http://1.2.3.4:30000 http://1.2.3.4:30001 http://1.2.3.4:30443"),
    // Pods start while the script waits for them.
    (
        "kubectl",
        "case \"$*\" in
port-forward*) exec /bin/sleep 600 ;;
'get pods'*) if [ -n \"$PODS\" ]; then echo \"a 1/1 Running\"; [ \"$(tail -n 2 \"$calls\" | grep -c sleep)\" = 1 ] || echo \"b 0/1 $PODS\"; fi ;;
esac",
    ),
    ("sleep", "[ \"$(grep -c sleep \"$calls\")\" -le 20 ] || kill -9 \"$PPID\""),
];

/// The condition that a command waits for before it records its call. The registry's port is forwarded in the
/// background, so without it the order of that call and the first build would be random.
const WAIT: (&str, &str) = (
    "docker",
    "[ \"$1\" != build ] || [ -z \"$IN_CLUSTER\" ] || until grep -q port-forward \"$calls\"; do /bin/sleep 0.01; done",
);

/// A folder with the generated files and the replaced commands.
struct Stage {
    folder: TempDir,
}

impl Stage {
    fn new(provider: &str) -> Stage {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: PathBuf, text: &str| {
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(&path, text).expect("a file");
            path
        };
        let analysis = Analysis::new(CLINIC.replace("PROVIDER", provider));
        for file in analysis.preview(None).files() {
            write(folder.path().join("out").join(file.path()), &file.render().text);
        }
        for (name, body) in STUBS {
            // Each call is one line.
            let wait = if name == WAIT.0 { WAIT.1 } else { "" };
            let text = format!("#!/bin/sh\n{wait}\necho \"{name} $*\" >> \"$calls\"\n{body}\n");
            let path = write(folder.path().join("bin").join(name), &text);
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("permissions");
        }
        Stage { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs `command` in `shell` and in the folder `at`, without the variables of the tests' own environment. Returns the
    /// calls of other programs in order, and the output. A script that hangs is ended after some minutes.
    fn run(&self, shell: &str, at: &Path, command: &str, variables: &[(&str, &str)]) -> (Vec<String>, Output) {
        let calls = self.path().join("calls");
        fs::write(&calls, "").expect("a file");
        let path = std::env::var("PATH").unwrap_or_default();
        let output = Command::new("timeout")
            .args(["300", shell, "-c", command])
            .current_dir(at)
            .env_clear()
            .env("PATH", format!("{}:{path}", self.path().join("bin").display()))
            .env("calls", &calls)
            .env("IN_CLUSTER", if self.path().join("out/kube").exists() { "1" } else { "" })
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| panic!("{shell}: {error}"));
        (lines(&fs::read_to_string(&calls).expect("the calls")), output)
    }

    /// Sources a script in its folder, and prints two variables.
    fn source(&self, shell: &str, script: &str, variables: &[(&str, &str)]) -> (Vec<String>, Output) {
        let command = format!(". ./{script}\nprintf '%s|%s' \"$KONG_ENTRY\" \"$KONG_ADMIN\"");
        self.run(shell, &self.path().join("out"), &command, variables)
    }
}

/// Returns the calls that register the services with Kong, with the address of the Admin API and the host of the
/// routes.
fn kong(admin: &str, entry: &str) -> Vec<String> {
    let ports = [("patient", 1026), ("room", 1028), ("auth", 1024)];
    let services = ports.map(|(name, port)| {
        format!(
            "curl -X POST --url {admin}/services/ --data name={name}-service --data url=http://{name}:{port}/{name}"
        )
    });
    let routes = ports.map(|(name, _)| {
        format!("curl -X POST --url {admin}/services/{name}-service/routes --data hosts[]={entry} --data paths[]=/api/{name}")
    });
    let plugins = ["patient", "room"].map(|name| {
        format!("curl -X POST --url {admin}/services/{name}-service/plugins --data name=jwt --data config.claims_to_verify=exp")
    });
    services.into_iter().chain(routes).chain(plugins).collect()
}

/// Returns the calls that build and push the images.
fn images(registry: &str, folder: &str) -> Vec<String> {
    let image = |name| {
        let image = format!("{registry}/clinic-{name}");
        [format!("docker build -t {image} {folder}/{name}"), format!("docker push {image}")]
    };
    ["patient", "room", "auth"].into_iter().flat_map(image).collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).collect()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn starts_docker_compose_and_configures_kong() {
    let stage = Stage::new("dockerCompose");
    let wait = "curl --silent --output /dev/null http://localhost:8001";
    for shell in SHELLS {
        let (calls, output) = stage.source(shell, "deploy.sh", &[]);
        let start = format!(
            "docker ps -aq
            docker rm -f one two
            docker volume prune -f
            docker-compose -f ./docker-compose.yml up --build -d
            {wait}
            sleep 1
            {wait}
            sleep 1
            {wait}"
        );
        assert_eq!(calls, [lines(&start), kong("localhost:8001", "localhost:8000")].concat(), "{shell}: {output:?}");
        assert_eq!(text(&output.stdout), "localhost:8000|localhost:8001", "{shell}");
        assert_eq!(text(&output.stderr), "", "{shell}");
    }
}

/// Returns the calls of `deploy.sh` for Kubernetes, with the calls while it waits for the registry and for the pods.
fn kubernetes(registry: &str, wait: &[&str; 2]) -> Vec<String> {
    let [wait_for_registry, wait_for_pods] = wait.map(lines);
    let start = lines(&format!(
        "minikube start --driver=virtualbox
        kubectl create secret docker-registry regcred --docker-server={registry} --docker-username=ann --docker-password= --docker-email=
        kubectl create configmap patient-db-config --from-file ./patient-db/init.sql
        kubectl create configmap room-db-config --from-file ./room-db/init.sql
        kubectl create configmap auth-db-config --from-file ./auth-db/init.sql
        kubectl create configmap prometheus-file-config --from-file ./prometheus/prometheus.yml
        kubectl create configmap grafana-datasource-config --from-file ./grafana/provisioning/datasources/datasource.yml
        kubectl create configmap grafana-auth-config --from-file ./grafana/provisioning/dashboards/auth.json
        kubectl create configmap grafana-dashboards-config --from-file ./grafana/provisioning/dashboards/dashboards.yml
        kubectl create configmap grafana-patient-config --from-file ./grafana/provisioning/dashboards/patient.json
        kubectl create configmap grafana-room-config --from-file ./grafana/provisioning/dashboards/room.json
        kubectl create -f ./kube/deploy"
    ));
    let forward =
        lines("kubectl port-forward --namespace kube-system replicationcontroller/kube-registry-v0 5000:5000");
    let create = ["auth", "deploy", "grafana", "kong", "patient", "prom", "room"];
    let create = create.map(|folder| format!("kubectl create -f ./kube/{folder}")).to_vec();
    let registry = if registry.is_empty() { "localhost:5000" } else { registry };
    let images = images(registry, ".");
    // Each variable contains both addresses: the first call has two URLs, and the host of each route is wrong.
    let urls = "http://1.2.3.4:30000 http://1.2.3.4:30001";
    let kong_calls = kong(urls, "1.2.3.4:30000 1.2.3.4:30001");
    let ask = lines("minikube service kong --url");
    [start, wait_for_registry, forward, images, create, wait_for_pods, ask, kong_calls].concat()
}

#[test]
fn starts_kubernetes_and_configures_kong_with_both_addresses() {
    let stage = Stage::new("kubernetes");
    let wait = [
        "kubectl get pods --namespace kube-system --no-headers
        sleep 1
        kubectl get pods --namespace kube-system --no-headers",
        "kubectl get pods --no-headers
        sleep 1
        kubectl get pods --no-headers",
    ];
    for shell in SHELLS {
        let variables = [("REG_URL", "hub.example"), ("REG_USERNAME", "ann"), ("PODS", "Pending")];
        let (calls, output) = stage.source(shell, "deploy.sh", &variables);
        assert_eq!(calls, kubernetes("hub.example", &wait), "{shell}: {output:?}");
        let both = "1.2.3.4:30000 1.2.3.4:30001|http://1.2.3.4:30000 http://1.2.3.4:30001";
        assert_eq!(text(&output.stdout), both, "{shell}");
        assert!(output.status.success(), "{shell}");
    }
}

#[test]
fn does_not_wait_while_there_are_no_pods() {
    let stage = Stage::new("kubernetes");
    let wait = ["kubectl get pods --namespace kube-system --no-headers", "kubectl get pods --no-headers"];
    for shell in SHELLS {
        let (calls, output) = stage.source(shell, "deploy.sh", &[("REG_USERNAME", "ann")]);
        assert_eq!(calls, kubernetes("", &wait), "{shell}: {output:?}");
    }
}

#[test]
fn a_second_run_fails_object_by_object_and_ends_well() {
    let stage = Stage::new("kubernetes");
    let refuse = "#!/bin/sh\necho \"kubectl $*\" >> \"$calls\"\nif [ \"$1\" = create ]; then echo AlreadyExists >&2; exit 1; fi\n";
    fs::write(stage.path().join("bin/kubectl"), refuse).expect("a file");
    for shell in SHELLS {
        let (_, output) = stage.run(shell, &stage.path().join("out"), ". ./deploy.sh", &[]);
        let errors = text(&output.stderr).matches("AlreadyExists").count();
        assert_eq!((errors, output.status.code()), (18, Some(0)), "{shell}: {output:?}");
    }
}

#[test]
fn finds_the_image_folder_only_in_bash() {
    let stage = Stage::new("kubernetes");
    let out = stage.path().join("out");
    let script = out.join("push-image.sh");
    for shell in SHELLS {
        // The folder in which the images are built. In dash, the script uses the current folder.
        let folder = if shell == "bash" { out.display().to_string() } else { ".".to_owned() };
        for (at, registry) in [(out.as_path(), "localhost:5000"), (stage.path(), "hub.example")] {
            let command = format!("IN_CLUSTER= exec {shell} {}", script.display());
            let variables = if at == out { &[][..] } else { &[("REG_URL", registry)] };
            let (calls, output) = stage.run(shell, at, &command, variables);
            assert_eq!(calls, images(registry, &folder), "{shell}: {output:?}");
        }
    }
}

#[test]
fn does_not_notice_a_refused_call() {
    let stage = Stage::new("dockerCompose");
    let refuse = "#!/bin/sh\necho \"curl $*\" >> \"$calls\"\necho '{\"message\":\"UNIQUE violation\"}'\n";
    fs::write(stage.path().join("bin/curl"), refuse).expect("a file");
    for shell in SHELLS {
        let variables = [("KONG_ADMIN", "kong:8001"), ("KONG_ENTRY", "shop.example")];
        let command = format!("{shell} kong/configure-kong.sh");
        let (calls, output) = stage.run(shell, &stage.path().join("out"), &command, &variables);
        assert_eq!(calls, kong("kong:8001", "shop.example"), "{shell}");
        assert!(output.status.success(), "{shell}: {output:?}");
    }
}

#[test]
fn accounts_start_once_kong_answers() {
    let stage = Stage::new("dockerCompose");
    for shell in SHELLS {
        for apart in ["-- ", ""] {
            let command = format!("{shell} auth/wait-for-kong.sh kong:8001 {apart}printf '[%s]' 'a b' c");
            let (calls, output) = stage.run(shell, &stage.path().join("out"), &command, &[]);
            let wait = "curl --silent --output /dev/null kong:8001";
            assert_eq!(calls, [wait, "sleep 1", wait, "sleep 1", wait], "{shell}");
            assert_eq!(text(&output.stdout), "[a b][c]", "{shell}");
        }
    }
}
