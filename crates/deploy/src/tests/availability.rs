//! High availability, zones, domains and certificates.

use super::check;

#[test]
fn high_availability_needs_replicas() {
    check(
        r#"
[environment.a]
availability = "high"
               ^^^^^^ single-replica: `a` is highly available, but 4 services may run only once
[environment.b]
tag = "1"
availability = "high"
               ^^^^^^ single-replica: `Order` may run only once
replicas = { min = 2, max = 4 }
[environment.b.service.Order]
replicas = 1
"#,
    );
    check("availability = \"high\"\nreplicas = 2\n");
}

#[test]
fn high_availability_needs_three_zones() {
    check(
        r#"
availability = "high"
replicas = 2
cloud.zones = ["eu-west-1a", "eu-west-1b"]
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too-few-zones: only 2 zones
"#,
    );
    check(
        r#"
availability = "high"
               ^^^^^^ too-few-zones
replicas = 2
cloud.region = "us-west-1"
"#,
    );
    check("availability = \"high\"\nreplicas = 2\n");
    check("cloud.zones = [\"eu-west-1a\", \"eu-west-1b\"]\n");
}

#[test]
fn zones_are_in_the_region() {
    check(
        r#"
cloud.zones = ["eu-west-1a", "eu-west-1b"]
               ^^^^^^^^^^^^ zones-outside-region: `eu-west-1a` is not in `us-east-1`, the region of `b`
                             ^^^^^^^^^^^^ zones-outside-region
[environment.a]
[environment.b]
tag = "1"
cloud.region = "us-east-1"
               ~~~~~~~~~~~ zones-outside-region: the region
               ~~~~~~~~~~~ zones-outside-region: the region
"#,
    );
    check("cloud.region = \"us-east-1\"\ncloud.zones = [\"us-east-1a\", \"us-east-1f\"]\n");
}

#[test]
fn domains_and_certificates_belong_together() {
    check(
        r#"
[environment.a]
gateway.domain = "shop.example"
                 ^^^^^^^^^^^^^^ domain-without-certificate: `a` has a domain but no certificate
[environment.b]
tag = "1"
gateway.certificate = "shop-tls"
                      ^^^^^^^^^^ certificate-without-domain: Set `gateway.domain`
[environment.c]
extends = "b"
gateway.domain = "shop.example"
"#,
    );
    check("[gateway]\ndomain = \"shop.example\"\nissuer = \"letsencrypt\"\nexpose = \"ingress\"\n");
}
