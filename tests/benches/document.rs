//! Templefiles of any length, the same in every run.

use std::fmt::Write as _;

use fastrand::Rng;

const WORDS: [&str; 48] = [
    "account", "address", "answer", "article", "asset", "basket", "booking", "branch", "budget", "campaign", "carrier",
    "channel", "client", "comment", "company", "contract", "coupon", "course", "delivery", "device", "discount",
    "driver", "employee", "facility", "folder", "guest", "invoice", "journal", "ledger", "license", "listing",
    "market", "member", "message", "office", "parcel", "payment", "permit", "player", "policy", "rating", "receipt",
    "review", "route", "season", "ticket", "voucher", "wallet",
];

const TYPES: [&str; 12] = [
    "string",
    "string(maxLength: 40)",
    "string(255, 1)",
    "int",
    "int(min: 0, max: 100)",
    "int(5000, 1, precision: 2)",
    "float(max: 90.0, min: -90.0)",
    "bool",
    "date",
    "time",
    "datetime",
    "data(5M)",
];

const ANNOTATIONS: [&str; 8] = ["", "", "", "", " @unique", " @server", " @serverSet", " @unique @client"];

/// Returns a Templefile with this number of lines: a project, as many services as fit, and blank lines.
pub(crate) fn templefile(lines: usize) -> String {
    let mut text = String::from(
        "/* A system of many services. */\nMarket: project {\n  #language(go);\n  #database(postgres);\n  \
         #provider(kubernetes);\n  #metrics(prometheus);\n  #authMethod(email);\n}\n",
    );
    let mut left = lines - text.lines().count();
    let mut random = Rng::with_seed(1);
    for number in 0.. {
        let service = service(number, &mut random);
        let height = service.lines().count();
        if height > left {
            break;
        }
        text.push_str(&service);
        left -= height;
    }
    text.extend(std::iter::repeat_n('\n', left));
    text
}

/// Returns a service that refers to earlier ones only, so there is no cycle.
fn service(number: usize, random: &mut Rng) -> String {
    let word = WORDS[number % WORDS.len()];
    let mut text = format!("\n// The {word} service, number {number}.\n{}: service {{\n", name(number));
    attributes(&mut text, "  ", random.usize(..5) + 3, random);
    for reference in 0..random.usize(..3).min(number) {
        let comment = if reference == 1 { " /* owned by the caller */" } else { "" };
        let _ = writeln!(text, "  link{reference}: {};{comment}", name(number - 1 - random.usize(..number.min(200))));
    }
    if random.usize(..5) < 2 {
        let _ = writeln!(text, "\n  {}Entry: struct {{", name(number));
        attributes(&mut text, "    ", random.usize(..3) + 2, random);
        text.push_str("    #enumerable;\n  }\n");
    }
    text.push('\n');
    if number.is_multiple_of(10) {
        text.push_str("  #auth;\n");
    } else if random.bool() {
        text.push_str("  #enumerable;\n");
    }
    if random.usize(..5) < 2 {
        text.push_str("  #readable(by: all);\n  #writable(by: this);\n");
    }
    if random.usize(..5) == 0 {
        text.push_str("  #omit[delete];\n");
    }
    if number > 1 && random.usize(..3) == 0 {
        let _ = writeln!(text, "  #uses[{}, {}];", name(number - 1), name(number - 2));
    }
    text.push_str("}\n");
    text
}

/// Returns the name of a service: `Ticket45`.
fn name(number: usize) -> String {
    let word = WORDS[number % WORDS.len()];
    format!("{}{}{number}", word[..1].to_ascii_uppercase(), &word[1..])
}

/// Adds lines with attributes of different names.
fn attributes(text: &mut String, indent: &str, count: usize, random: &mut Rng) {
    let first = random.usize(..WORDS.len());
    for attribute in 0..count {
        let word = WORDS[(first + attribute) % WORDS.len()];
        let ty = TYPES[random.usize(..TYPES.len())];
        let annotations = ANNOTATIONS[random.usize(..ANNOTATIONS.len())];
        let _ = writeln!(text, "{indent}{word}: {ty}{annotations};");
    }
}
