//! A small scanner of RON's outer form: brackets, texts, comments. It guards the parser against depth, tells a cut-off
//! file from a garbled one, and finds the bytes of a value for `--set`.

use super::fault::Fault;
use super::raw::at::Span;

/// Most brackets within each other.
pub const MAX_DEPTH: usize = 64;

/// The end of a blank stretch with comments, from `at`. An unclosed comment ends with the text.
pub fn skip_blank(text: &str, mut at: usize) -> usize {
    let b = text.as_bytes();
    loop {
        match b.get(at) {
            Some(c) if c.is_ascii_whitespace() || *c == 0x0b => at += 1,
            Some(b'/') if b.get(at + 1) == Some(&b'/') => at = text[at..].find('\n').map_or(b.len(), |n| at + n + 1),
            Some(b'/') if b.get(at + 1) == Some(&b'*') => at = comment_end(b, at).unwrap_or(b.len()),
            _ => return at,
        }
    }
}

fn comment_end(b: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0usize);
    while at < b.len() {
        match (b[at], b.get(at + 1)) {
            (b'/', Some(b'*')) => {
                depth += 1;
                at += 2;
            }
            (b'*', Some(b'/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// If a text or character literal starts at `at`: `Ok(Some(end))`; `Err` if it is not closed.
fn literal_end(b: &[u8], at: usize) -> Result<Option<usize>, ()> {
    let quoted = |from: usize| {
        let mut i = from;
        while i < b.len() {
            match b[i] {
                b'\\' => i += 2,
                b'"' => return Ok(Some(i + 1)),
                _ => i += 1,
            }
        }
        Err(())
    };
    match b[at] {
        b'"' => quoted(at + 1),
        b'r' if !word_before(b, at) => {
            let hashes = b[at + 1..].iter().take_while(|&&c| c == b'#').count();
            if b.get(at + 1 + hashes) != Some(&b'"') {
                return Ok(None);
            }
            let mut i = at + 2 + hashes;
            while i < b.len() {
                if b[i] == b'"' && b[i + 1..].iter().take(hashes).filter(|&&c| c == b'#').count() == hashes {
                    return Ok(Some(i + 1 + hashes));
                }
                i += 1;
            }
            Err(())
        }
        b'\'' => {
            // a character: one, or an escape; anything else is left to the parser
            let end = if b.get(at + 1) == Some(&b'\\') {
                b.get(at + 3..).unwrap_or_default().iter().take(12).position(|&c| c == b'\'').map(|n| at + 4 + n)
            } else {
                b[at + 1..].iter().take(5).skip(1).position(|&c| c == b'\'').map(|n| at + 3 + n)
            };
            Ok(end.map(|e| e.min(b.len())))
        }
        _ => Ok(None),
    }
}

fn word_before(b: &[u8], at: usize) -> bool {
    at > 0 && (b[at - 1].is_ascii_alphanumeric() || b[at - 1] == b'_')
}

fn line_of(text: &str, at: usize) -> i64 {
    1 + text.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count() as i64
}

/// Check a text's outer form before it is parsed: not empty, brackets and texts closed, not too deep.
pub fn check(text: &str) -> Result<(), (Fault, Option<Span>)> {
    if skip_blank(text, 0) >= text.len() && !text.contains("/*") {
        return Err((Fault::EmptyFile {}, None));
    }
    // Where every other byte is nothing, the text is in UTF-16.
    if let Some(at) = text.find('\0') {
        return Err((Fault::NotText {}, Some(Span { at: at as u32, len: 1 })));
    }
    let b = text.as_bytes();
    let end = Span { at: text.trim_end().len() as u32, len: 0 };
    let cut = |open: &str, at: usize| Err((Fault::CutOff { open: open.to_owned(), line: line_of(text, at) }, Some(end)));
    let mut open: Vec<usize> = Vec::new();
    let (mut at, mut empty) = (0, true);
    while at < b.len() {
        if b[at] == b'/' && b.get(at + 1) == Some(&b'*') {
            match comment_end(b, at) {
                Some(end) => at = end,
                None => return cut("/*", at),
            }
            continue;
        }
        let next = skip_blank(text, at);
        if next > at {
            at = next;
            continue;
        }
        empty = false;
        match literal_end(b, at) {
            Ok(Some(end)) => {
                at = end;
                continue;
            }
            Err(()) => return cut("\"", at),
            Ok(None) => {}
        }
        match b[at] {
            b'(' | b'[' | b'{' => {
                open.push(at);
                if open.len() > MAX_DEPTH {
                    return Err((Fault::TooDeep { limit: MAX_DEPTH as i64 }, Some(Span { at: at as u32, len: 1 })));
                }
            }
            c @ (b')' | b']' | b'}') => {
                let wanted = match c {
                    b')' => b'(',
                    b']' => b'[',
                    _ => b'{',
                };
                match open.pop() {
                    Some(o) if b[o] == wanted => {}
                    Some(o) => {
                        let fault = Fault::WrongBracket { found: c as char, open: b[o] as char, line: line_of(text, o) };
                        return Err((fault, Some(Span { at: at as u32, len: 1 })));
                    }
                    None => {
                        let fault = Fault::Syntax { says: format!("`{}` closes nothing", c as char) };
                        return Err((fault, Some(Span { at: at as u32, len: 1 })));
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    match open.last() {
        Some(&o) => cut(&(b[o] as char).to_string(), o),
        None if empty => Err((Fault::EmptyFile {}, None)),
        None => Ok(()),
    }
}

/// The innermost bracket open at `at`.
pub fn enclosing(text: &str, at: usize) -> Option<usize> {
    let b = text.as_bytes();
    let mut open = Vec::new();
    let mut i = 0;
    while i < at.min(b.len()) {
        let next = skip_blank(text, i);
        if next > i {
            i = next;
            continue;
        }
        if let Ok(Some(end)) = literal_end(b, i) {
            i = end;
            continue;
        }
        match b[i] {
            b'(' | b'[' | b'{' => open.push(i),
            b')' | b']' | b'}' => {
                open.pop();
            }
            _ => {}
        }
        i += 1;
    }
    open.pop()
}

/// One entry of a bracket: its name if it has one, and the bytes of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// the field's name
    pub name: Option<&'a str>,
    /// first byte of the value
    pub start: usize,
    /// byte after it
    pub end: usize,
}

/// The entries of the bracket that a value at `start` opens (after its name, if it has one). The text has passed
/// [`check`]. Empty if the value is no bracket.
pub fn entries(text: &str, start: usize) -> Vec<Entry<'_>> {
    let b = text.as_bytes();
    let mut at = skip_blank(text, start);
    while b.get(at).is_some_and(|c| c.is_ascii_alphanumeric() || *c == b'_') {
        at += 1;
    }
    at = skip_blank(text, at);
    let mut list = Vec::new();
    if !matches!(b.get(at), Some(b'(' | b'[' | b'{')) {
        return list;
    }
    at += 1;
    loop {
        at = skip_blank(text, at);
        match b.get(at) {
            None | Some(b')' | b']' | b'}') => return list,
            Some(b',') => {
                at += 1;
                continue;
            }
            _ => {}
        }
        // a name is a word and a colon
        let mut word = at;
        while b.get(word).is_some_and(|c| c.is_ascii_alphanumeric() || *c == b'_') {
            word += 1;
        }
        let colon = skip_blank(text, word);
        let name = (word > at && b.get(colon) == Some(&b':')).then(|| &text[at..word]);
        let start = if name.is_some() { skip_blank(text, colon + 1) } else { at };
        let end = value_end(text, start);
        if end <= start {
            return list;
        }
        list.push(Entry { name, start, end });
        at = end;
    }
}

/// The end of the value at `start`: up to the comma or closing bracket after it, blanks not counted.
pub fn value_end(text: &str, start: usize) -> usize {
    let b = text.as_bytes();
    let (mut at, mut depth, mut last) = (start, 0usize, start);
    while at < b.len() {
        let next = skip_blank(text, at);
        if next > at {
            at = next;
            continue;
        }
        if let Ok(Some(end)) = literal_end(b, at) {
            at = end;
            last = at;
            continue;
        }
        match b[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 0 => break,
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 0 => break,
            _ => {}
        }
        at += 1;
        last = at;
    }
    last.min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> &'static str {
        check(text).err().map_or("ok", |(f, _)| f.name())
    }

    #[test]
    fn tells_empty_cut_off_deep_and_garbled_texts_apart() {
        assert_eq!(fault(""), "empty-file");
        assert_eq!(fault(" \n // nothing\n"), "empty-file");
        assert_eq!(fault("(a: [1, 2)"), "wrong-bracket");
        assert_eq!(fault("(a: [1, 2"), "cut-off");
        assert_eq!(fault("(a: \"x"), "cut-off");
        assert_eq!(fault("(a: r#\"x\""), "cut-off");
        assert_eq!(fault("(a: 1 /* x"), "cut-off");
        assert_eq!(fault("(a: 1))"), "syntax");
        assert_eq!(fault(&"[".repeat(20_000)), "too-deep");
        assert_eq!(fault("(a: \"(((\", b: r#\"[\"[\"#, c: '(', d: '\\'') // )"), "ok");
    }

    #[test]
    fn finds_the_values_of_a_bracket() {
        let text = "( a : 12 , // ,\n b: [\"x,\", (y: 2)], c: pair(1, 2), )";
        let found: Vec<_> = entries(text, 0).iter().map(|e| (e.name, &text[e.start..e.end])).collect();
        assert_eq!(found, [(Some("a"), "12"), (Some("b"), "[\"x,\", (y: 2)]"), (Some("c"), "pair(1, 2)")]);
        let inner = entries(text, text.find('[').unwrap());
        assert_eq!(inner.len(), 2);
        assert_eq!(entries(text, text.find("pair").unwrap()).len(), 2);
    }
}
