//! Smooth lines: corners cut, chains joined, areas hatched.

use super::shape::{Point, pt};
use std::collections::BTreeMap;

/// Cut the corners of a line `times` times (Chaikin); an open line keeps its ends.
pub(super) fn chaikin(points: &[Point], closed: bool, times: usize) -> Vec<Point> {
    let mut line = points.to_vec();
    for _ in 0..times {
        if line.len() < 3 {
            break;
        }
        let mut next = Vec::with_capacity(line.len() * 2);
        let n = line.len();
        if closed {
            for i in 0..n {
                let (a, b) = (line[i], line[(i + 1) % n]);
                next.push(a.towards(b, 0.25));
                next.push(a.towards(b, 0.75));
            }
        } else {
            next.push(line[0]);
            for pair in line.windows(2) {
                next.push(pair[0].towards(pair[1], 0.25));
                next.push(pair[0].towards(pair[1], 0.75));
            }
            next.push(line[n - 1]);
        }
        line = next;
    }
    line
}

/// Draw each inner point towards the mean of its neighbours, so that a zigzag of hexes becomes a line.
pub(super) fn relax(points: &[Point], times: usize) -> Vec<Point> {
    let mut line = points.to_vec();
    for _ in 0..times {
        let old = line.clone();
        for i in 1..old.len().saturating_sub(1) {
            line[i] = old[i].towards(old[i - 1].towards(old[i + 1], 0.5), 0.5);
        }
    }
    line
}

/// The same for a closed ring.
pub(super) fn relax_ring(points: &[Point], times: usize) -> Vec<Point> {
    let mut ring = points.to_vec();
    let n = ring.len();
    for _ in 0..times {
        let old = ring.clone();
        for i in 0..n {
            ring[i] = old[i].towards(old[(i + n - 1) % n].towards(old[(i + 1) % n], 0.5), 0.5);
        }
    }
    ring
}

/// A smooth line through all points (Catmull-Rom), `steps` pieces between two of them.
pub(super) fn catmull_rom(points: &[Point], steps: usize) -> Vec<Point> {
    if points.len() < 3 {
        return points.to_vec();
    }
    let at = |i: isize| points[i.clamp(0, points.len() as isize - 1) as usize];
    let mut line = vec![points[0]];
    for i in 0..points.len() as isize - 1 {
        let (a, b, c, d) = (at(i - 1), at(i), at(i + 1), at(i + 2));
        for k in 1..=steps {
            let t = k as f32 / steps as f32;
            let f = |a: f32, b: f32, c: f32, d: f32| {
                0.5 * (2.0 * b + (c - a) * t + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t + (3.0 * b - a - 3.0 * c + d) * t * t * t)
            };
            line.push(pt(f(a.x, b.x, c.x, d.x), f(a.y, b.y, c.y, d.y)));
        }
    }
    line
}

/// A point as a key: two that lie within a sixteenth of a unit are one.
fn key(p: Point) -> (i32, i32) {
    ((p.x * 8.0).round() as i32, (p.y * 8.0).round() as i32)
}

/// Join pieces into lines: they run on through points where exactly two meet, and end elsewhere. Rings come back with
/// their first point repeated. The order of the pieces does not matter for the lines, only for the order of their list.
pub(super) fn join(pieces: &[[Point; 2]]) -> Vec<Vec<Point>> {
    let mut at: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
    for (i, p) in pieces.iter().enumerate() {
        at.entry(key(p[0])).or_default().push(i);
        at.entry(key(p[1])).or_default().push(i);
    }
    let mut used = vec![false; pieces.len()];
    let mut lines = Vec::new();
    let mut follow = |start: usize, from: Point| {
        let mut line = vec![from];
        let (mut piece, mut here) = (start, from);
        while !used[piece] {
            used[piece] = true;
            let [a, b] = pieces[piece];
            here = if key(a) == key(here) { b } else { a };
            line.push(here);
            let next = at.get(&key(here)).map(Vec::as_slice).unwrap_or_default();
            if next.len() != 2 {
                break;
            }
            piece = if next[0] == piece { next[1] } else { next[0] };
        }
        line
    };
    for (i, p) in pieces.iter().enumerate() {
        for end in *p {
            if at.get(&key(end)).is_some_and(|v| v.len() != 2) {
                let line = follow(i, end);
                if line.len() > 1 {
                    lines.push(line);
                }
            }
        }
    }
    for (i, p) in pieces.iter().enumerate() {
        let line = follow(i, p[0]);
        if line.len() > 1 {
            lines.push(line);
        }
    }
    lines
}

/// Pieces of the horizontal line at `y` inside rings, by the even-odd rule.
pub(super) fn spans(rings: &[Vec<Point>], y: f32) -> Vec<(f32, f32)> {
    let mut xs = Vec::new();
    for ring in rings {
        for i in 0..ring.len() {
            let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
            if (a.y > y) != (b.y > y) {
                xs.push(a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y));
            }
        }
    }
    xs.sort_by(f32::total_cmp);
    xs.chunks_exact(2).map(|c| (c[0], c[1])).collect()
}

/// Highest and lowest y of rings.
pub(super) fn height_range(rings: &[Vec<Point>]) -> Option<(f32, f32)> {
    rings.iter().flatten().fold(None, |r, p| Some(r.map_or((p.y, p.y), |(a, b): (f32, f32)| (a.min(p.y), b.max(p.y)))))
}

/// Points every `step` units along a line, each with the direction of the line there (unit vector).
pub(super) fn along(line: &[Point], step: f32, first: f32) -> Vec<(Point, Point)> {
    let mut out = Vec::new();
    let mut left = first;
    for pair in line.windows(2) {
        let len = pair[0].distance(pair[1]);
        if len <= 0.0 {
            continue;
        }
        let dir = pt((pair[1].x - pair[0].x) / len, (pair[1].y - pair[0].y) / len);
        while left <= len {
            out.push((pair[0].towards(pair[1], left / len), dir));
            left += step;
        }
        left -= len;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_in_any_order_make_one_line() {
        let p = [pt(0.0, 0.0), pt(10.0, 0.0), pt(20.0, 5.0), pt(30.0, 5.0)];
        let lines = join(&[[p[2], p[1]], [p[2], p[3]], [p[0], p[1]]]);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].len(), 4);
    }

    #[test]
    fn a_fork_ends_three_lines_and_a_ring_closes() {
        let c = pt(0.0, 0.0);
        assert_eq!(join(&[[c, pt(9.0, 0.0)], [c, pt(0.0, 9.0)], [pt(-9.0, 0.0), c]]).len(), 3);
        let ring = join(&[[c, pt(9.0, 0.0)], [pt(9.0, 0.0), pt(0.0, 9.0)], [pt(0.0, 9.0), c]]);
        assert_eq!(ring.len(), 1);
        assert_eq!(ring[0].first(), ring[0].last());
    }

    #[test]
    fn spans_leave_out_holes() {
        let square = |a: f32, b: f32| vec![pt(a, a), pt(b, a), pt(b, b), pt(a, b)];
        assert_eq!(spans(&[square(0.0, 9.0), square(3.0, 6.0)], 4.0), [(0.0, 3.0), (6.0, 9.0)]);
    }

    #[test]
    fn smooth_lines_keep_their_ends() {
        let p = [pt(0.0, 0.0), pt(10.0, 10.0), pt(20.0, 0.0), pt(30.0, 10.0)];
        for line in [chaikin(&p, false, 3), relax(&p, 2), catmull_rom(&p, 6)] {
            assert_eq!((line.first(), line.last()), (Some(&p[0]), Some(&p[3])));
        }
    }

    #[test]
    fn steps_along_a_line_carry_over_its_corners() {
        let marks = along(&[pt(0.0, 0.0), pt(7.0, 0.0), pt(7.0, 7.0)], 5.0, 0.0);
        assert_eq!(marks.iter().map(|m| m.0).collect::<Vec<_>>(), [pt(0.0, 0.0), pt(5.0, 0.0), pt(7.0, 3.0)]);
    }
}
