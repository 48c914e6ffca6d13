//! `model` and `explain`.

use serde_json::{Value, json};
use temple_ide::Code;
use temple_ide::manifest::Defect;

use crate::{BROKEN, Folder};

const SHOP: &str = "Shop: project {
  #language(go);
  #authMethod(email);
}

Customer: service {
  name: string(40, 2);
  end: datetime @serverSet @unique;
  #auth;
}

Order: service {
  by: Customer;
  total: float(min: 0.0, precision: 4);

  Line: struct {
    count: int(max: 9, min: 1) @client;
    #enumerable;
  };

  #omit[delete];
  #readable(by: all);
  #uses[Customer];
}
";

#[track_caller]
fn model(source: &str, code: i32) -> Value {
    let run = Folder::new(&[]).run_with(&["model", "-"], source);
    serde_json::from_str(&run.assert_code(code).stdout).expect("JSON")
}

/// Returns the members of `value` with the given `names`, in that order.
fn members(value: &Value, names: &[&str]) -> Value {
    names.iter().map(|name| value[*name].clone()).collect()
}

#[test]
fn prints_final_names_and_implied_attributes() {
    let model = model(SHOP, 0);
    assert_eq!(model["project"], "Shop");
    let customer = &model["services"][0];
    assert_eq!(members(customer, &["name", "source_name", "auth"]), json!(["Customer", "Customer", true]));
    let names: Vec<Value> = customer["attributes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|a| members(a, &["name", "source_name"]))
        .collect();
    assert_eq!(names, [json!(["id", null]), json!(["name", "name"]), json!(["shopEnd", "end"])]);
    let order = &model["services"][1];
    let names: Vec<&Value> = order["attributes"].as_array().expect("a list").iter().map(|a| &a["name"]).collect();
    assert_eq!(names, ["id", "createdBy", "by", "total"]);
    assert_eq!(order["endpoints"], json!(["create", "read", "update"]));
    assert_eq!(order["attributes"][2]["type"], json!({"reference": "Customer"}));
    assert_eq!(order["attributes"][3]["type"], json!({"name": "float", "max": null, "min": 0.0, "precision": 4}));
    assert_eq!(members(order, &["readable", "writable", "language"]), json!(["all", "this", "go"]));
    let line = &order["structs"][0];
    assert_eq!(members(line, &["name", "enumerable"]), json!(["Line", true]));
    assert_eq!(line["attributes"][1]["name"], "parentID");
    let count = json!({"name": "int", "max": 9, "min": 1, "precision": 4});
    assert_eq!(members(&line["attributes"][2], &["name", "type", "visibility"]), json!(["count", count, "client"]));
    assert_eq!(order["uses"], json!(["Customer"]));
    for ports in [&customer["ports"], &order["ports"], &model["auth"]["ports"]] {
        assert!(ports["service"].is_u64() && ports["metrics"].is_u64(), "{ports}");
    }
}

#[test]
fn refers_to_blocks_by_their_final_names() {
    let model = model("Shop: project {}\nUser: service { a: bool; }\nCart: service { of: User; #uses[User]; }\n", 0);
    assert_eq!(members(&model["services"][0], &["name", "source_name"]), json!(["ShopUser", "User"]));
    assert_eq!(model["services"][1]["attributes"][1]["type"], json!({"reference": "ShopUser"}));
    assert_eq!(model["services"][1]["uses"], json!(["ShopUser"]));
}

#[test]
fn prints_the_valid_part_of_a_broken_file() {
    let run = Folder::new(&[]).run_with(&["model", "-"], BROKEN);
    let model: Value = serde_json::from_str(&run.assert_code(1).stdout).expect("JSON");
    assert_eq!(model["services"][0]["name"], "Customer");
    run.assert_says("error[unknown-type]: ").assert_says("<stdin>:3:10");
    let empty = self::model("", 1);
    assert_eq!(members(&empty, &["project", "services", "auth"]), json!([null, [], null]));
}

#[test]
fn fails_for_a_missing_file() {
    let folder = Folder::new(&[("a.temple", "")]);
    folder.run(&["model", "b.temple"]).assert_code(2).assert_says("error: b.temple: no such file or folder");
    folder.run(&["model", "."]).assert_code(2).assert_says("error: .: is a folder; specify a file");
}

#[test]
fn explains_every_code_by_its_page() {
    let folder = Folder::new(&[]);
    for code in Code::ALL {
        let run = folder.run(&["explain", code.as_str()]);
        assert!(run.assert_code(0).stdout.starts_with(&format!("# {code}")), "{run:#?}");
        assert!(run.stdout.contains("```templefile"), "the page of {code} is missing: {run:#?}");
    }
}

#[test]
fn explains_every_note_by_its_page() {
    let folder = Folder::new(&[]);
    for defect in Defect::ALL {
        let run = folder.run(&["explain", defect.as_str()]);
        assert!(run.assert_code(0).stdout.starts_with(&format!("# {defect}")), "{run:#?}");
        assert!(run.stdout.contains("```templefile"), "the page of {defect} is missing: {run:#?}");
    }
}

#[test]
fn lists_all_codes() {
    let run = Folder::new(&[]).run(&["explain"]);
    let codes = run.assert_code(0).stdout.lines().map(|line| line.split_whitespace().next().expect("a code"));
    let of_deploy_files = temple_deploy::Code::ALL.iter().map(|code| code.as_str());
    let notes = Defect::ALL.iter().map(|defect| defect.as_str());
    let all = Code::ALL.iter().map(|code| code.as_str()).chain(of_deploy_files).chain(notes);
    assert!(codes.eq(all), "{run:#?}");
}

#[test]
fn suggests_the_nearest_code() {
    let run = Folder::new(&[]).run(&["explain", "unknown-typ"]);
    run.assert_code(2).assert_says("unknown code `unknown-typ`; did you mean `unknown-type`");
    let run = Folder::new(&[]).run(&["explain", "E0308"]);
    run.assert_code(2).assert_says("run `temple-lsp explain` to list all codes");
}

/// Checks every command of the manual: the program accepts it, and finds the files it names.
#[test]
fn runs_the_commands_of_the_manual() {
    let manual = include_str!("../../../../docs/manual/command-line.md");
    let folder = Folder::new(&[("shop.temple", SHOP), ("services/order.temple", BROKEN), ("conference.temple", SHOP)]);
    let shell = manual.split("```sh\n").skip(1).filter_map(|block| block.split_once("```"));
    let commands: Vec<&str> =
        shell.flat_map(|(block, _)| block.lines()).filter(|line| !line.contains("git ")).collect();
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands {
        // `cat FILE | temple-lsp …` and `temple-lsp … > FILE` use the shell's syntax.
        let (_, command) = command.split_once("temple-lsp ").expect("a command of the program");
        let arguments: Vec<&str> = command.split_whitespace().take_while(|word| ![">", "|"].contains(word)).collect();
        let run = folder.run_with(&arguments, SHOP);
        assert_ne!(run.code, 2, "{arguments:?}: {run:#?}");
    }
}
