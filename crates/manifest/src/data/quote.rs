//! Which strings need quotes and escapes, in JSON and in YAML as versions 1.1 and 1.2 read it.

/// Puts quotes around the text from `start` if a reader of YAML would not take it for just this string.
pub(super) fn yaml(text: &mut String, start: usize) {
    let value = &text[start..];
    if is_plain(value) {
        return;
    }
    if value.contains(is_special) {
        escape(text, start);
        text.insert(start, '"');
        text.push('"');
    } else {
        let quoted = format!("'{}'", value.replace('\'', "''"));
        text.replace_range(start.., &quoted);
    }
}

/// Escapes the text from `start` for double quotes, in the way that JSON and YAML share.
pub(super) fn escape(text: &mut String, start: usize) {
    let is_harmless = |byte: u8| (b' '..0x7f).contains(&byte) && byte != b'"' && byte != b'\\';
    // Looking at every byte is faster than stopping at the first that is not harmless, since hardly any is.
    if text.as_bytes()[start..].iter().fold(true, |so_far, &byte| so_far & is_harmless(byte)) {
        return;
    }
    let value = text[start..].to_owned();
    text.truncate(start);
    let mut copied = 0;
    for (at, found) in value.match_indices(|char: char| matches!(char, '"' | '\\') || is_special(char)) {
        text.push_str(&value[copied..at]);
        copied = at + found.len();
        match found {
            "\"" => text.push_str("\\\""),
            "\\" => text.push_str("\\\\"),
            "\n" => text.push_str("\\n"),
            "\t" => text.push_str("\\t"),
            other => other.chars().for_each(|char| text.push_str(&format!("\\u{:04x}", u32::from(char)))),
        }
    }
    text.push_str(&value[copied..]);
}

/// Characters that YAML takes for the end of a line or does not allow at all.
fn is_special(char: char) -> bool {
    char.is_control() || matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Words that are a truth value, null or no number.
const WORDS: [&str; 11] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", ".inf", ".nan"];

/// Whether the bare text is read as a string, with nothing added or lost.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    let starts_something = match first {
        b'-' | b'?' => text.starts_with("---") || matches!(bytes.get(1), None | Some(b' ')),
        b'.' => text.starts_with("..."),
        first => b" :,[]{}#&*!|>'\"%@`=<~".contains(first),
    };
    let breaks_off = || bytes.windows(2).any(|pair| matches!(pair, b": " | b" #"));
    let is_word = || {
        let word = text.trim_start_matches(['+', '-']);
        WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
    };
    !starts_something
        && !matches!(last, b' ' | b':')
        && !breaks_off()
        && !is_word()
        && !may_be_number(text)
        && !text.contains(is_special)
}

/// Whether the text looks like a number, a date or a time: YAML 1.1 also has `0o17`, `1_000` and `12:30` for numbers,
/// and `2020-01-01T12:30:00Z` for a time. None of them has two points.
fn may_be_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    digits.starts_with(|char: char| char.is_ascii_digit() || char == '.')
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit() || b"_+-.: xXoOtTzZ".contains(&byte))
        && digits.bytes().filter(|&byte| byte == b'.').count() <= 1
}
