//! A text woven of several: which stretch of it comes from which file, so that a fault in it is told where a person wrote it.
//!
//! What belongs here: edits of a text and the book-keeping of places. What never does: what the edits are for.

use super::check::FileIx;

/// Where a stretch of a woven text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// offset of its first byte in the woven text
    pub start: usize,
    /// the file it comes from
    pub file: FileIx,
    /// offset of its first byte there
    pub at: usize,
    /// bytes of it that stand there; the rest (commas and brackets between) counts as the last of them
    pub own: usize,
}

/// A stretch to be put in place of `start..end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// first byte that goes
    pub start: usize,
    /// first byte that stays
    pub end: usize,
    /// what comes
    pub bits: Vec<Bit>,
}

/// A part of what comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bit {
    /// the text
    pub text: String,
    /// the place in the file it is from, and how many of its bytes stand there
    pub at: usize,
    /// the bytes that do
    pub own: usize,
}

impl Bit {
    /// Text as it stands in the file from `at` on.
    pub fn own(text: &str, at: usize) -> Bit {
        Bit { text: text.to_owned(), at, own: text.len() }
    }
    /// Commas and the like, told as the place they are next to.
    pub fn glue(text: &str, at: usize) -> Bit {
        Bit { text: text.to_owned(), at, own: 0 }
    }
}

/// A text and where its stretches come from.
#[derive(Clone, Debug)]
pub struct Woven {
    /// the text
    pub text: String,
    /// in order, the first at 0
    pub pieces: Vec<Piece>,
}

impl Woven {
    /// A file as it is.
    pub fn of(text: String, file: FileIx) -> Woven {
        let own = text.len();
        Woven { text, pieces: vec![Piece { start: 0, file, at: 0, own }] }
    }

    /// Make edits of a file. They must not overlap; those that begin at one place are made in the order given.
    pub fn edit(&mut self, mut edits: Vec<Edit>, file: FileIx) {
        edits.sort_by_key(|e| (e.start, e.end));
        let (mut text, mut pieces, mut from) = (String::with_capacity(self.text.len()), Vec::new(), 0);
        for edit in edits {
            self.keep(from, edit.start, &mut text, &mut pieces);
            for bit in edit.bits {
                pieces.push(Piece { start: text.len(), file, at: bit.at, own: bit.own });
                text += &bit.text;
            }
            from = edit.end.max(from);
        }
        self.keep(from, self.text.len(), &mut text, &mut pieces);
        (self.text, self.pieces) = (text, pieces);
    }

    /// Copy a stretch with its places.
    fn keep(&self, from: usize, to: usize, text: &mut String, pieces: &mut Vec<Piece>) {
        let mut at = from;
        while at < to {
            let n = self.pieces.partition_point(|p| p.start <= at).saturating_sub(1);
            let end = self.pieces.get(n + 1).map_or(to, |p| p.start.min(to));
            let piece = self.pieces[n];
            let skip = (at - piece.start).min(piece.own);
            pieces.push(Piece { start: text.len(), file: piece.file, at: piece.at + skip, own: (piece.own - skip).min(end - at) });
            text.push_str(&self.text[at..end]);
            at = end;
        }
    }
}

/// Where a byte of a text woven of these pieces stands.
pub fn origin(pieces: &[Piece], at: usize) -> Option<(FileIx, usize)> {
    let piece = pieces.get(pieces.partition_point(|p| p.start <= at).checked_sub(1)?)?;
    Some((piece.file, piece.at + (at - piece.start).min(piece.own.saturating_sub(1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_knows_its_file_and_place() {
        let (base, over) = (FileIx(0), FileIx(1));
        let mut woven = Woven::of("(a: 1, b: 2)".to_owned(), base);
        let put = |start, end, bits| Edit { start, end, bits };
        woven.edit(vec![put(10, 11, vec![Bit::own("77", 40)]), put(1, 1, vec![Bit::own("c: 3", 20), Bit::glue(", ", 20)])], over);
        assert_eq!(woven.text, "(c: 3, a: 1, b: 77)");
        let of = |needle: &str| origin(&woven.pieces, woven.text.find(needle).unwrap());
        assert_eq!(of("c:"), Some((over, 20)));
        assert_eq!(of("3"), Some((over, 23)));
        assert_eq!(of(", a"), Some((over, 20)), "glue is told as what it is next to");
        assert_eq!(of("a:"), Some((base, 1)));
        assert_eq!(of("77"), Some((over, 40)));
        assert_eq!(of(")"), Some((base, 11)));
        // and after another edit over it
        woven.edit(vec![put(0, 8, vec![Bit::own("(", 5)])], FileIx(2));
        assert_eq!(woven.text, "(: 1, b: 77)");
        let of = |needle: &str| origin(&woven.pieces, woven.text.find(needle).unwrap());
        assert_eq!(of("("), Some((FileIx(2), 5)));
        assert_eq!(of("1"), Some((base, 4)));
        assert_eq!(of("77"), Some((over, 40)));
    }
}
