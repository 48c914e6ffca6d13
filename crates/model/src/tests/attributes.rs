//! Attributes: names and annotations.

use super::check;

#[test]
fn a_name_starts_in_lower_case() {
    check(
        "
         S: service { Ab: int; _c: int; d: int; éa: int; }
                      ^^ attribute-case: The attribute name `Ab` must start with a lower-case letter.
                               ^^ attribute-case",
    );
}

#[test]
fn reports_a_duplicate_only_as_duplicate() {
    // Renaming is not reported, although `end` is renamed, and the second attribute could be.
    check(
        "
         S: service { ab: int; ab: string; ab: x; }
                      ~~ duplicate-attribute
                      ~~ duplicate-attribute
                               ^^ duplicate-attribute: This block already has an attribute named `ab`.
                                           ^^ duplicate-attribute
                                               ^ unknown-type",
    );
}

#[test]
fn an_attribute_is_not_named_like_its_block() {
    check(
        "
         MyShop: service { my_shop: int; T: struct { t: int; myshop: int; } }
         ~~~~~~ attribute-named-like-block
                           ^^^^^^^ attribute-named-like-block: An attribute cannot have the same name as its block, `MyShop`, even in different case.
                                         ~ attribute-named-like-block
                                                     ^ attribute-named-like-block
                                                             ^^^^^^ renamed: `myshop` is renamed to `pMyshop` in the generated code, because it differs from another name only in case.",
    );
}

#[test]
fn annotations_are_known_and_agree() {
    check(
        "
         S: service {
           a: int @uniqe @server @client @server;
                   ^^^^^ unknown-annotation: Did you mean `@unique`?
                         ~~~~~~~ conflicting-annotations
                         ~~~~~~~ conflicting-annotations
                                 ^^^^^^^ conflicting-annotations: An attribute can have only one of `@server`, `@serverSet` and `@client`.
                                         ^^^^^^^ conflicting-annotations
           b: int @unique @client @unique;
                  ~~~~~~~ repeated-annotation
                                  ^^^^^^^ repeated-annotation: has no effect
         }",
    );
}
