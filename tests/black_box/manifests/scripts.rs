//! The effects of the generated scripts: the calls that they make when their commands are replaced by ones that record
//! them.

use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};

/// Runs a script with `sh`, and returns the calls of `command` with their arguments, in order.
fn calls(script: &str, command: &str) -> Result<Vec<Vec<String>>, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    std::fs::write(folder.path().join("script"), script).map_err(|error| error.to_string())?;
    // Each argument ends with NUL, and each call ends with an argument that is a line feed.
    let stub = format!("{command}() {{ printf '%s\\0' \"$@\" '\n' >> calls; }}\n. ./script");
    let mut shell = Command::new("sh");
    shell.args(["-c", &stub, "script"]).current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::null());
    shell
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .envs([("KONG_ADMIN", "$KONG_ADMIN"), ("KONG_ENTRY", "$KONG_ENTRY")]);
    let ran = shell.output().map_err(|error| format!("sh: {error}"))?;
    if !ran.status.success() {
        return Err(format!("the script fails: {}", String::from_utf8_lossy(&ran.stderr)));
    }
    let calls = std::fs::read_to_string(folder.path().join("calls")).unwrap_or_default();
    let calls = calls.split_terminator("\n\0");
    Ok(calls.map(|call| call.split_terminator('\0').map(str::to_owned).collect()).collect())
}

/// Returns the requests to Kong: method, URL and data of each call of curl.
pub(super) fn kong_calls(script: &str) -> Result<Value, String> {
    calls(script, "curl")?.iter().map(|arguments| kong_call(arguments)).collect()
}

fn kong_call(arguments: &[String]) -> Result<Value, String> {
    let (mut method, mut url) = (None, None);
    let mut data = Map::new();
    // `--option=value` counts as two words.
    let words = arguments.iter().flat_map(|word| match word.split_once('=') {
        Some((option, value)) if option.starts_with("--") => vec![option, value],
        _ => vec![word.as_str()],
    });
    let mut words = words;
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} without a value"));
        match word {
            "-X" | "--request" => method = Some(value()?),
            "--url" => url = Some(value()?),
            "-d" | "--data" | "--data-urlencode" => {
                let (key, value) = value()?.split_once('=').ok_or("data without a key")?;
                data.insert(key.to_owned(), value.into());
            }
            "-o" | "--output" | "--max-time" | "--connect-timeout" | "--retry" => drop(value()?),
            _ if !word.starts_with('-') => url = Some(word),
            _ => {}
        }
    }
    Ok(json!({"method": method.unwrap_or("POST"), "url": url, "data": data}))
}

/// Returns the recorded images, in the form of [`pushed_images`].
pub(super) fn recorded_images(content: &Value) -> Value {
    let prefix = content["image_prefix"].as_str().unwrap_or_default();
    let services = content["services"].as_array().into_iter().flatten().filter_map(Value::as_str);
    services.map(|service| format!("localhost:5000/{prefix}-{service}")).collect()
}

/// Returns the pushed images, in order. Fails if one was not built before.
pub(super) fn pushed_images(script: &str) -> Result<Value, String> {
    let (mut built, mut pushed) = (Vec::new(), Vec::new());
    for call in calls(script, "docker")? {
        let words: Vec<&str> = call.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["build", options @ ..] => built.extend(value_of(options, &["-t", "--tag"]).map(str::to_owned)),
            ["push", .., image] if built.iter().any(|it| it == image) => pushed.push((*image).to_owned()),
            ["push", ..] => return Err(format!("pushed before it was built: {words:?}")),
            _ => {}
        }
    }
    Ok(pushed.into())
}

/// Returns the value of an option, which follows it after a space or an equals sign.
fn value_of<'w>(words: &[&'w str], options: &[&str]) -> Option<&'w str> {
    words.iter().enumerate().find_map(|(at, word)| match word.split_once('=') {
        Some((option, value)) if options.contains(&option) => Some(value),
        _ => options.contains(word).then(|| words.get(at + 1).copied()).flatten(),
    })
}

/// The services with a dashboard, in the order in which the shell expands `*.json`. The recorded script creates their
/// config maps in a loop.
pub(super) struct Dashboards<'p>(Vec<&'p str>);

impl<'p> Dashboards<'p> {
    pub(super) fn among(paths: &'p [String]) -> Dashboards<'p> {
        let name = |path: &'p String| path.strip_prefix("grafana/provisioning/dashboards/")?.strip_suffix(".json");
        let mut names: Vec<&str> = paths.iter().filter_map(name).collect();
        names.sort_unstable();
        Dashboards(names)
    }

    /// Returns the recorded config maps: name and file.
    pub(super) fn recorded_config_maps(&self, content: &Value) -> Value {
        let pairs = content["configmaps"].as_array().into_iter().flatten();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        self.expand(pairs.map(|pair| (text(&pair[0]), text(&pair[1]))))
    }

    /// Returns the config maps that a script creates, read from its text.
    pub(super) fn config_maps(&self, script: &str) -> Result<Value, String> {
        let joined = script.replace("\\\n", " ");
        let mut pairs = Vec::new();
        for line in joined.lines().map(|line| line.trim().replace('"', "")) {
            let Some((_, rest)) = line.split_once("kubectl create configmap ") else { continue };
            let words: Vec<&str> = rest.split_whitespace().collect();
            let file = value_of(&words, &["--from-file"]).ok_or_else(|| format!("no file: {line}"))?;
            pairs.push((words[0].to_owned(), file.to_owned()));
        }
        Ok(self.expand(pairs.into_iter()))
    }

    /// Replaces a variable by each dashboard, and makes file names relative to the generated folder.
    fn expand(&self, pairs: impl Iterator<Item = (String, String)>) -> Value {
        let from_folder = |file: &str| {
            // `key=file` stores the file under another name.
            let file = file.rsplit('=').next().unwrap_or(file);
            match file.split_once('/') {
                Some((folder, rest)) if folder.starts_with('$') || folder == "." => rest.to_owned(),
                _ => file.to_owned(),
            }
        };
        let pairs = pairs.flat_map(|(name, file)| match name.replace('"', "") {
            name if name.contains('$') => {
                let dashboard = |it: &&str| {
                    json!([format!("grafana-{it}-config"), format!("grafana/provisioning/dashboards/{it}.json")])
                };
                self.0.iter().map(dashboard).collect()
            }
            name => vec![json!([name, from_folder(&file)])],
        });
        Value::Array(pairs.collect())
    }
}

#[test]
fn parses_the_requests_of_a_script() {
    let script =
        "#!/bin/sh\nset -eu\ncurl -sS -X POST \"$KONG_ADMIN/services/\" \\\n  -d 'name=a' --data=url=http://a:1/a\n";
    let call = json!({"method": "POST", "url": "$KONG_ADMIN/services/", "data": {"name": "a", "url": "http://a:1/a"}});
    assert_eq!(kong_calls(script), Ok(json!([call])));
    assert!(kong_calls("exit 3").is_err());
}

#[test]
fn builds_images_before_pushing_them() {
    let script = "for it in a b; do docker build -t \"${REG_URL:-localhost:5000}/p-$it\" .; docker push localhost:5000/p-$it; done";
    assert_eq!(pushed_images(script), Ok(json!(["localhost:5000/p-a", "localhost:5000/p-b"])));
    assert!(pushed_images("docker push localhost:5000/p-a").is_err());
}

#[test]
fn names_config_maps_one_by_one() {
    let paths = ["b", "a"].map(|name| format!("grafana/provisioning/dashboards/{name}.json"));
    let dashboards = Dashboards::among(&paths);
    let recorded =
        json!({"configmaps": [["c", "$BASEDIR/c/init.sql"], ["\"grafana-$file-config\"", "$BASEDIR/$filename"]]});
    let script = "kubectl create configmap c --from-file=init.sql=\"$here/c/init.sql\"\n\
                  kubectl create configmap grafana-a-config \\\n --from-file \"$here/grafana/provisioning/dashboards/a.json\"\n\
                  kubectl create configmap grafana-b-config --from-file=./grafana/provisioning/dashboards/b.json\n";
    assert_eq!(dashboards.config_maps(script), Ok(dashboards.recorded_config_maps(&recorded)));
}
