//! Takes away the warnings that a scenario allows, and checks the allowances themselves.

use super::{FileIx, Log, shorten};
use crate::data::diagnostic::nearest;
use crate::data::fault::{Arg, Fault, Severity};
use crate::data::raw::allow::RawAllow;

/// Apply the allowances to all that was found before.
pub fn apply(log: &mut Log, file: FileIx, allow: &[RawAllow]) {
    for a in allow {
        let code = || shorten(&a.code);
        let Some(at) = Fault::CODES.iter().position(|c| *c == a.code.value) else {
            let near = nearest(&a.code, Fault::CODES.iter().copied()).map(str::to_owned);
            log.near(file, a.code.span(), Fault::UnknownCode { code: code() }, near);
            continue;
        };
        if Fault::SEVERITIES[at] == Severity::Error {
            log.at(file, a.code.span(), Fault::ErrorAllowed { code: code() });
        } else {
            let names = |fault: &Fault, word: &str| fault.args().iter().any(|(_, arg)| matches!(arg, Arg::Text(t) if t == word));
            let before = log.found.len();
            log.found.retain(|d| d.code() != a.code.value || a.at.as_ref().is_some_and(|word| !names(&d.fault, word)));
            if a.reason.trim().is_empty() {
                log.at(file, a.reason.span(), Fault::AllowedWithoutReason { code: code() });
            }
            // Faulty data hides warnings: then nothing can be said.
            if log.found.len() == before && !log.has_error() {
                log.at(file, a.code.span(), Fault::IdleAllowance { code: code() });
            }
        }
    }
}
