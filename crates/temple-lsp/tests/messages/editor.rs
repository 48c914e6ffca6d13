//! The texts of the editor features, at every word of the chosen texts.

use regex::Regex;
use temple_ide::manifest::Target;
use temple_ide::model::catalogue::{Annotation, BlockKind, BuiltIn, Endpoint, Item, Parameter, ParameterKind, Word};
use temple_ide::{ActionKind, Analysis, GraphFormat, TextRange, TextSize};

use crate::corpus::Texts;
use crate::list::List;

/// New names for every name, to be refused.
const NAMES: [&str; 8] = ["", "a b", "5", "int", "id", "a", "A", "Thing"];

/// Adds the texts of all features.
pub(crate) fn add(texts: &Texts, list: &mut List) {
    language(list);
    let words = Regex::new(r"[#@]?\w+").expect("a pattern");
    // Hovers show comments too, which are no texts of the program.
    let comments = Regex::new(r"//[^\n]*|/\*(?s:.*?)\*/").expect("a pattern");
    for text in &texts.chosen {
        let text = comments.replace_all(text, "");
        let analysis = Analysis::new(&*text);
        at_once(&analysis, list);
        for word in words.find_iter(&text) {
            let start = TextSize::try_from(word.start()).expect("a short text");
            let end = TextSize::try_from(word.end()).expect("a short text");
            at_word(&analysis, TextRange::new(start, end), list);
        }
    }
}

/// Adds the documentation of the language, which hover, completion and signature help show.
fn language(list: &mut List) {
    let mut add = |sign: &str, word: &Word| {
        let heading = "Documentation of the language";
        list.add(heading, &format!("{sign}{}: {}\n{}", word.name, word.summary, word.documentation));
        list.know(word.documentation);
        list.know(word.example);
        list.know(word.summary);
        list.know(&format!("**{}**: {}", word.name, word.summary));
        list.know(&format!("**{sign}{}**: {}", word.name, word.summary));
        list.know(&format!("`{}`: {}", word.name, word.summary));
    };
    BlockKind::ENTRIES.iter().for_each(|word| add("", word));
    Annotation::ENTRIES.iter().for_each(|word| add("@", word));
    Endpoint::ENTRIES.iter().for_each(|word| add("endpoint ", word));
    BuiltIn::ENTRIES.iter().for_each(|entry| add("", &entry.word));
    Item::ENTRIES.iter().for_each(|entry| add("#", &entry.word));
    let parameters: Vec<&Parameter> = Item::ENTRIES.iter().flat_map(|entry| &entry.parameter).collect();
    for parameter in &parameters {
        if let ParameterKind::Word(words) = parameter.kind {
            words.iter().for_each(|word| add(&format!("{} ", parameter.name), word));
        }
    }
    for parameter in parameters.into_iter().chain(BuiltIn::ENTRIES.iter().flat_map(|entry| entry.parameters)) {
        list.add("Documentation of parameters", &format!("{}: {}", parameter.name, parameter.summary));
        list.know(parameter.summary);
        list.know(&format!("`{}`: {}", parameter.name, parameter.summary));
    }
}

/// Adds what does not depend on a position.
fn at_once(analysis: &Analysis, list: &mut List) {
    let whole = TextRange::up_to(TextSize::of(&**analysis.text()));
    for hint in analysis.hints(whole, |_| true) {
        list.add("Tooltips of inlay hints", &hint.tooltip);
    }
    let references = analysis.reference_lenses().into_iter().filter_map(|lens| analysis.references_of(lens.range));
    let lenses = analysis.preview_lenses(None).into_iter().chain(analysis.endpoint_lenses());
    let titles = lenses.filter_map(|lens| lens.title).chain(references.map(|(title, _)| title));
    for title in titles.filter(|title| !title.contains(['/', '.'])) {
        list.add("Code lenses", &title);
    }
    let picture = analysis.graph(Some(Target::KUBERNETES)).render(GraphFormat::Svg);
    let texts = Regex::new(r#"<(?:desc[^>]*|text class="small"[^>]*)>([^<]*)<"#).expect("a pattern");
    for text in texts.captures_iter(&picture).map(|found| found[1].to_owned()).filter(|text| text.contains(' ')) {
        list.add("Diagram", &text);
    }
}

/// Adds what the features show at a word.
fn at_word(analysis: &Analysis, word: TextRange, list: &mut List) {
    if let Some(hover) = analysis.hover(word.start()) {
        for line in prose(&hover.markdown) {
            if !list.has(line) {
                list.add("Hovers", line);
            }
        }
    }
    for action in analysis.actions(word, |_| true).into_iter().filter(|action| action.kind != ActionKind::QuickFix) {
        list.add("Code actions", &action.title);
    }
    for item in analysis.completions(word.end()).into_iter().chain(analysis.completions(word.start())) {
        if item.description.contains(' ') && !list.has(&item.description) {
            list.add("Completion", &item.description);
        }
    }
    for name in NAMES {
        if let Err(refusal) = analysis.rename(word.start(), name)
            && !list.has(&refusal)
        {
            list.add("Rename", &refusal);
        }
    }
}

/// Iterates over the lines of a hover that are neither code nor tables, nor the documentation of the language.
fn prose(markdown: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    markdown.lines().map(|line| line.strip_prefix("- ").unwrap_or(line)).filter(move |line| {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        let is_known = line.starts_with("**Error") || line.starts_with("**Warning") || line.starts_with("[Reference]");
        !is_code && !is_fence && !is_known && line.contains(' ') && !line.starts_with('|')
    })
}
