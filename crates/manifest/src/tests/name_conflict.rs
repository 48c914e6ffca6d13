//! Clashes between generated names.

use super::model;
use crate::{Deployment, Target};

/// Checks the paths and lines at which clashes are noted, and that the Compose file has no duplicate keys.
#[track_caller]
fn check(services: &str, target: Target, expected: &[(&str, &str)]) {
    let source = format!("Shop: project {{ #metrics(prometheus); #authMethod(email); }} {services}");
    let model = model(&source);
    let deployment = Deployment::new(&model, Some(target));
    let mut found = Vec::new();
    for file in deployment.files() {
        let rendered = file.render();
        let lines: Vec<&str> = rendered.text.lines().collect();
        let clashes = rendered.defects.iter().filter(|found| found.defect.as_str() == "container-name-clash");
        found.extend(clashes.map(|found| (file.path().to_owned(), lines[found.line as usize].trim().to_owned())));
        if file.path() == "docker-compose.yml" {
            // The keys of the two mappings in the file.
            let mut names: Vec<&str> = lines
                .iter()
                .copied()
                .filter(|line| line.split(' ').count() <= 4 && line.starts_with("  ") && !line.starts_with("   "))
                .collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{}", rendered.text);
        }
    }
    let found: Vec<(&str, &str)> = found.iter().map(|(path, line)| (path.as_str(), line.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_service_conflicts_with_the_database_of_another() {
    let [compose, kubernetes] = [Target::DOCKER_COMPOSE, Target::KUBERNETES];
    check("Foo: service { #auth; } FooDb: service {}", compose, &[("docker-compose.yml", "foo-db:")]);
    let files = [("kube/foo-db/deployment.yaml", "name: foo-db"), ("kube/foo-db/service.yaml", "name: foo-db")];
    check("Foo: service { #auth; } FooDb: service {}", kubernetes, &files);
    let files = [("kube/foo/db-deployment.yaml", "name: foo-db"), ("kube/foo/db-service.yaml", "name: foo-db")];
    check("FooDb: service { #auth; } Foo: service {}", kubernetes, &files);
    check("AuthDb: service { #auth; }", compose, &[("docker-compose.yml", "auth-db:")]);
}

#[test]
fn a_service_conflicts_with_parts_of_every_system() {
    let [compose, kubernetes] = [Target::DOCKER_COMPOSE, Target::KUBERNETES];
    check("KongDb: service { #auth; }", compose, &[("docker-compose.yml", "kong-db:")]);
    check("KongMigrations: service { #auth; }", compose, &[("docker-compose.yml", "kong-migrations:")]);
    check("Metrics: service { #auth; }", compose, &[("docker-compose.yml", "metrics-network: {}")]);
    check("Deploy: service { #auth; }", compose, &[]);
    for name in ["deploy", "prom", "kubernetes", "kong-db"] {
        let source = match name {
            "kong-db" => "KongDb: service { #auth; }".to_owned(),
            name => format!("{}{}: service {{ #auth; }}", name[..1].to_uppercase(), &name[1..]),
        };
        let (line, files) = (format!("name: {name}"), ["deployment", "service"]);
        let files = files.map(|file| format!("kube/{name}/{file}.yaml"));
        check(&source, kubernetes, &files.each_ref().map(|file| (file.as_str(), line.as_str())));
    }
    check("KongMigrations: service { #auth; }", kubernetes, &[]);
}
