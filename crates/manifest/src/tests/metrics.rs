//! The files for Prometheus and Grafana.

use expect_test::expect;

use super::{check, check_part, paths};

/// Endpoints that metadata items add, one that is omitted, a struct, and a renamed service.
const SHOP: &str = "Shop: project { #metrics(prometheus); #authMethod(email); }
User: service { #auth; #enumerable; #readable(all); #omit[delete, update]; a: int; }
OrderLine: service {
  b: int;
  #omit[create, read, update];
  HTTPPart: struct { c: int; #enumerable; #omit[create, update, delete]; };
}";

#[test]
fn prometheus_scrapes_each_service() {
    check(
        SHOP,
        None,
        "prometheus/prometheus.yml",
        expect![[r#"
        #metrics(prometheus)           | global:
        #metrics(prometheus)           |   scrape_interval: 15s
        #metrics(prometheus)           |   evaluation_interval: 15s
        #metrics(prometheus)           | scrape_configs:
        User + Shop                    | - job_name: shop-user
        User: service { #auth; #enumerable; #readable(all); #omit[delete, update]; a: int; } |   static_configs:
        User: service { #auth; #enumerable; #readable(all); #omit[delete, update]; a: int; } |   - targets:
        User + Shop                    |     - shop-user:1027
        OrderLine                      | - job_name: order-line
        OrderLine: service {           |   static_configs:
        OrderLine: service {           |   - targets:
        OrderLine                      |     - order-line:1029
        #authMethod(email)             | - job_name: auth
        #authMethod(email)             |   static_configs:
        #authMethod(email)             |   - targets:
        #authMethod(email)             |     - auth:1025
    "#]],
    );
}

#[test]
fn grafana_finds_prometheus_and_the_dashboards() {
    check(
        SHOP,
        None,
        "grafana/provisioning/datasources/datasource.yml",
        expect![[r#"
        #metrics(prometheus)           | apiVersion: 1
        #metrics(prometheus)           | datasources:
        #metrics(prometheus)           | - name: Prometheus
        #metrics(prometheus)           |   type: prometheus
        #metrics(prometheus)           |   access: proxy
        #metrics(prometheus)           |   orgId: 1
        #metrics(prometheus)           |   url: http://prometheus:9090
        #metrics(prometheus)           |   basicAuth: false
        #metrics(prometheus)           |   isDefault: true
        #metrics(prometheus)           |   editable: true
    "#]],
    );
    check(
        SHOP,
        None,
        "grafana/provisioning/dashboards/dashboards.yml",
        expect![[r#"
        #metrics(prometheus)           | apiVersion: 1
        #metrics(prometheus)           | providers:
        #metrics(prometheus)           | - name: Prometheus
        #metrics(prometheus)           |   orgId: 1
        #metrics(prometheus)           |   folder: ''
        #metrics(prometheus)           |   type: file
        #metrics(prometheus)           |   disableDeletion: false
        #metrics(prometheus)           |   editable: true
        #metrics(prometheus)           |   allowUiUpdates: true
        #metrics(prometheus)           |   options:
        #metrics(prometheus)           |     path: /etc/grafana/provisioning/dashboards
    "#]],
    );
}

#[test]
fn panels_have_the_origin_of_their_endpoint() {
    // The queries of the other quantiles follow from the first. A whole dashboard is in a test below.
    let is_shown = |line: &str| {
        let is_other_quantile =
            ["0.9", "0.95", "0.99"].iter().any(|it| line.contains(&format!("quantile=\\\"{it}\\\"")));
        ["\"title\"", "\"expr\"", "\"uid\""].iter().any(|key| line.contains(key)) && !is_other_quantile
    };
    for (path, expected) in [
        (
            "grafana/provisioning/dashboards/shop-user.json",
            expect![[r#"
                User + Shop + #enumerable      |           "expr": "rate(shopuser_request_success_total{request_type=\"list\"}[5m])",
                User + Shop + #enumerable      |           "expr": "rate(shopuser_request_failure_total{request_type=\"list\"}[5m])",
                #enumerable + User + Shop      |       "title": "List ShopUser Requests",
                User + Shop + #enumerable      |           "expr": "shopuser_database_request_seconds{quantile=\"0.5\",query_type=\"list\"}",
                #enumerable                    |       "title": "DB List Queries",
                User + Shop                    |           "expr": "rate(shopuser_request_success_total{request_type=\"create\"}[5m])",
                User + Shop                    |           "expr": "rate(shopuser_request_failure_total{request_type=\"create\"}[5m])",
                User + Shop                    |       "title": "Create ShopUser Requests",
                User + Shop                    |           "expr": "shopuser_database_request_seconds{quantile=\"0.5\",query_type=\"create\"}",
                User: service { #auth; #enumerable; #readable(all); #omit[delete, update]; a: int; } |       "title": "DB Create Queries",
                User + Shop                    |           "expr": "rate(shopuser_request_success_total{request_type=\"read\"}[5m])",
                User + Shop                    |           "expr": "rate(shopuser_request_failure_total{request_type=\"read\"}[5m])",
                User + Shop                    |       "title": "Read ShopUser Requests",
                User + Shop                    |           "expr": "shopuser_database_request_seconds{quantile=\"0.5\",query_type=\"read\"}",
                User: service { #auth; #enumerable; #readable(all); #omit[delete, update]; a: int; } |       "title": "DB Read Queries",
                User + Shop + #auth            |           "expr": "rate(shopuser_request_success_total{request_type=\"identify\"}[5m])",
                User + Shop + #auth            |           "expr": "rate(shopuser_request_failure_total{request_type=\"identify\"}[5m])",
                #auth + User + Shop            |       "title": "Identify ShopUser Requests",
                User + Shop + #auth            |           "expr": "shopuser_database_request_seconds{quantile=\"0.5\",query_type=\"identify\"}",
                #auth                          |       "title": "DB Identify Queries",
                User + Shop                    |   "title": "ShopUser Dashboard",
                User + Shop                    |   "uid": "shop-user",
            "#]],
        ),
        (
            "grafana/provisioning/dashboards/order-line.json",
            expect![[r#"
                OrderLine                      |           "expr": "rate(orderline_request_success_total{request_type=\"delete\"}[5m])",
                OrderLine                      |           "expr": "rate(orderline_request_failure_total{request_type=\"delete\"}[5m])",
                OrderLine                      |       "title": "Delete OrderLine Requests",
                OrderLine                      |           "expr": "orderline_database_request_seconds{quantile=\"0.5\",query_type=\"delete\"}",
                OrderLine: service {           |       "title": "DB Delete Queries",
                OrderLine + #enumerable + HTTPPart |           "expr": "rate(orderline_request_success_total{request_type=\"list_httppart\"}[5m])",
                OrderLine + #enumerable + HTTPPart |           "expr": "rate(orderline_request_failure_total{request_type=\"list_httppart\"}[5m])",
                #enumerable + HTTPPart         |       "title": "List HTTPPart Requests",
                OrderLine + #enumerable + HTTPPart |           "expr": "orderline_database_request_seconds{quantile=\"0.5\",query_type=\"list_httppart\"}",
                #enumerable + HTTPPart         |       "title": "DB List HTTPPart Queries",
                OrderLine + HTTPPart           |           "expr": "rate(orderline_request_success_total{request_type=\"read_httppart\"}[5m])",
                OrderLine + HTTPPart           |           "expr": "rate(orderline_request_failure_total{request_type=\"read_httppart\"}[5m])",
                HTTPPart                       |       "title": "Read HTTPPart Requests",
                OrderLine + HTTPPart           |           "expr": "orderline_database_request_seconds{quantile=\"0.5\",query_type=\"read_httppart\"}",
                HTTPPart                       |       "title": "DB Read HTTPPart Queries",
                OrderLine                      |   "title": "OrderLine Dashboard",
                OrderLine                      |   "uid": "order-line",
            "#]],
        ),
        (
            "grafana/provisioning/dashboards/auth.json",
            expect![[r##"
            #authMethod(email)             |           "expr": "rate(auth_request_success_total{request_type=\"register\"}[5m])",
            #authMethod(email)             |           "expr": "rate(auth_request_failure_total{request_type=\"register\"}[5m])",
            #authMethod(email)             |       "title": "Register Requests",
            #authMethod(email)             |           "expr": "auth_database_request_seconds{quantile=\"0.5\",query_type=\"register\"}",
            #authMethod(email)             |       "title": "DB Register Queries",
            #authMethod(email)             |           "expr": "rate(auth_request_success_total{request_type=\"login\"}[5m])",
            #authMethod(email)             |           "expr": "rate(auth_request_failure_total{request_type=\"login\"}[5m])",
            #authMethod(email)             |       "title": "Login Requests",
            #authMethod(email)             |           "expr": "auth_database_request_seconds{quantile=\"0.5\",query_type=\"login\"}",
            #authMethod(email)             |       "title": "DB Login Queries",
            #metrics(prometheus)           |   "title": "Auth Dashboard",
            #metrics(prometheus)           |   "uid": "auth",
        "##]],
        ),
    ] {
        check_part(SHOP, None, path, is_shown, expected);
    }
}

#[test]
fn panels_are_numbered_row_by_row() {
    let is_shown = |line: &str| ["\"id\"", "\"x\"", "\"y\""].iter().any(|key| line.contains(key));
    check_part(
        SHOP,
        None,
        "grafana/provisioning/dashboards/order-line.json",
        is_shown,
        expect![[r##"
        #metrics(prometheus)           |   "id": null,
        OrderLine: service {           |         "x": 0,
        OrderLine: service {           |         "y": 0
        OrderLine: service {           |       "id": 0,
        OrderLine: service {           |         "x": 12,
        OrderLine: service {           |         "y": 0
        OrderLine: service {           |       "id": 1,
        #enumerable                    |         "x": 0,
        #enumerable                    |         "y": 5
        #enumerable                    |       "id": 2,
        #enumerable                    |         "x": 12,
        #enumerable                    |         "y": 5
        #enumerable                    |       "id": 3,
        HTTPPart: struct { c: int; #enumerable; #omit[create, update, delete]; }; |         "x": 0,
        HTTPPart: struct { c: int; #enumerable; #omit[create, update, delete]; }; |         "y": 10
        HTTPPart: struct { c: int; #enumerable; #omit[create, update, delete]; }; |       "id": 4,
        HTTPPart: struct { c: int; #enumerable; #omit[create, update, delete]; }; |         "x": 12,
        HTTPPart: struct { c: int; #enumerable; #omit[create, update, delete]; }; |         "y": 10
        HTTPPart: struct { c: int; #enumerable; #omit[create, update, delete]; }; |       "id": 5,
    "##]],
    );
}

#[test]
fn renders_a_whole_dashboard() {
    check(
        "A: project { #metrics(prometheus); }\nB: service {\n  c: int;\n  #omit[create, read, update];\n}",
        None,
        "grafana/provisioning/dashboards/b.json",
        expect![[r##"
            #metrics(prometheus)           | {
            #metrics(prometheus)           |   "annotations": {
            #metrics(prometheus)           |     "list": []
            #metrics(prometheus)           |   },
            #metrics(prometheus)           |   "editable": true,
            #metrics(prometheus)           |   "gnetId": null,
            #metrics(prometheus)           |   "graphTooltip": 0,
            #metrics(prometheus)           |   "id": null,
            #metrics(prometheus)           |   "links": [],
            #metrics(prometheus)           |   "panels": [
            B: service {                   |     {
            B: service {                   |       "aliasColors": {},
            B: service {                   |       "bars": false,
            B: service {                   |       "dashLength": 10,
            B: service {                   |       "dashes": false,
            B: service {                   |       "datasource": "Prometheus",
            B: service {                   |       "fill": 1,
            B: service {                   |       "fillGradient": 0,
            B: service {                   |       "gridPos": {
            B: service {                   |         "h": 5,
            B: service {                   |         "w": 12,
            B: service {                   |         "x": 0,
            B: service {                   |         "y": 0
            B: service {                   |       },
            B: service {                   |       "hiddenSeries": false,
            B: service {                   |       "id": 0,
            B: service {                   |       "legend": {
            B: service {                   |         "avg": false,
            B: service {                   |         "current": false,
            B: service {                   |         "max": false,
            B: service {                   |         "min": false,
            B: service {                   |         "rightSide": true,
            B: service {                   |         "show": true,
            B: service {                   |         "total": false,
            B: service {                   |         "values": false
            B: service {                   |       },
            B: service {                   |       "lines": true,
            B: service {                   |       "linewidth": 1,
            B: service {                   |       "nullPointMode": "null",
            B: service {                   |       "options": {
            B: service {                   |         "dataLinks": []
            B: service {                   |       },
            B: service {                   |       "percentage": false,
            B: service {                   |       "pointradius": 2,
            B: service {                   |       "points": false,
            B: service {                   |       "renderer": "flot",
            B: service {                   |       "seriesOverrides": [],
            B: service {                   |       "spaceLength": 10,
            B: service {                   |       "stack": false,
            B: service {                   |       "steppedLine": false,
            B: service {                   |       "targets": [
            B: service {                   |         {
            B                              |           "expr": "rate(b_request_success_total{request_type=\"delete\"}[5m])",
            B: service {                   |           "legendFormat": "Success",
            B: service {                   |           "refId": "A"
            B: service {                   |         },
            B: service {                   |         {
            B                              |           "expr": "rate(b_request_failure_total{request_type=\"delete\"}[5m])",
            B: service {                   |           "legendFormat": "{{error_code}}",
            B: service {                   |           "refId": "B"
            B: service {                   |         }
            B: service {                   |       ],
            B: service {                   |       "thresholds": [],
            B: service {                   |       "timeFrom": null,
            B: service {                   |       "timeRegions": [],
            B: service {                   |       "timeShift": null,
            B                              |       "title": "Delete B Requests",
            B: service {                   |       "tooltip": {
            B: service {                   |         "shared": true,
            B: service {                   |         "sort": 0,
            B: service {                   |         "value_type": "individual"
            B: service {                   |       },
            B: service {                   |       "type": "graph",
            B: service {                   |       "xaxis": {
            B: service {                   |         "buckets": null,
            B: service {                   |         "mode": "time",
            B: service {                   |         "name": null,
            B: service {                   |         "show": true,
            B: service {                   |         "values": []
            B: service {                   |       },
            B: service {                   |       "yaxes": [
            B: service {                   |         {
            B: service {                   |           "format": "short",
            B: service {                   |           "label": "QPS",
            B: service {                   |           "logBase": 1,
            B: service {                   |           "max": null,
            B: service {                   |           "min": null,
            B: service {                   |           "show": true
            B: service {                   |         },
            B: service {                   |         {
            B: service {                   |           "format": "short",
            B: service {                   |           "label": null,
            B: service {                   |           "logBase": 1,
            B: service {                   |           "max": null,
            B: service {                   |           "min": null,
            B: service {                   |           "show": true
            B: service {                   |         }
            B: service {                   |       ],
            B: service {                   |       "yaxis": {
            B: service {                   |         "align": false,
            B: service {                   |         "alignLevel": null
            B: service {                   |       }
            B: service {                   |     },
            B: service {                   |     {
            B: service {                   |       "aliasColors": {},
            B: service {                   |       "bars": false,
            B: service {                   |       "dashLength": 10,
            B: service {                   |       "dashes": false,
            B: service {                   |       "datasource": "Prometheus",
            B: service {                   |       "fill": 1,
            B: service {                   |       "fillGradient": 0,
            B: service {                   |       "gridPos": {
            B: service {                   |         "h": 5,
            B: service {                   |         "w": 12,
            B: service {                   |         "x": 12,
            B: service {                   |         "y": 0
            B: service {                   |       },
            B: service {                   |       "hiddenSeries": false,
            B: service {                   |       "id": 1,
            B: service {                   |       "legend": {
            B: service {                   |         "avg": false,
            B: service {                   |         "current": false,
            B: service {                   |         "max": false,
            B: service {                   |         "min": false,
            B: service {                   |         "rightSide": true,
            B: service {                   |         "show": true,
            B: service {                   |         "total": false,
            B: service {                   |         "values": false
            B: service {                   |       },
            B: service {                   |       "lines": true,
            B: service {                   |       "linewidth": 1,
            B: service {                   |       "nullPointMode": "null",
            B: service {                   |       "options": {
            B: service {                   |         "dataLinks": []
            B: service {                   |       },
            B: service {                   |       "percentage": false,
            B: service {                   |       "pointradius": 2,
            B: service {                   |       "points": false,
            B: service {                   |       "renderer": "flot",
            B: service {                   |       "seriesOverrides": [],
            B: service {                   |       "spaceLength": 10,
            B: service {                   |       "stack": false,
            B: service {                   |       "steppedLine": false,
            B: service {                   |       "targets": [
            B: service {                   |         {
            B                              |           "expr": "b_database_request_seconds{quantile=\"0.5\",query_type=\"delete\"}",
            B: service {                   |           "legendFormat": "50th Percentile",
            B: service {                   |           "refId": "A"
            B: service {                   |         },
            B: service {                   |         {
            B                              |           "expr": "b_database_request_seconds{quantile=\"0.9\",query_type=\"delete\"}",
            B: service {                   |           "legendFormat": "90th Percentile",
            B: service {                   |           "refId": "B"
            B: service {                   |         },
            B: service {                   |         {
            B                              |           "expr": "b_database_request_seconds{quantile=\"0.95\",query_type=\"delete\"}",
            B: service {                   |           "legendFormat": "95th Percentile",
            B: service {                   |           "refId": "C"
            B: service {                   |         },
            B: service {                   |         {
            B                              |           "expr": "b_database_request_seconds{quantile=\"0.99\",query_type=\"delete\"}",
            B: service {                   |           "legendFormat": "99th Percentile",
            B: service {                   |           "refId": "D"
            B: service {                   |         }
            B: service {                   |       ],
            B: service {                   |       "thresholds": [],
            B: service {                   |       "timeFrom": null,
            B: service {                   |       "timeRegions": [],
            B: service {                   |       "timeShift": null,
            B: service {                   |       "title": "DB Delete Queries",
            B: service {                   |       "tooltip": {
            B: service {                   |         "shared": true,
            B: service {                   |         "sort": 0,
            B: service {                   |         "value_type": "individual"
            B: service {                   |       },
            B: service {                   |       "type": "graph",
            B: service {                   |       "xaxis": {
            B: service {                   |         "buckets": null,
            B: service {                   |         "mode": "time",
            B: service {                   |         "name": null,
            B: service {                   |         "show": true,
            B: service {                   |         "values": []
            B: service {                   |       },
            B: service {                   |       "yaxes": [
            B: service {                   |         {
            B: service {                   |           "format": "short",
            B: service {                   |           "label": "Time (seconds)",
            B: service {                   |           "logBase": 1,
            B: service {                   |           "max": null,
            B: service {                   |           "min": null,
            B: service {                   |           "show": true
            B: service {                   |         },
            B: service {                   |         {
            B: service {                   |           "format": "short",
            B: service {                   |           "label": null,
            B: service {                   |           "logBase": 1,
            B: service {                   |           "max": null,
            B: service {                   |           "min": null,
            B: service {                   |           "show": true
            B: service {                   |         }
            B: service {                   |       ],
            B: service {                   |       "yaxis": {
            B: service {                   |         "align": false,
            B: service {                   |         "alignLevel": null
            B: service {                   |       }
            B: service {                   |     }
            #metrics(prometheus)           |   ],
            #metrics(prometheus)           |   "refresh": "5s",
            #metrics(prometheus)           |   "schemaVersion": 22,
            #metrics(prometheus)           |   "style": "dark",
            #metrics(prometheus)           |   "tags": [],
            #metrics(prometheus)           |   "templating": {
            #metrics(prometheus)           |     "list": []
            #metrics(prometheus)           |   },
            #metrics(prometheus)           |   "time": {
            #metrics(prometheus)           |     "from": "now-15m",
            #metrics(prometheus)           |     "to": "now"
            #metrics(prometheus)           |   },
            #metrics(prometheus)           |   "timepicker": {
            #metrics(prometheus)           |     "refresh_intervals": [
            #metrics(prometheus)           |       "5s",
            #metrics(prometheus)           |       "10s",
            #metrics(prometheus)           |       "30s",
            #metrics(prometheus)           |       "1m",
            #metrics(prometheus)           |       "5m",
            #metrics(prometheus)           |       "15m",
            #metrics(prometheus)           |       "30m",
            #metrics(prometheus)           |       "1h",
            #metrics(prometheus)           |       "2h",
            #metrics(prometheus)           |       "1d"
            #metrics(prometheus)           |     ]
            #metrics(prometheus)           |   },
            #metrics(prometheus)           |   "timezone": "",
            B                              |   "title": "B Dashboard",
            B                              |   "uid": "b",
            #metrics(prometheus)           |   "version": 1
            #metrics(prometheus)           | }
        "##]],
    );
}

#[test]
fn generates_metrics_only_if_the_project_has_them() {
    let source = "A: project { #provider(kubernetes); } B: service { c: int; }";
    for folder in ["grafana/", "prometheus/", "kube/prom/", "kube/grafana/"] {
        assert_eq!(paths(source, None, folder), [""; 0]);
    }
}
