//! Origins are ranges in blocks, so edits elsewhere leave them as they are.

use temple_model::TextRange;

use super::{model, text_of};
use crate::{BlockId, BlockRange, Deployment, Plan, Rendered, Target};

/// The files of a text by path, for each target. Files of one service only if it is `service`.
fn files(source: &str, service: Option<&str>) -> Vec<(String, Rendered)> {
    let model = model(source);
    let mut found = Vec::new();
    for target in Target::ALL {
        let deployment = Deployment::new(&model, Some(*target));
        let files = deployment.files().into_iter().filter(|file| match service {
            Some(name) => file.service().is_some_and(|service| service.name.as_str() == name),
            None => true,
        });
        found.extend(files.map(|file| (file.path().to_owned(), file.render())));
    }
    assert!(!found.is_empty(), "{source}");
    found
}

const PROJECT: &str = "Shop: project { #metrics(prometheus); #authMethod(email); }\n";
const USER: &str = "User: service { name: string(20); #auth; #enumerable; }\n";
const ORDER: &str = "Order: service { of: User; Line: struct { count: int; #enumerable; }; }\n";

#[test]
fn text_between_blocks_changes_no_file() {
    let before = [PROJECT, USER, ORDER].concat();
    let after = ["// A shop.\n\n", PROJECT, "\n\n", USER, "/* Orders of a user. */ ", ORDER].concat();
    assert_eq!(files(&before, None), files(&after, None));
}

#[test]
fn an_attribute_changes_no_file_of_another_service() {
    let before = [PROJECT, USER, ORDER].concat();
    let after = [PROJECT, &USER.replace("#auth;", "age: int; #auth;"), ORDER].concat();
    assert_eq!(files(&before, Some("shop-order")), files(&after, Some("shop-order")));
    assert_ne!(files(&before, Some("shop-user")), files(&after, Some("shop-user")));
}

/// Checks the text at each range of a block.
#[track_caller]
fn check(source: &str, block: BlockId, expected: &str) {
    let model = model(source);
    let plan = Plan::new(&model);
    let size = u32::try_from(expected.len()).expect("a short text");
    let range = BlockRange { block, range: TextRange::up_to(size.into()) };
    assert_eq!(text_of(source, &plan.blocks, range), expected);
}

#[test]
fn positions_of_blocks_follow_the_text() {
    let text = ["// A shop.\n", PROJECT, USER, ORDER].concat();
    check(&text, BlockId::Project, "Shop: project");
    check(&text, BlockId::Service(0), "User: service");
    check(&text, BlockId::Service(1), "Order: service");
    let model = model(&text);
    let range = BlockRange { block: BlockId::Service(2), range: TextRange::default() };
    assert_eq!(Plan::new(&model).blocks.absolute(range), None);
}
