//! The tables of each service, and the columns of every type.

use expect_test::expect;

use super::{check, file, model, text_of};
use crate::Deployment;

#[test]
fn generates_a_column_and_checks_for_every_type() {
    check(
        "Shop: project {}
Item: service {
  flag: bool;
  day: date;
  clock: time;
  moment: datetime;
  text: string;
  code: string(40, 5) @unique;
  pin: string(minLength: 4);
  tiny: int(precision: 2, max: 100, min: -5) @unique;
  many: int;
  huge: int(precision: 8);
  ratio: float(max: 10, min: 0.5);
  rough: float(precision: 4) @server;
  photo: data(5M) @serverSet;
  other: Place;
  end: bool;
  captcha: string @client;
}
Place: service {}",
        None,
        "item-db/init.sql",
        expect![[r#"
            Item                           | CREATE TABLE item (
            Item: service {                |   id UUID NOT NULL PRIMARY KEY,
            flag: bool; + flag + Shop + bool |   shop_flag BOOLEAN NOT NULL,
            day: date; + day + date        |   day DATE NOT NULL,
            clock: time; + clock + time    |   clock TIME NOT NULL,
            moment: datetime; + moment + datetime |   moment TIMESTAMPTZ NOT NULL,
            text: string; + text + string  |   text TEXT NOT NULL,
            code: string(40, 5) @unique; + code + string(40, 5) |   code VARCHAR(40) CHECK (length(code) >= 5) UNIQUE NOT NULL,
            pin: string(minLength: 4); + pin + string(minLength: 4) |   pin TEXT CHECK (length(pin) >= 4) NOT NULL,
            tiny: int(precision: 2, max: 100, min: -5) @unique; + tiny + int(precision: 2, max: 100, min: -5) |   tiny SMALLINT CHECK (tiny <= 100) CHECK (tiny >= -5) UNIQUE NOT NULL,
            many: int; + many + int        |   many INT NOT NULL,
            huge: int(precision: 8); + huge + int(precision: 8) |   huge BIGINT NOT NULL,
            ratio: float(max: 10, min: 0.5); + ratio + float(max: 10, min: 0.5) |   ratio DOUBLE PRECISION CHECK (ratio <= 10.0) CHECK (ratio >= 0.5) NOT NULL,
            rough: float(precision: 4) @server; + rough + float(precision: 4) |   rough REAL NOT NULL,
            photo: data(5M) @serverSet; + photo + data(5M) |   photo BYTEA CHECK (octet_length(photo) <= 5000000) NOT NULL,
            other: Place; + other          |   other UUID NOT NULL,
            end: bool; + end + Shop + bool |   shop_end BOOLEAN NOT NULL
            Item: service {                | );
        "#]],
    );
}

#[test]
fn generates_columns_for_parents_and_creators() {
    check(
        "Shop: project { #authMethod(email); }
User: service { #auth; }
Order: service { total: int; Line: struct { count: int; }; }",
        None,
        "shop-order-db/init.sql",
        expect![[r#"
            Order + Shop                   | CREATE TABLE shop_order (
            Order: service { total: int; Line: struct { count: int; }; } |   id UUID NOT NULL PRIMARY KEY,
            #authMethod(email)             |   created_by UUID NOT NULL,
            total: int; + total + int      |   total INT NOT NULL
            Order: service { total: int; Line: struct { count: int; }; } | );
            Line: struct { count: int; };  |
            Line                           | CREATE TABLE line (
            Line: struct { count: int; };  |   id UUID NOT NULL PRIMARY KEY,
            Line: struct { count: int; };  |   parent_id UUID NOT NULL,
            count: int; + count + int      |   count INT NOT NULL
            Line: struct { count: int; };  | );
        "#]],
    );
}

#[test]
fn accounts_have_a_table() {
    check(
        "Shop: project { #authMethod(email); }\nUser: service { #auth; }",
        None,
        "auth-db/init.sql",
        expect![[r#"
        #authMethod(email)             | CREATE TABLE auth (
        #authMethod(email)             |   id UUID NOT NULL PRIMARY KEY,
        #authMethod(email)             |   email TEXT UNIQUE NOT NULL,
        #authMethod(email)             |   password TEXT NOT NULL
        #authMethod(email)             | );
    "#]],
    );
}

#[test]
fn generates_no_column_without_a_type() {
    check(
        "Shop: project {}\nItem: service { a: wrong; b: ; c: int; }",
        None,
        "item-db/init.sql",
        expect![[r#"
            Item                           | CREATE TABLE item (
            Item: service { a: wrong; b: ; c: int; } |   id UUID NOT NULL PRIMARY KEY,
            c: int; + c + int              |   c INT NOT NULL
            Item: service { a: wrong; b: ; c: int; } | );
        "#]],
    );
}

#[test]
fn bounds_of_floating_point_numbers_keep_their_fraction() {
    #[track_caller]
    fn check(number: &str, expected: &str) {
        let source = format!("Shop: project {{}}\nItem: service {{ a: float(min: {number}); }}");
        let model = model(&source);
        let text = file(&Deployment::new(&model, None), "item-db/init.sql").text;
        assert!(text.contains(&format!(" CHECK (a >= {expected}) NOT NULL\n")), "{text}");
    }

    check("0", "0.0");
    check("-3", "-3.0");
    check("0.001", "0.001");
    check("0.0009", "9.0E-4");
    check("123.25e-10", "1.2325E-8");
    check("9999999.5", "9999999.5");
    check("10M", "1.0E7");
    check("-1.5e300", "-1.5E300");
    // This is not valid SQL, but it is the text that the generator writes.
    check("1e400", "Infinity");
}

#[test]
fn notes_what_postgresql_refuses() {
    #[track_caller]
    fn check(attribute: &str, expected: &[&str]) {
        let source = format!("Shop: project {{}}\nItem: service {{ z: int; {attribute}; }}");
        let model = model(&source);
        let deployment = Deployment::new(&model, None);
        let file = file(&deployment, "item-db/init.sql");
        // The line of the attribute follows those of the table, the identifier and `z`.
        let at_attribute: Vec<_> = file.defects.iter().map(|found| (found.line, found.defect.as_str())).collect();
        assert_eq!(at_attribute, expected.iter().map(|name| (3, *name)).collect::<Vec<_>>(), "{}", file.text);
        for found in &file.defects {
            let range = file.source_of(found.line).expect("a range in the Templefile");
            assert_eq!(text_of(&source, &deployment.plan.blocks, range).trim_end_matches(';'), attribute);
        }
    }

    check("a: string(0)", &["varchar-length"]);
    check("a: string(1)", &[]);
    check("a: string(10485760)", &[]);
    check("a: string(10485761)", &["varchar-length"]);
    check("a: string(minLength: 0)", &[]);
    check("a: float(max: 1e400)", &["infinite-check"]);
    check("a: float(max: 1e300, min: -1e400)", &["infinite-check"]);
    check("a: float(max: 1e300, min: -1e300)", &[]);
    check("xmin: int", &["system-column"]);
    check("cTid: int", &[]);
    check("tableoid: string(0)", &["system-column", "varchar-length"]);
    check("oid: int", &[]);
}
