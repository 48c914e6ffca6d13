//! The table of targets, and a further target.

use std::collections::HashSet;

use expect_test::expect;
use temple_model::Provider;

use super::check;
use crate::{FileLanguage, Images, TARGETS, Target, TargetSpec};

/// A target that lists the containers of the system and their networks.
const TOY: Target = Target::new(&TargetSpec {
    name: "toy",
    aliases: &["plaything"],
    title: "Toy",
    summary: "A list of containers.",
    is_reference: false,
    images: Images::REFERENCE,
    networks: |plan| plan.networks(),
    files: |files| {
        files.target("toy.txt", FileLanguage::Yaml, |plan, out| {
            out.line("containers:");
            for workload in plan.workloads() {
                out.with_origin(workload.origin, |out| out.line(("- ", &workload.name)));
            }
        });
    },
});

#[test]
fn a_target_is_its_constant() {
    check(
        "Shop: project { #metrics(prometheus); }\nUser: service { a: int; }",
        Some(TOY),
        "toy.txt",
        expect![[r#"
            (the provider was selected for this preview) | containers:
            (every system has a gateway)   | - kong
            User + Shop                    | - shop-user
            User + Shop                    | - shop-user-db
            #metrics(prometheus)           | - grafana
            #metrics(prometheus)           | - prometheus
        "#]],
    );
    assert!(TOY.is_spelt("Plaything"));
    assert!(!TARGETS.contains(&TOY));
}

#[test]
fn every_name_belongs_to_one_target() {
    let mut names = HashSet::new();
    for target in TARGETS {
        for name in std::iter::once(&target.spec().name).chain(target.spec().aliases) {
            assert!(names.insert(name.to_lowercase()), "{name}");
            assert_eq!(Target::from_spelling(&name.to_uppercase()), Some(*target));
        }
    }
    assert_eq!(Target::from_spelling("toy"), None);
}

#[test]
fn every_provider_is_a_target_with_the_same_names() {
    for provider in Provider::ALL {
        let (word, target) = (provider.entry(), Target::from(*provider));
        let spec = target.spec();
        assert_eq!((spec.name, spec.aliases, spec.summary), (word.name, word.aliases, word.summary));
        assert!(spec.is_reference);
    }
    assert_eq!(TARGETS.iter().filter(|target| target.spec().is_reference).count(), Provider::ALL.len());
}
