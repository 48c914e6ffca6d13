//! The API document: paths, requests, responses and errors.

use expect_test::expect;

use super::{check, file, model, text_of};
use crate::Deployment;

#[test]
fn a_service_has_paths_for_its_endpoints() {
    check(
        "Shop: project { #authMethod(email); }
User: service {
  #auth;
  #omit[create, read, update];
}
Order: service {
  by: User;
  total: float(min: 0.5) @serverSet;
  secret: int @server;
  end: string(9, 2) @client;
  #omit[read, delete, update];
}",
        None,
        "api/shop.openapi.yaml",
        expect![[r#"
            (every system has an API document) | openapi: 3.0.0
            (every system has an API document) | info:
            Shop                           |   title: Shop
            (every system has an API document) |   version: 0.0.1
            (every system has an API document) | paths:
            User + Shop                    |   /shop-user/{id}:
            User: service {                |     parameters:
            User: service {                |     - in: path
            User: service {                |       name: id
            User + Shop                    |       description: The id of the ShopUser
            User: service {                |       required: true
            User: service {                |       schema:
            User: service {                |         type: string
            User: service {                |         format: uuid
            User: service {                |     delete:
            User + Shop                    |       summary: Delete one ShopUser
            #authMethod(email)             |       security:
            #authMethod(email)             |       - bearerAuth: []
            User: service {                |       tags:
            User + Shop                    |       - ShopUser
            User: service {                |       responses:
            User: service {                |         '200':
            User + Shop                    |           description: The ShopUser is deleted
            User: service {                |           content:
            User: service {                |             application/json:
            User: service {                |               schema:
            User: service {                |                 type: object
            User: service {                |                 properties: {}
            User: service {                |         '400':
            User: service {                |           $ref: '#/components/responses/Error400'
            #authMethod(email)             |         '401':
            #authMethod(email)             |           $ref: '#/components/responses/Error401'
            User: service {                |         '404':
            User: service {                |           $ref: '#/components/responses/Error404'
            User: service {                |         '500':
            User: service {                |           $ref: '#/components/responses/Error500'
            User + Shop + #auth            |   /shop-user:
            #auth                          |     get:
            User + Shop                    |       summary: Find the ShopUser of the caller's account
            #authMethod(email)             |       security:
            #authMethod(email)             |       - bearerAuth: []
            #auth                          |       tags:
            User + Shop                    |       - ShopUser
            #auth                          |       responses:
            #auth                          |         '302':
            User + Shop                    |           description: The ShopUser is where the header Location says
            #auth                          |           headers:
            #auth                          |             Location:
            User + Shop                    |               description: The path of the ShopUser
            #auth                          |               schema:
            #auth                          |                 type: string
            #authMethod(email)             |         '401':
            #authMethod(email)             |           $ref: '#/components/responses/Error401'
            #auth                          |         '404':
            #auth                          |           $ref: '#/components/responses/Error404'
            #auth                          |         '500':
            #auth                          |           $ref: '#/components/responses/Error500'
            Order + Shop                   |   /shop-order:
            Order: service {               |     post:
            Order + Shop                   |       summary: Add a new ShopOrder
            #authMethod(email)             |       security:
            #authMethod(email)             |       - bearerAuth: []
            Order: service {               |       tags:
            Order + Shop                   |       - ShopOrder
            Order: service {               |       requestBody:
            Order: service {               |         content:
            Order: service {               |           application/json:
            Order: service {               |             schema:
            Order: service {               |               type: object
            Order: service {               |               properties:
            by                             |                 by:
            by: User;                      |                   type: number
            by: User;                      |                   format: int32
            User + User + Shop             |                   description: The id of the ShopUser
            end + Shop                     |                 shopEnd:
            string(9, 2)                   |                   type: string
            string(9, 2)                   |                   minLength: 2
            string(9, 2)                   |                   maxLength: 9
            Order: service {               |       responses:
            Order: service {               |         '200':
            Order + Shop                   |           description: The new ShopOrder
            Order: service {               |           content:
            Order: service {               |             application/json:
            Order: service {               |               schema:
            Order: service {               |                 type: object
            Order: service {               |                 properties:
            Order: service {               |                   id:
            Order: service {               |                     type: string
            Order: service {               |                     format: uuid
            by                             |                   by:
            by: User;                      |                     type: number
            by: User;                      |                     format: int32
            User + User + Shop             |                     description: The id of the ShopUser
            total                          |                   total:
            float(min: 0.5)                |                     type: number
            float(min: 0.5)                |                     format: double
            float(min: 0.5)                |                     minimum: 0.5
            Order: service {               |         '400':
            Order: service {               |           $ref: '#/components/responses/Error400'
            #authMethod(email)             |         '401':
            #authMethod(email)             |           $ref: '#/components/responses/Error401'
            Order: service {               |         '500':
            Order: service {               |           $ref: '#/components/responses/Error500'
            #authMethod(email)             |   /auth/register:
            #authMethod(email)             |     post:
            #authMethod(email)             |       summary: Register an account
            #authMethod(email)             |       tags:
            #authMethod(email)             |       - Auth
            #authMethod(email)             |       requestBody:
            #authMethod(email)             |         content:
            #authMethod(email)             |           application/json:
            #authMethod(email)             |             schema:
            #authMethod(email)             |               type: object
            #authMethod(email)             |               properties:
            #authMethod(email)             |                 Email:
            #authMethod(email)             |                   type: string
            #authMethod(email)             |                   format: email
            #authMethod(email)             |                 Password:
            #authMethod(email)             |                   type: string
            #authMethod(email)             |                   format: password
            #authMethod(email)             |                   minLength: 8
            #authMethod(email)             |                   maxLength: 64
            #authMethod(email)             |       responses:
            #authMethod(email)             |         '200':
            #authMethod(email)             |           description: The account is registered
            #authMethod(email)             |           content:
            #authMethod(email)             |             application/json:
            #authMethod(email)             |               schema:
            #authMethod(email)             |                 type: object
            #authMethod(email)             |                 properties:
            #authMethod(email)             |                   AccessToken:
            #authMethod(email)             |                     type: string
            #authMethod(email)             |                     description: Proves who the caller is, as the bearer token of other requests
            #authMethod(email)             |         '400':
            #authMethod(email)             |           $ref: '#/components/responses/Error400'
            #authMethod(email)             |         '403':
            #authMethod(email)             |           $ref: '#/components/responses/Error403'
            #authMethod(email)             |         '500':
            #authMethod(email)             |           $ref: '#/components/responses/Error500'
            #authMethod(email)             |   /auth/login:
            #authMethod(email)             |     post:
            #authMethod(email)             |       summary: Log in to an account
            #authMethod(email)             |       tags:
            #authMethod(email)             |       - Auth
            #authMethod(email)             |       requestBody:
            #authMethod(email)             |         content:
            #authMethod(email)             |           application/json:
            #authMethod(email)             |             schema:
            #authMethod(email)             |               type: object
            #authMethod(email)             |               properties:
            #authMethod(email)             |                 Email:
            #authMethod(email)             |                   type: string
            #authMethod(email)             |                   format: email
            #authMethod(email)             |                 Password:
            #authMethod(email)             |                   type: string
            #authMethod(email)             |                   format: password
            #authMethod(email)             |                   minLength: 8
            #authMethod(email)             |                   maxLength: 64
            #authMethod(email)             |       responses:
            #authMethod(email)             |         '200':
            #authMethod(email)             |           description: The caller is logged in
            #authMethod(email)             |           content:
            #authMethod(email)             |             application/json:
            #authMethod(email)             |               schema:
            #authMethod(email)             |                 type: object
            #authMethod(email)             |                 properties:
            #authMethod(email)             |                   AccessToken:
            #authMethod(email)             |                     type: string
            #authMethod(email)             |                     description: Proves who the caller is, as the bearer token of other requests
            #authMethod(email)             |         '400':
            #authMethod(email)             |           $ref: '#/components/responses/Error400'
            #authMethod(email)             |         '401':
            #authMethod(email)             |           $ref: '#/components/responses/Error401'
            #authMethod(email)             |         '500':
            #authMethod(email)             |           $ref: '#/components/responses/Error500'
            (every system has an API document) | components:
            #authMethod(email)             |   securitySchemes:
            #authMethod(email)             |     bearerAuth:
            #authMethod(email)             |       type: http
            #authMethod(email)             |       scheme: bearer
            #authMethod(email)             |       bearerFormat: JWT
            (every system has an API document) |   responses:
            (every system has an API document) |     Error400:
            (every system has an API document) |       description: The request is not valid
            (every system has an API document) |       content:
            (every system has an API document) |         application/json:
            (every system has an API document) |           schema:
            (every system has an API document) |             type: object
            (every system has an API document) |             properties:
            (every system has an API document) |               error:
            (every system has an API document) |                 type: string
            (every system has an API document) |                 description: What went wrong
            #authMethod(email)             |     Error401:
            #authMethod(email)             |       description: The caller has not proved who they are, or may not do this
            #authMethod(email)             |       content:
            #authMethod(email)             |         application/json:
            #authMethod(email)             |           schema:
            #authMethod(email)             |             type: object
            #authMethod(email)             |             properties:
            #authMethod(email)             |               error:
            #authMethod(email)             |                 type: string
            #authMethod(email)             |                 description: What went wrong
            #authMethod(email)             |     Error403:
            #authMethod(email)             |       description: There is such an account already
            #authMethod(email)             |       content:
            #authMethod(email)             |         application/json:
            #authMethod(email)             |           schema:
            #authMethod(email)             |             type: object
            #authMethod(email)             |             properties:
            #authMethod(email)             |               error:
            #authMethod(email)             |                 type: string
            #authMethod(email)             |                 description: What went wrong
            (every system has an API document) |     Error404:
            (every system has an API document) |       description: There is no such entry
            (every system has an API document) |       content:
            (every system has an API document) |         application/json:
            (every system has an API document) |           schema:
            (every system has an API document) |             type: object
            (every system has an API document) |             properties:
            (every system has an API document) |               error:
            (every system has an API document) |                 type: string
            (every system has an API document) |                 description: What went wrong
            (every system has an API document) |     Error500:
            (every system has an API document) |       description: The server could not answer
            (every system has an API document) |       content:
            (every system has an API document) |         application/json:
            (every system has an API document) |           schema:
            (every system has an API document) |             type: object
            (every system has an API document) |             properties:
            (every system has an API document) |               error:
            (every system has an API document) |                 type: string
            (every system has an API document) |                 description: What went wrong
        "#]],
    );
}

#[test]
fn a_struct_has_paths_below_its_service() {
    check(
        "Shop: project {}
Box: service {
  #omit[create, read, update, delete];
  Line: struct {
    #omit[create, read];
    #enumerable;
  };
}",
        None,
        "api/shop.openapi.yaml",
        expect![[r#"
            (every system has an API document) | openapi: 3.0.0
            (every system has an API document) | info:
            Shop                           |   title: Shop
            (every system has an API document) |   version: 0.0.1
            (every system has an API document) | paths:
            Box + Line + #enumerable       |   /box/{parent_id}/line/all:
            Line: struct {                 |     parameters:
            Line: struct {                 |     - in: path
            Line: struct {                 |       name: parent_id
            Line: struct {                 |       description: The id of the entry that this one belongs to
            Line: struct {                 |       required: true
            Line: struct {                 |       schema:
            Line: struct {                 |         type: string
            Line: struct {                 |         format: uuid
            #enumerable                    |     get:
            Line                           |       summary: List every Line that the caller may read
            #enumerable                    |       tags:
            Line                           |       - Line
            #enumerable                    |       responses:
            #enumerable                    |         '200':
            Line                           |           description: Every Line that the caller may read
            #enumerable                    |           content:
            #enumerable                    |             application/json:
            #enumerable                    |               schema:
            #enumerable                    |                 type: array
            #enumerable                    |                 items:
            #enumerable                    |                   type: object
            #enumerable                    |                   properties:
            #enumerable                    |                     id:
            #enumerable                    |                       type: string
            #enumerable                    |                       format: uuid
            #enumerable                    |         '500':
            #enumerable                    |           $ref: '#/components/responses/Error500'
            Box + Line                     |   /box/{parent_id}/line/{id}:
            Line: struct {                 |     parameters:
            Line: struct {                 |     - in: path
            Line: struct {                 |       name: id
            Line                           |       description: The id of the Line
            Line: struct {                 |       required: true
            Line: struct {                 |       schema:
            Line: struct {                 |         type: string
            Line: struct {                 |         format: uuid
            Line: struct {                 |     - in: path
            Line: struct {                 |       name: parent_id
            Line: struct {                 |       description: The id of the entry that this one belongs to
            Line: struct {                 |       required: true
            Line: struct {                 |       schema:
            Line: struct {                 |         type: string
            Line: struct {                 |         format: uuid
            Line: struct {                 |     delete:
            Line                           |       summary: Delete one Line
            Line: struct {                 |       tags:
            Line                           |       - Line
            Line: struct {                 |       responses:
            Line: struct {                 |         '200':
            Line                           |           description: The Line is deleted
            Line: struct {                 |           content:
            Line: struct {                 |             application/json:
            Line: struct {                 |               schema:
            Line: struct {                 |                 type: object
            Line: struct {                 |                 properties: {}
            Line: struct {                 |         '400':
            Line: struct {                 |           $ref: '#/components/responses/Error400'
            Line: struct {                 |         '404':
            Line: struct {                 |           $ref: '#/components/responses/Error404'
            Line: struct {                 |         '500':
            Line: struct {                 |           $ref: '#/components/responses/Error500'
            (every system has an API document) | components:
            (every system has an API document) |   responses:
            (every system has an API document) |     Error400:
            (every system has an API document) |       description: The request is not valid
            (every system has an API document) |       content:
            (every system has an API document) |         application/json:
            (every system has an API document) |           schema:
            (every system has an API document) |             type: object
            (every system has an API document) |             properties:
            (every system has an API document) |               error:
            (every system has an API document) |                 type: string
            (every system has an API document) |                 description: What went wrong
            (every system has an API document) |     Error404:
            (every system has an API document) |       description: There is no such entry
            (every system has an API document) |       content:
            (every system has an API document) |         application/json:
            (every system has an API document) |           schema:
            (every system has an API document) |             type: object
            (every system has an API document) |             properties:
            (every system has an API document) |               error:
            (every system has an API document) |                 type: string
            (every system has an API document) |                 description: What went wrong
            (every system has an API document) |     Error500:
            (every system has an API document) |       description: The server could not answer
            (every system has an API document) |       content:
            (every system has an API document) |         application/json:
            (every system has an API document) |           schema:
            (every system has an API document) |             type: object
            (every system has an API document) |             properties:
            (every system has an API document) |               error:
            (every system has an API document) |                 type: string
            (every system has an API document) |                 description: What went wrong
        "#]],
    );
}

#[test]
fn a_system_without_services_has_a_document() {
    check(
        "Shop: project {}",
        None,
        "api/shop.openapi.yaml",
        expect![[r#"
        (every system has an API document) | openapi: 3.0.0
        (every system has an API document) | info:
        Shop                           |   title: Shop
        (every system has an API document) |   version: 0.0.1
        (every system has an API document) | paths: {}
        (every system has an API document) | components: {}
    "#]],
    );
}

#[test]
fn a_document_without_paths_has_no_responses() {
    let nothing = "#omit[create, read, update, delete];";
    for (services, has_paths) in [
        (String::new(), false),
        (format!("A: service {{ a: int; {nothing} }}"), false),
        (format!("A: service {{ {nothing} }} B: service {{ b: string; {nothing} }}"), false),
        (format!("A: service {{ {nothing} C: struct {{ c: int; {nothing} }}; }}"), false),
        // None of its attributes is in requests, so there is no update endpoint.
        ("A: service { a: int @server; #omit[create, read, delete]; }".to_owned(), false),
        (format!("A: service {{ a: int; {nothing} #enumerable; }}"), true),
        (format!("A: service {{ {nothing} C: struct {{ c: int; }}; }}"), true),
        (format!("A: service {{ {nothing} }} B: service {{ b: int; }}"), true),
    ] {
        for provider in ["", "#provider(kubernetes);", "#provider(dockerCompose); #metrics(prometheus);"] {
            let source = format!("Shop: project {{ {provider} }} {services}");
            let model = model(&source);
            let text = file(&Deployment::new(&model, None), "api/shop.openapi.yaml").text;
            assert_eq!(!text.contains("\npaths: {}\n"), has_paths, "{source}\n{text}");
            assert_eq!(text.ends_with("\ncomponents: {}\n"), !has_paths, "{source}\n{text}");
            assert_eq!(text.contains("\n  responses:\n"), has_paths, "{source}\n{text}");
        }
    }
}

#[test]
fn accounts_alone_have_paths_and_responses() {
    let model = model("Shop: project { #authMethod(email); } A: service { #omit[create, read, update, delete]; }");
    let text = file(&Deployment::new(&model, None), "api/shop.openapi.yaml").text;
    assert!(text.contains("\n  /auth/login:\n") && text.contains("\n  responses:\n    Error400:\n"), "{text}");
}

#[test]
fn there_is_no_document_without_a_project() {
    let model = model("A: service { a: int; }");
    let deployment = Deployment::new(&model, None);
    assert!(deployment.files().iter().all(|file| !file.path().starts_with("api/")));
}

#[test]
fn numbers_have_a_format_and_finite_bounds() {
    #[track_caller]
    fn check(ty: &str, expected: &[&str]) {
        let source = format!("Shop: project {{}}\nItem: service {{ a: {ty} @serverSet; #omit[read, delete]; }}");
        let model = model(&source);
        let text = file(&Deployment::new(&model, None), "api/shop.openapi.yaml").text;
        let lines = text.lines().map(str::trim).skip_while(|line| *line != "a:").skip(1);
        let lines: Vec<&str> = lines.take_while(|line| *line != "'400':").collect();
        assert_eq!(lines, expected);
    }

    check("int(precision: 4)", &["type: number", "format: int32"]);
    check("int(precision: 5)", &["type: number", "format: int64"]);
    check("float(precision: 4)", &["type: number", "format: float"]);
    check("float(2, 1)", &["type: number", "format: double", "minimum: 1.0", "maximum: 2.0"]);
    check("float(1e20, -1e-20)", &["type: number", "format: double", "minimum: -1.0E-20", "maximum: 1.0E+20"]);
    check("float(1e400)", &["type: number", "format: double"]);
    check("data(8)", &["type: string", "maxLength: 8"]);
}

#[test]
fn notes_lengths_below_zero() {
    #[track_caller]
    fn check(ty: &str, expected: &[&str]) {
        let source = format!("Shop: project {{}}\nItem: service {{ a: {ty} @serverSet; #omit[read, delete]; }}");
        let model = model(&source);
        let deployment = Deployment::new(&model, None);
        let file = file(&deployment, "api/shop.openapi.yaml");
        let lines: Vec<&str> = file.text.lines().collect();
        let mut noted = Vec::new();
        for found in &file.defects {
            let range = file.source_of(found.line).expect("a range in the Templefile");
            assert_eq!(text_of(&source, &deployment.plan.blocks, range), ty);
            noted.push(format!("{} {}", found.defect, lines[found.line as usize].trim()));
        }
        noted.dedup();
        assert_eq!(noted, expected);
    }

    check("string(9, -1)", &["negative-length minLength: -1"]);
    check("string(minLength: -1)", &["negative-length minLength: -1"]);
    check("string(9, 0)", &[]);
    // An error, but the preview shows the text that would be generated.
    check("data(-1)", &["negative-length maxLength: -1"]);
}
