//! Quoting and escaping of strings in JSON, and in YAML as read by versions 1.1 and 1.2.

/// Puts quotes around the text from `start` on, unless every YAML reader would read it as this string without them.
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
        if value.contains('\'') {
            let doubled = value.replace('\'', "''");
            text.replace_range(start.., &doubled);
        }
        text.insert(start, '\'');
        text.push('\'');
    }
}

/// Escapes the text from `start` on for double quotes, with the escapes that JSON and YAML share.
pub(super) fn escape(text: &mut String, start: usize) {
    let harmful =
        |text: &str| text.bytes().position(|byte| !matches!(byte, b' '..0x7f) || matches!(byte, b'"' | b'\\'));
    let Some(first) = harmful(&text[start..]) else { return };
    let value = text.split_off(start + first);
    let mut rest = value.as_str();
    while let Some(at) = harmful(rest) {
        let (harmless, found) = rest.split_at(at);
        text.push_str(harmless);
        let mut chars = found.chars();
        match chars.next() {
            Some('\n') => text.push_str("\\n"),
            Some('\t') => text.push_str("\\t"),
            Some(char) if is_special(char) => text.push_str(&format!("\\u{:04x}", u32::from(char))),
            Some(char) => {
                if char.is_ascii() {
                    text.push('\\');
                }
                text.push(char);
            }
            None => {}
        }
        rest = chars.as_str();
    }
    text.push_str(rest);
}

/// Returns true for characters that YAML treats as line breaks or does not allow.
fn is_special(char: char) -> bool {
    char.is_control() || matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Words that YAML reads as a Boolean, null or a special number.
const WORDS: [&str; 11] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", ".inf", ".nan"];

/// The length of the longest of [`WORDS`], in bytes.
const MAX_WORD_BYTES: usize = 5;

/// True for bytes that never need quotes inside a string.
const UNQUOTED_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'.' | b'/' | b'_');
        byte += 1;
    }
    table
};

/// Returns true if YAML reads the unquoted text as exactly this string.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    let is_word = || {
        let word = text.trim_start_matches(['+', '-']);
        WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
    };
    // Fast path: most strings are like this.
    if first.is_ascii_alphabetic() && *last != b' ' && bytes.iter().all(|&byte| UNQUOTED_BYTES[usize::from(byte)]) {
        return text.len() > MAX_WORD_BYTES || !is_word();
    }
    let starts_something = match first {
        b'-' | b'?' => text.starts_with("---") || matches!(bytes.get(1), None | Some(b' ')),
        b'.' => text.starts_with("..."),
        first => b" :,[]{}#&*!|>'\"%@`=<~".contains(first),
    };
    let breaks_off = || bytes.windows(2).any(|pair| matches!(pair, b": " | b" #"));
    !starts_something
        && !matches!(last, b' ' | b':')
        && !breaks_off()
        && !is_word()
        && !may_be_number(text)
        && !text.contains(is_special)
}

/// Returns true if the text may be read as a number, a date or a time. YAML 1.1 also has numbers such as `0o17`,
/// `1_000` and `12:30`, and times such as `2020-01-01T12:30:00Z`. None of them contains two points.
fn may_be_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    digits.starts_with(|char: char| char.is_ascii_digit() || char == '.')
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit() || b"_+-.: xXoOtTzZ".contains(&byte))
        && digits.bytes().filter(|&byte| byte == b'.').count() <= 1
}
