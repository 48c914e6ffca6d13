//! The values that keys take.

use super::check;

#[test]
fn sizes_need_a_binary_unit() {
    check(
        r#"
memory = 512
         ^^^ deploy-wrong-type: `memory` is an integer. Write a size in Mi or Gi, as in `"512Mi"`.
database.memory = "512MB"
                  ^^^^^^^ deploy-bad-value: has a decimal unit. Write a size in Mi or Gi
database.storage = "20"
                   ^^^^ deploy-bad-value: has no unit
gateway.memory = "0Mi"
                 ^^^^^ deploy-bad-value: is not allowed
metrics.storage = "512Mi"
                  ^^^^^^^ deploy-bad-value: Write a size in Gi or Ti
"#,
    );
    check("memory = \"1Gi\"\ndatabase.storage = \"2Ti\"\n");
}

#[test]
fn numbers_have_limits() {
    check(
        r#"
replicas = 1001
           ^^^^ deploy-bad-value: Write an integer from 1 to 1000
cpu = 0
      ^ deploy-bad-value: a number of cores above 0 and up to 64
gateway.cpu = 64.5
              ^^^^ deploy-bad-value
database.cpu = nan
               ^^^ deploy-bad-value
database.backups = 36
                   ^^ deploy-bad-value: an integer from 0 to 35
cluster.nodes = -1
                ^^ deploy-bad-value
gateway.replicas = { min = 2, max = 3, cpu = 99 }
                                             ^^ deploy-bad-value: 10 to 95
"#,
    );
    check("replicas = 1000\ncpu = 64\ngateway.cpu = 0.0001\ndatabase.backups = 0\ncluster.nodes = 5000\n");
}

#[test]
fn texts_have_a_form() {
    check(
        r#"
registry = "https://ghcr.io/"
           ^^^^^^^^^^^^^^^^^^ deploy-bad-value: the address of a registry
tag = ".hidden"
      ^^^^^^^^^ deploy-bad-value: a tag of at most 128
gateway.domain = "Shop"
                 ^^^^^^ deploy-bad-value: a host name
metrics.retention = "15"
                    ^^^^ deploy-bad-value: hours, days or weeks
cloud.network = "10.0.0.0/8"
                ^^^^^^^^^^^^ deploy-bad-value
cluster.kubernetes = "1.34"
                     ^^^^^^ deploy-bad-value: complete version
state = "bucket"
        ^^^^^^^^ deploy-bad-value
database.machine = "t4g"
                   ^^^^^ deploy-bad-value: starts with `db.`
"#,
    );
    check("registry = \"ghcr.io/acme\"\ntag = \"_1\"\nmetrics.retention = \"4w\"\n");
}

#[test]
fn words_suggest_the_nearest_one() {
    check(
        r#"
availability = "hihg"
               ^^^^^^ deploy-bad-value: Write `"basic"` or `"high"`.
update = "roling"
         ^^^^^^^^ deploy-bad-value
gateway.expose = 1
                 ^ deploy-wrong-type: Write `"loadBalancer"`, `"nodePort"`, `"ingress"` or `"none"`.
"#,
    );
    check("availability = \"high\"\nreplicas = 2\nupdate = \"recreate\"\n");
}

#[test]
fn bounds_are_complete_and_in_order() {
    check(
        r#"
replicas = { min = 4, max = 3 }
                   ^ deploy-min-above-max: The minimum of `replicas` is above its maximum
                            ~ deploy-min-above-max: the maximum
gateway.replicas = { min = 2 }
                   ^^^^^^^^^^^ deploy-bad-value: has no `max`
cluster.nodes = { min = 4, max = 3 }
                        ^ deploy-min-above-max: `cluster.nodes`
                                 ~ deploy-min-above-max
"#,
    );
    check("replicas = { min = 3, max = 3 }\ncluster.nodes = { min = 1, max = 4 }\n");
}

#[test]
fn an_update_can_begin() {
    check(
        r#"
update = { surge = 0 }
         ^^^^^^^^^^^^^ deploy-bad-value: both 0
[service.Order]
update = { surge = "0%", unavailable = "101%" }
                                       ^^^^^^ deploy-bad-value
[service.Customer]
replicas = 2
           ~ deploy-bad-value: the number of replicas
update = { surge = 0, unavailable = "25%" }
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deploy-bad-value: With 2 replicas, `surge` and `unavailable` are both rounded to 0
"#,
    );
    check("replicas = 4\nupdate = { surge = 0, unavailable = \"25%\" }\n");
    check("update = { surge = \"1%\", unavailable = 0 }\n");
}

#[test]
fn a_limit_is_not_below_the_request() {
    check(
        r#"
cpu = 2
      ~ deploy-bad-value: the requested cores
cpu-limit = 1.5
            ^^^ deploy-bad-value: The limit of 1.5 cores is below the 2 cores
"#,
    );
    check("cpu-limit = 0.25\n");
}

#[test]
fn lists_have_a_length_and_no_duplicates() {
    check(
        r#"
cloud.zones = ["eu-west-1a"]
              ^^^^^^^^^^^^^^ deploy-bad-value: has 1 entries. Write a list of 2 to 6 entries
[environment.a]
cloud.zones = ["eu-west-1a", "eu-west-1a"]
                             ^^^^^^^^^^^^ deploy-bad-value: contains `eu-west-1a` twice
               ~~~~~~~~~~~~ deploy-bad-value: first here
cluster.access = "192.0.2.0/24"
                 ^^^^^^^^^^^^^^ deploy-wrong-type: a list, as in
"#,
    );
    check("cloud.zones = [\"eu-west-1a\", \"eu-west-1b\"]\ncluster.access = []\n");
}
