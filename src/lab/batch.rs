//! Many runs of one scenario on several threads, handed back in order of run number.

use super::{BattleRecord, Players, Stopped, record, run_one};
use crate::battle::{Keep, Seed};
use crate::data::Scenario;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};

/// Runs that a worker may be ahead of the slowest one, for each worker: bounds the memory of results that wait their turn.
const AHEAD: u32 = 8;

/// A share of a batch: shard `number` (from 1) of `of`. Shards are runs in a row, so that their outputs one after the other are the batch's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// which, from 1
    pub number: u32,
    /// of how many
    pub of: u32,
}

impl Shard {
    /// The whole batch.
    pub const ALL: Shard = Shard { number: 1, of: 1 };

    /// Parse `i/n`.
    ///
    /// # Errors
    /// A message if it is not two whole numbers with 1 ≤ i ≤ n.
    pub fn parse(text: &str) -> Result<Shard, String> {
        let parsed = text.split_once('/').and_then(|(i, n)| Some(Shard { number: i.parse().ok()?, of: n.parse().ok()? }));
        match parsed {
            Some(shard) if 1 <= shard.number && shard.number <= shard.of => Ok(shard),
            _ => Err("a shard is `i/n`, with i from 1 to n".into()),
        }
    }

    /// Its runs out of `runs`.
    pub fn runs(self, runs: u32) -> Range<u32> {
        let edge = |i: u32| (runs as u64 * i as u64 / self.of as u64) as u32;
        edge(self.number - 1)..edge(self.number)
    }
}

/// A batch to be run.
pub struct Batch {
    /// what is fought
    pub scenario: Arc<Scenario>,
    /// seed of all runs
    pub seed: u64,
    /// runs to be made
    pub runs: Range<u32>,
    /// who plays
    pub players: Players,
    /// threads, 1 or more
    pub jobs: u32,
}

/// How a batch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchEnd {
    /// all runs were made
    Done,
    /// it was told to stop; what was handed over before has no gaps
    Interrupted,
}

/// What the workers share.
struct Queue {
    /// next run to begin
    next: u32,
    /// runs handed over
    done: u32,
}

/// Run a batch. `take` gets each battle's record in order of run number, whatever the number of threads. `stop` is looked at
/// before each impulse.
///
/// # Errors
/// What `take` says, which ends the batch; an unknown player.
pub fn run_batch<E: From<Stopped>>(
    batch: &Batch,
    stop: &AtomicBool,
    mut take: impl FnMut(&BattleRecord) -> Result<(), E>,
) -> Result<BatchEnd, E> {
    let queue = Mutex::new(Queue { next: batch.runs.start, done: batch.runs.start });
    let moved = Condvar::new();
    let given_up = AtomicBool::new(false);
    let stopped = || stop.load(Ordering::Relaxed) || given_up.load(Ordering::Relaxed);
    let (send, results) = mpsc::channel::<(u32, Result<Box<BattleRecord>, Stopped>)>();
    let jobs = batch.jobs.max(1);

    let work = |send: mpsc::Sender<_>| {
        loop {
            let run = {
                let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
                while queue.next < batch.runs.end && queue.next - queue.done >= jobs.saturating_mul(AHEAD) && !stopped() {
                    let wait = std::time::Duration::from_millis(100);
                    queue = moved.wait_timeout(queue, wait).unwrap_or_else(PoisonError::into_inner).0;
                }
                if queue.next >= batch.runs.end || stopped() {
                    return;
                }
                queue.next += 1;
                queue.next - 1
            };
            let seed = Seed { seed: batch.seed, run };
            let fought = run_one(&batch.scenario, seed, &batch.players, Keep::Log, None, &stopped);
            let result = fought.map(|battle| Box::new(record(&battle, seed, &batch.players)));
            let failed = result.is_err();
            if send.send((run, result)).is_err() || failed {
                return;
            }
        }
    };

    std::thread::scope(|scope| {
        for _ in 0..jobs.min(batch.runs.len() as u32) {
            let (send, work) = (send.clone(), &work);
            scope.spawn(move || work(send));
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut next = batch.runs.start;
        for (run, result) in results {
            waiting.insert(run, result);
            while let Some(result) = waiting.remove(&next) {
                let taken = match result {
                    Ok(battle) => take(&battle),
                    // The runs after it are not handed over: what was done has no gaps.
                    Err(Stopped::Interrupted) => return Ok(BatchEnd::Interrupted),
                    Err(other) => Err(other.into()),
                };
                if let Err(e) = taken {
                    given_up.store(true, Ordering::Relaxed);
                    moved.notify_all();
                    return Err(e);
                }
                next += 1;
                queue.lock().unwrap_or_else(PoisonError::into_inner).done = next;
                moved.notify_all();
            }
        }
        Ok(if next < batch.runs.end { BatchEnd::Interrupted } else { BatchEnd::Done })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_in_order_are_the_batch() {
        for runs in [0, 1, 7, 100] {
            for of in 1..=9 {
                let all: Vec<u32> = (1..=of).flat_map(|number| Shard { number, of }.runs(runs)).collect();
                assert_eq!(all, (0..runs).collect::<Vec<_>>(), "{runs} runs in {of}");
            }
        }
    }

    #[test]
    fn a_shard_is_two_numbers() {
        assert_eq!(Shard::parse("2/3"), Ok(Shard { number: 2, of: 3 }));
        for bad in ["", "3", "0/3", "4/3", "1/0", "a/b", "1/2/3", "-1/2"] {
            assert!(Shard::parse(bad).is_err(), "{bad}");
        }
    }
}
