//! Tests of the graphs of small systems.

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use temple_manifest::Target;

use super::{Graph, GraphFormat, NodeKind};
use crate::Analysis;

/// Checks a short form of a graph: nodes with the first line of their range, edges, and networks.
#[track_caller]
fn check(text: &str, target: Option<Target>, expected: &Expect) {
    let graph = Analysis::new(text).graph(target);
    let mut out = String::new();
    for node in &graph.nodes {
        let range_text = node.range.map_or("", |range| text[range].lines().next().unwrap_or_default());
        let error = if node.has_error { "! " } else { "" };
        let detail = node.detail.as_deref().unwrap_or("-");
        let _ = writeln!(out, "{error}{} [{} {detail}] {range_text}", node.id, node.label);
    }
    for edge in &graph.edges {
        let range_text = edge.range.map_or("", |range| &text[range]);
        let (from, to) = (&graph.nodes[edge.from].id, &graph.nodes[edge.to].id);
        let _ = writeln!(out, "{from} -{}-> {to} [{}] {range_text}", edge.kind.as_str(), edge.label);
    }
    for network in &graph.networks {
        let nodes: Vec<_> = network.nodes.iter().map(|&node| graph.nodes[node].id.as_str()).collect();
        let _ = writeln!(out, "{}: {}", network.name, nodes.join(" "));
    }
    expected.assert_eq(&out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"));
}

const SHOP: &str = "Shop: project { #provider(dockerCompose); #metrics(prometheus); #authMethod(email); }
Buyer: service { #auth; name: string; }
Order: service {
  buyer: Buyer;
  payer: Buyer;
  Line: struct { by: Buyer; }
  #uses[Stock, Order];
}
Stock: service { a: int; }
";

#[test]
fn draws_a_docker_compose_system_completely() {
    check(
        SHOP,
        None,
        &expect![[r#"
        gateway [gateway kong:2.0.2]
        gateway/database [kong-db -]
        service/Buyer [Buyer buyer:1026] Buyer: service { #auth; name: string; }
        service/Buyer/database [buyer-db postgres] Buyer: service { #auth; name: string; }
        service/Order [Order shop-order:1028] Order: service {
        service/Order/struct/Line [Line -] Line: struct { by: Buyer; }
        service/Order/database [shop-order-db postgres] Order: service {
        service/Stock [Stock stock:1030] Stock: service { a: int; }
        service/Stock/database [stock-db postgres] Stock: service { a: int; }
        auth [auth auth:1024] #authMethod(email)
        auth/database [auth-db postgres] #authMethod(email)
        prometheus [prometheus prom/prometheus:v2.16.0] #metrics(prometheus)
        grafana [grafana grafana/grafana:6.6.2] #metrics(prometheus)
        gateway -data-> gateway/database []
        gateway -route-> service/Buyer [/api/buyer]
        service/Buyer -data-> service/Buyer/database []
        gateway -route-> service/Order [/api/shop-order]
        service/Order -data-> service/Order/database []
        gateway -route-> service/Stock [/api/stock]
        service/Stock -data-> service/Stock/database []
        gateway -route-> auth [/api/auth]
        auth -data-> auth/database []
        service/Order -reference-> service/Buyer [buyer, payer] Buyer
        service/Order/struct/Line -reference-> service/Buyer [by] Buyer
        service/Order -use-> service/Stock [] Stock
        service/Order -use-> service/Order [] Order
        prometheus -scrape-> service/Buyer [buyer:1027]
        prometheus -scrape-> service/Order [shop-order:1029]
        prometheus -scrape-> service/Stock [stock:1031]
        prometheus -scrape-> auth [auth:1025]
        grafana -figures-> prometheus []
        kong-network: gateway gateway/database service/Buyer service/Order service/Stock auth
        buyer-network: service/Buyer service/Buyer/database prometheus
        shop-order-network: service/Order service/Order/database prometheus
        stock-network: service/Stock service/Stock/database prometheus
        auth-network: auth auth/database prometheus
        metrics-network: prometheus grafana"#]],
    );
}

#[test]
fn draws_no_networks_on_kubernetes() {
    check(
        "P: project { #provider(kubernetes); } A: service { n: int; }",
        None,
        &expect![[r#"
            gateway [gateway kong:2.0.2]
            gateway/database [kong-db -]
            service/A [A a:1026] A: service { n: int; }
            service/A/database [a-db postgres] A: service { n: int; }
            gateway -data-> gateway/database []
            gateway -route-> service/A [/api/a]
            service/A -data-> service/A/database []"#]],
    );
}

#[test]
fn draws_only_services_without_a_provider() {
    check(
        "P: project {} A: service { b: B; } B: service { n: int; }",
        None,
        &expect![[r#"
        service/A [A a:1026] A: service { b: B; }
        service/A/database [a-db postgres] A: service { b: B; }
        service/B [B b:1028] B: service { n: int; }
        service/B/database [b-db postgres] B: service { n: int; }
        service/A -data-> service/A/database []
        service/B -data-> service/B/database []
        service/A -reference-> service/B [b] B"#]],
    );
}

#[test]
fn the_request_can_choose_the_provider() {
    let text = "P: project {} A: service { n: int; }";
    let graph = Analysis::new(text).graph(Some(Target::KUBERNETES));
    assert_eq!(graph.target, Some(Target::KUBERNETES));
    assert_eq!(graph.nodes[0].kind, NodeKind::Gateway);
}

#[test]
fn draws_the_valid_part_of_a_broken_text() {
    check(
        "A: service { b: B; S: struct { x: strin; } } A: service { b: Nowhere; s: S; } B: service { a: A; b: int } nonsense",
        None,
        &expect![[r#"
            ! service/A [A a:1026] A: service { b: B; S: struct { x: strin; } }
            ! service/A/struct/S [S -] S: struct { x: strin; }
            service/A/database [a-db postgres] A: service { b: B; S: struct { x: strin; } }
            ! service/B [B b:1028] B: service { a: A; b: int }
            service/B/database [b-db postgres] B: service { a: A; b: int }
            service/A -data-> service/A/database []
            service/B -data-> service/B/database []
            service/A -reference-> service/B [b] B
            service/B -reference-> service/A [a] A"#]],
    );
    check("", None, &expect![[r#""#]]);
}

/// Returns the graph of a system with every kind of node and edge.
fn graph() -> Graph {
    Analysis::new(SHOP).graph(None)
}

#[test]
fn renders_a_mermaid_flowchart() {
    expect![[r#"
        flowchart LR
          accTitle: Shop on dockerCompose
          subgraph g0 ["kong-network"]
            n0{{"gateway<br>kong:2.0.2"}}
            n1[("kong-db")]
          end
          subgraph g1 ["buyer-network"]
            n2("Buyer<br>buyer:1026")
            n3[("buyer-db<br>postgres")]
          end
          subgraph g2 ["shop-order-network"]
            n4("Order<br>shop-order:1028")
            n5["Line"]
            n6[("shop-order-db<br>postgres")]
            n4 --- n5
          end
          subgraph g3 ["stock-network"]
            n7("Stock<br>stock:1030")
            n8[("stock-db<br>postgres")]
          end
          subgraph g4 ["auth-network"]
            n9("auth<br>auth:1024")
            n10[("auth-db<br>postgres")]
          end
          subgraph g5 ["metrics-network"]
            n11["prometheus<br>prom/prometheus:v2.16.0"]
            n12["grafana<br>grafana/grafana:6.6.2"]
          end
          n0 --> n1
          n0 -->|"/api/buyer"| n2
          n2 --> n3
          n0 -->|"/api/shop-order"| n4
          n4 --> n6
          n0 -->|"/api/stock"| n7
          n7 --> n8
          n0 -->|"/api/auth"| n9
          n9 --> n10
          n4 -->|"buyer, payer"| n2
          n5 -->|"by"| n2
          n4 -.->|"uses"| n7
          n4 -.->|"uses"| n4
          n11 -.->|"buyer:1027"| n2
          n11 -.->|"shop-order:1029"| n4
          n11 -.->|"stock:1031"| n7
          n11 -.->|"auth:1025"| n9
          n12 -.-> n11
    "#]]
    .assert_eq(&graph().render(GraphFormat::Mermaid));
}

#[test]
fn renders_a_dot_cluster_for_each_network() {
    expect![[r##"
        digraph "Shop on dockerCompose" {
          graph [label="Shop on dockerCompose", labelloc=t, rankdir=LR, fontname="sans-serif", color="#8c959f", fontcolor="#57606a", style="rounded,dashed"];
          node [fontname="sans-serif", shape=box, style="rounded,filled", fillcolor="#f6f8fa", color="#57606a"];
          edge [fontname="sans-serif", fontsize=10, color="#57606a"];
          subgraph cluster_0 {
            label="kong-network";
            n0 [id="gateway", label="gateway\nkong:2.0.2", shape=cds, style=filled];
            n1 [id="gateway/database", label="kong-db", shape=cylinder, style=filled];
          }
          subgraph cluster_1 {
            label="buyer-network";
            n2 [id="service/Buyer", label="Buyer\nbuyer:1026"];
            n3 [id="service/Buyer/database", label="buyer-db\npostgres", shape=cylinder, style=filled];
          }
          subgraph cluster_2 {
            label="shop-order-network";
            n4 [id="service/Order", label="Order\nshop-order:1028"];
            n5 [id="service/Order/struct/Line", label="Line", style=filled];
            n6 [id="service/Order/database", label="shop-order-db\npostgres", shape=cylinder, style=filled];
            n4 -> n5 [dir=none];
          }
          subgraph cluster_3 {
            label="stock-network";
            n7 [id="service/Stock", label="Stock\nstock:1030"];
            n8 [id="service/Stock/database", label="stock-db\npostgres", shape=cylinder, style=filled];
          }
          subgraph cluster_4 {
            label="auth-network";
            n9 [id="auth", label="auth\nauth:1024"];
            n10 [id="auth/database", label="auth-db\npostgres", shape=cylinder, style=filled];
          }
          subgraph cluster_5 {
            label="metrics-network";
            n11 [id="prometheus", label="prometheus\nprom/prometheus:v2.16.0"];
            n12 [id="grafana", label="grafana\ngrafana/grafana:6.6.2"];
          }
          n0 -> n1 [label="", style=solid];
          n0 -> n2 [label="/api/buyer", style=solid];
          n2 -> n3 [label="", style=solid];
          n0 -> n4 [label="/api/shop-order", style=solid];
          n4 -> n6 [label="", style=solid];
          n0 -> n7 [label="/api/stock", style=solid];
          n7 -> n8 [label="", style=solid];
          n0 -> n9 [label="/api/auth", style=solid];
          n9 -> n10 [label="", style=solid];
          n4 -> n2 [label="buyer, payer", style=solid];
          n5 -> n2 [label="by", style=solid];
          n4 -> n7 [label="uses", style=dashed];
          n4 -> n4 [label="uses", style=dashed];
          n11 -> n2 [label="buyer:1027", style=dotted];
          n11 -> n4 [label="shop-order:1029", style=dotted];
          n11 -> n7 [label="stock:1031", style=dotted];
          n11 -> n9 [label="auth:1025", style=dotted];
          n12 -> n11 [label="", style=dotted];
        }
    "##]].assert_eq(&graph().render(GraphFormat::Dot));
}

#[test]
fn renders_a_small_picture_for_one_service() {
    let graph = Analysis::new("P: project {} A: service { n: int; }").graph(None);
    let svg = graph.render(GraphFormat::Svg);
    let drawn: Vec<_> = svg.lines().filter(|line| !line.starts_with("<style>")).collect();
    expect![[r#"
        <svg xmlns="http://www.w3.org/2000/svg" class="temple-graph" viewBox="0 0 352 226" width="352" height="226" role="img" aria-labelledby="temple-graph-title temple-graph-desc">
        <title id="temple-graph-title">P</title>
        <desc id="temple-graph-desc">Services: 1. Databases: 1. Connections: 1.</desc>
        <rect class="back" width="352" height="226"/>
        <text class="heading" x="24.0" y="38.0" text-anchor="start">P</text>
        <rect class="frame" x="52.0" y="60.0" width="247.6" height="80.0" rx="10"/>
        <g data-from="service/A" data-to="service/A/database"><title>A stores data in a-db</title>
        <path class="edge data" d="M190.0 100.0 H207.0"/>
        <path class="tip data" d="M212.0 100.0 L205.0 103.5 L205.0 96.5 z"/>
        </g>
        <g class="node service" data-id="service/A" data-start="14" data-end="36"><title>service A</title>
        <rect class="box" x="70.0" y="74.0" width="120.0" height="52.0" rx="6"/>
        <text class="name" x="130.0" y="94.0" text-anchor="middle">A</text>
        <text class="small" x="130.0" y="110.0" text-anchor="middle">a:1026</text>
        </g>
        <g class="node database" data-id="service/A/database" data-start="14" data-end="36"><title>database a-db</title>
        <path class="box" d="M212.0 80.0 a36.8 6 0 0 1 73.6 0 v40.0 a36.8 6 0 0 1 -73.6 0 z m0 0 a36.8 6 0 0 0 73.6 0"/>
        <text class="small" x="248.8" y="105.0" text-anchor="middle">a-db</text>
        <text class="small" x="248.8" y="118.0" text-anchor="middle">postgres</text>
        </g>
        <path class="edge data" d="M24 198 h26"/>
        <path class="tip data" d="M56.0 198.0 L49.0 201.5 L49.0 194.5 z"/>
        <text class="small" x="62.0" y="202.0" text-anchor="start">stores data in</text>
        </svg>"#]].assert_eq(&drawn.join("\n"));
}

/// Uses names with special characters, although the language does not allow them.
#[test]
fn escapes_names() {
    let mut graph = Analysis::new("P: project {} A: service { n: int; }").graph(None);
    graph.title = Some("a\"<b>&\\\n\u{1}end".to_owned());
    graph.nodes[0].label = "\"]); x --> y <b> & # `\\ \n subgraph é€".to_owned();
    let line = |format, part: &str| {
        let text = graph.render(format);
        text.lines().find(|line| line.contains(part)).map(|line| line.trim().to_owned()).unwrap_or_default()
    };
    expect![[r##"n0("#34;#93;#41;#59; x --#62; y #60;b#62; #38; #35; #96;#92; � subgraph é#8364;<br>a:1026")"##]]
        .assert_eq(&line(GraphFormat::Mermaid, "n0("));
    expect![[r#"n0 [id="service/A", label="\"]); x --> y <b> &amp; # `\\ \n subgraph é€\na:1026"];"#]]
        .assert_eq(&line(GraphFormat::Dot, "n0 [id"));
    expect![[r#"<text class="name" x="237.4" y="94.0" text-anchor="middle">&quot;]); x --&gt; y &lt;b&gt; &amp; # `\ � subgraph é€</text>"#]].assert_eq(&line(GraphFormat::Svg, "class=\"name\""));
    expect!["accTitle: abend"].assert_eq(&line(GraphFormat::Mermaid, "accTitle"));
    expect![[r#"digraph "a\"<b>&amp;\\\n�end" {"#]].assert_eq(&line(GraphFormat::Dot, "digraph"));
}
