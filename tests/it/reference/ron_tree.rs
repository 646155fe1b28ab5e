//! A RON text as a tree of its parts, each with its words as written: enough to find examples and figures in shipped files.

/// A value of a text.
pub struct Node<'a> {
    /// its words as written
    pub text: &'a str,
    /// what stands before its bracket, or the bare word
    pub name: &'a str,
    /// its parts, with the names of fields where they have any
    pub parts: Vec<(Option<&'a str>, Node<'a>)>,
}

impl<'a> Node<'a> {
    /// Read a whole text, which must be sound.
    pub fn read(text: &'a str) -> Node<'a> {
        Reader { text, at: 0 }.value()
    }
    /// The part of a field.
    pub fn field(&self, name: &str) -> Option<&Node<'a>> {
        self.parts.iter().find(|p| p.0 == Some(name)).map(|p| &p.1)
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            if self.rest().starts_with("//") {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            } else if self.rest().starts_with("/*") {
                self.at += self.rest().find("*/").expect("the comment ends") + 2;
            } else {
                return;
            }
        }
    }

    /// Skip a word of letters, digits, signs and points.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "_.+-".contains(c))).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn quoted(&mut self) {
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((i, c)) = chars.next() {
            match c {
                '\\' => drop(chars.next()),
                '"' => {
                    self.at += i + 1;
                    return;
                }
                _ => {}
            }
        }
        panic!("a text that does not end: {}", self.rest());
    }

    fn value(&mut self) -> Node<'a> {
        self.blank();
        let from = self.at;
        let hashes = self.rest().strip_prefix('r').map(|r| r.len() - r.trim_start_matches('#').len());
        if self.rest().starts_with('"') {
            self.quoted();
        } else if let Some(hashes) = hashes.filter(|n| self.rest()[1 + n..].starts_with('"')) {
            let end = format!("\"{}", "#".repeat(hashes));
            let body = from + hashes + 2;
            self.at = body + self.text[body..].find(&end).expect("the text ends") + end.len();
        } else {
            let name = self.word();
            let parts = self.parts();
            return Node { text: &self.text[from..self.at], name, parts };
        }
        Node { text: &self.text[from..self.at], name: "", parts: Vec::new() }
    }

    fn parts(&mut self) -> Vec<(Option<&'a str>, Node<'a>)> {
        let end = match self.rest().chars().next() {
            Some('(') => ')',
            Some('[') => ']',
            _ => return Vec::new(),
        };
        self.at += 1;
        let mut parts = Vec::new();
        loop {
            self.blank();
            if self.rest().starts_with(end) {
                self.at += 1;
                return parts;
            }
            let from = self.at;
            let name = self.word();
            self.blank();
            let field = !name.is_empty() && self.rest().starts_with(':');
            self.at = if field { self.at + 1 } else { from };
            parts.push((field.then_some(name), self.value()));
            self.blank();
            self.at += usize::from(self.rest().starts_with(','));
        }
    }
}

#[test]
fn a_tree_has_names_fields_and_texts_as_written() {
    let tree = Node::read("( // a\n a: near(hex: \"01)\", steps: -2), b: [r#\"x\"y\"#, \"\\\"\"], /* c */ d: aviation, )");
    let near = tree.field("a").expect("a field");
    assert_eq!((near.name, near.field("steps").map(|n| n.text)), ("near", Some("-2")));
    assert_eq!(tree.field("b").expect("a list").parts.iter().map(|p| p.1.text).collect::<Vec<_>>(), ["r#\"x\"y\"#", "\"\\\"\""]);
    assert_eq!(tree.field("d").map(|n| (n.name, n.parts.len())), Some(("aviation", 0)));
}
