//! Scripted events that cannot come, or name what is not there: each fault with its code, line and column.

use crate::bad_input::{CARDS, In, MAP, SCENARIO, list, one, place, read_texts};

/// The event of the small scenario with another condition, perhaps after another event.
fn event(before: &str, when: &str) -> (String, String) {
    let old = "any([after(\"1938-08-06T16:30\"), holds(side: soviet, hex: \"0101\")])";
    let start = SCENARIO.find("(id: \"go\"").expect("the event of the fixture");
    let line = SCENARIO[start..].lines().next().expect("a line");
    (line.to_owned(), format!("{before}{}", line.replace(old, when)))
}

#[test]
fn an_event_that_waits_on_itself_is_named_with_its_place() {
    let check = |before: &str, when: &str, needle: &str, says: &str| {
        let (old, new) = event(before, when);
        let fault = one(In::Scenario, &old, &new, "K0553", needle);
        assert!(fault.to_string().contains(says), "{fault}");
        assert!(fault.hint.is_some());
    };
    let own = "happened(event: \"go\")";
    check("", own, "\"go\")", "go \u{2192} go");
    // Wherever it stands in the condition.
    check("", &format!("all([after(\"1938-08-06T16:30\"), not({own})])"), "\"go\")", "go \u{2192} go");
    check("", &format!("any([after(\"1938-08-06T16:30\"), {own}])"), "\"go\")", "go \u{2192} go");
    // It waits for what it would itself bring about.
    let (old, new) = event("", "released(\"su.bn\")");
    let text = SCENARIO.replacen(&old, &new, 1);
    let (scenario, found) = read_texts(&text, MAP, CARDS);
    assert!(scenario.is_some(), "its owner can release it: {}", list(&found));
    let text = text.replacen("by_owner: true, ", "", 1);
    let (_, found) = read_texts(&text, MAP, CARDS);
    assert_eq!(
        found.iter().map(|d| (d.code(), d.line_column())).collect::<Vec<_>>(),
        [("K0553", Some(place(&text, "\"su.bn\"), effects")))]
    );
}

#[test]
fn a_unit_comes_over_a_link_that_is_there_and_only_if_it_comes() {
    one(
        In::Scenario,
        "16:30\", sources: [\"S0\"]),\n                    ],",
        "16:30\", over: \"rood\", sources: [\"S0\"]),\n                    ],",
        "K0303",
        "\"rood\"",
    );
    one(In::Scenario, "posture: scrape, sources", "posture: scrape, over: \"road\", sources", "K0558", "\"road\", sources");
}

#[test]
fn events_that_wait_on_each_other_are_told_once() {
    let other = "(id: \"other\", when: happened(event: \"go\", minutes_since: 10), effects: [], sources: [\"S0\"]),\n";
    let (old, new) = event(other, "all([after(\"1938-08-06T16:30\"), happened(event: \"other\")])");
    let text = SCENARIO.replacen(&old, &new, 1);
    let (_, found) = read_texts(&text, MAP, CARDS);
    let got: Vec<_> = found.iter().map(|d| (d.code(), d.line_column())).collect();
    assert_eq!(got, [("K0553", Some(place(&text, "\"go\", minutes")))], "{}", list(&found));
    assert!(found[0].to_string().contains("other \u{2192} go \u{2192} other"), "{}", list(&found));
    // Joined with `any` to something that can come there is no fault.
    let (old, new) = event(other, "any([after(\"1938-08-06T16:30\"), happened(event: \"other\")])");
    let (scenario, found) = read_texts(&SCENARIO.replacen(&old, &new, 1), MAP, CARDS);
    assert!(scenario.is_some() && found.is_empty(), "{}", list(&found));
}

#[test]
fn events_that_can_never_come_are_named() {
    let one = |when: &str, code: &str, needle: &str| {
        let (old, new) = event("", when);
        one(In::Scenario, &old, &new, code, needle)
    };
    // The last turn starts at 17:40, the first at 16:00.
    one("after(\"1938-08-06T17:50\")", "K0552", "\"1938-08-06T17:50\"");
    one("before(\"1938-08-06T16:00\")", "K0552", "\"1938-08-06T16:00\"), effects");
    one("after(\"1938-08-06T19:00\")", "K0506", "\"1938-08-06T19:00\"");
    one("before(\"1938-08-06T15:10\")", "K0506", "\"1938-08-06T15:10\"");
    one("all([after(\"1938-08-06T17:00\"), before(\"1938-08-06T16:40\")])", "K0554", "\"go\", text");
    one("light(dark)", "K0554", "\"go\", text");
    let never = "(id: \"never\", when: any([]), effects: [], sources: [\"S0\"]),\n";
    let (old, new) = event(never, "happened(event: \"never\")");
    let (_, found) = read_texts(&SCENARIO.replacen(&old, &new, 1), MAP, CARDS);
    // Who waits for one that never comes is told no more than once that one is.
    let codes: Vec<_> = found.iter().map(|d| d.code()).collect();
    assert_eq!(codes, ["K0554"], "{}", list(&found));
    // Too late: the battle is over before.
    let first = "(id: \"first\", when: after(\"1938-08-06T17:00\"), effects: [], sources: [\"S0\"]),\n";
    let (old, new) = event(first, "happened(event: \"first\", minutes_since: 60)");
    let fault = crate::bad_input::one(In::Scenario, &old, &new, "K0555", "\"first\", minutes");
    assert!(fault.to_string().contains("`first`"), "{fault}");
    // In time, but not with the rest of the condition.
    let (old, new) = event(first, "all([happened(event: \"first\"), before(\"1938-08-06T16:45\")])");
    crate::bad_input::one(In::Scenario, &old, &new, "K0554", "\"go\", text");
}

#[test]
fn a_reserve_that_nobody_releases_is_waited_for_in_vain() {
    let (old, new) = event("", "released(\"su.bn\")");
    let text = SCENARIO.replacen(&old, &new, 1).replacen("by_owner: true, ", "", 1).replacen("release(\"su.bn\"), ", "", 1);
    let (_, found) = read_texts(&text, MAP, CARDS);
    assert_eq!(found.iter().map(|d| d.code()).collect::<Vec<_>>(), ["K0555"], "{}", list(&found));
    assert!(found[0].to_string().contains("`su.bn`"), "{}", found[0]);
}

#[test]
fn what_events_name_must_be_there() {
    let near = |when: &str, needle: &str, meant: &str| {
        let (old, new) = event("", when);
        let fault = one(In::Scenario, &old, &new, "K0303", needle);
        assert_eq!(fault.did_you_mean.as_deref(), Some(meant), "{fault}");
    };
    near("happened(event: \"goo\")", "\"goo\"", "go");
    near("lost(formation: \"su.bm\", men: 3)", "\"su.bm\"", "su.bn");
    let with = |when: &str, code: &str, needle: &str| {
        let (old, new) = event("", when);
        one(In::Scenario, &old, &new, code, needle);
    };
    with("lost(men: 3)", "K0550", "3), effects");
    with("vehicles_out(side: japanese, formation: \"su.bn\", vehicles: 3)", "K0307", "\"su.bn\", vehicles");
    let effect = |new: &str, code: &str, needle: &str| one(In::Scenario, "points(2)", new, code, needle);
    assert_eq!(effect("lift(\"lime\")", "K0303", "\"lime\"").did_you_mean.as_deref(), Some("line"));
    effect("impose(\"nothing\")", "K0303", "\"nothing\"");
    effect("arrivals(minutes: 10)", "K0551", "10)], sources");
    effect("arrivals(unit: \"su.hq\", minutes: 10)", "K0557", "\"su.hq\", minutes");
    effect("stores(depot: \"nowhere\", fuel_t: 1)", "K0303", "\"nowhere\"");
    let (old, new) = event("(id: \"go\", when: any([]), effects: [], sources: [\"S0\"]),\n", "after(\"1938-08-06T16:30\")");
    let (_, found) = read_texts(&SCENARIO.replacen(&old, &new, 1), MAP, CARDS);
    assert!(found.iter().any(|d| d.code() == "K0301"), "{}", list(&found));
}
