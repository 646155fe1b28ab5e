//! Plain tables for terminals: columns as wide as their widest cell, the first to the left, the others to the right.

/// A table of rows, the first being its heads.
#[derive(Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
    left: usize,
}

impl Table {
    /// With these heads; the first `left` columns are set to the left.
    pub fn new(heads: &[&str], left: usize) -> Table {
        Table { rows: vec![heads.iter().map(|h| h.to_string()).collect()], left }
    }
    /// Add a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
    /// The table, each line indented by two.
    pub fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |c: usize| self.rows.iter().filter_map(|r| r.get(c)).map(|s| s.chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            if row.iter().all(String::is_empty) {
                continue;
            }
            let cells = row.iter().enumerate().map(|(c, cell)| match c < self.left {
                true => format!("{cell:<w$}", w = widths[c]),
                false => format!("{cell:>w$}", w = widths[c]),
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            text += "  ";
            text += line.trim_end();
            text.push('\n');
        }
        text
    }
}

/// A whole number with thousands apart.
pub fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(d);
    }
    if n < 0 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(&["", "men"], 1);
        table.row(["Soviet".into(), "10,500".into()]);
        table.row(["Japanese".into(), "7".into()]);
        assert_eq!(table.text(), "               men\n  Soviet    10,500\n  Japanese       7\n");
    }

    #[test]
    fn thousands_are_apart() {
        assert_eq!([0, 999, 1000, -1234567].map(thousands), ["0", "999", "1,000", "-1,234,567"]);
    }
}
