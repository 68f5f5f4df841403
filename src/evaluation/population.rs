use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::EntityKind;
use crate::confidence::{Scored, brier, calibration_error, reliability};
use crate::script::{Script, script_of};

/// The cuts of the threshold table.
const CUTS: [f64; 11] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
/// So many misses and false alarms are named.
const WORST: usize = 25;
/// The quantile of the normal distribution for an interval of 95 %.
const QUANTILE: f64 = 1.959_964;

/// One thing that was tried: a name that should be found, or one that should not.
#[derive(Clone, Debug, Default)]
pub(super) struct Case {
    /// What was done to the name, or what sort of name it is.
    pub(super) variation: String,
    pub(super) kind: EntityKind,
    /// What was looked up or read.
    pub(super) query: String,
    /// The party that should be found; of one that should not, the surest that was.
    pub(super) party: String,
    /// Its id; empty where there is none.
    pub(super) entity_id: String,
    /// Whether it should be found.
    pub(super) is_listed: bool,
    /// What the party was given; 0 where it was not found.
    pub(super) confidence: f64,
}

/// Cases, and the confidences of all that was found, right or wrong.
#[derive(Default)]
pub(super) struct Cases {
    pub(super) tried: Vec<Case>,
    pub(super) hits: Vec<Scored>,
    /// Cases whose party is on none of the lists in use.
    pub(super) unlisted: usize,
}

/// The figures of one population.
#[derive(Clone, Debug, Serialize)]
pub struct Population {
    /// What it is.
    pub name: String,
    /// The command whose confidence is measured.
    pub command: &'static str,
    /// How its cases came about.
    pub described: String,
    /// Cases whose party is on none of the lists in use: they can't but be missed.
    pub unlisted: usize,
    /// All of it.
    pub whole: Group,
    /// By what was done to the names.
    pub by_variation: Vec<Group>,
    /// By the kind of party.
    pub by_kind: Vec<Group>,
    /// By the script of what was looked up.
    pub by_script: Vec<Group>,
    /// By list: of the party that should be found, of the surest false alarm.
    pub by_list: Vec<Group>,
    /// What other thresholds would report.
    pub thresholds: Vec<Cut>,
    /// How right the confidences are.
    pub reliability: Reliability,
    /// What should have been found and was not: the least confidence first.
    pub misses: Vec<Mistake>,
    /// What was reported and is wrong: the surest first.
    pub false_alarms: Vec<Mistake>,
}

/// Cases that have something in common.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// What they have in common.
    pub name: String,
    /// Cases that should be found.
    pub listed: usize,
    /// Those that were.
    pub found: usize,
    /// The share of them; `None` of nothing.
    pub recall: Option<Rate>,
    /// Cases that should not be found.
    pub others: usize,
    /// Those that were.
    pub alarms: usize,
    /// The share of them; `None` of nothing.
    pub false_alarm_rate: Option<Rate>,
}

/// A share, with its 95 % interval by Wilson's score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rate {
    /// The share.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

/// What a threshold would report.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Cut {
    /// The threshold.
    pub threshold: f64,
    /// Cases that should be found and are.
    pub found: usize,
    /// Cases that should be found and are not.
    pub missed: usize,
    /// Cases that should not be found and are.
    pub alarms: usize,
}

/// How right confidences are: of all that was found, from low to high.
#[derive(Clone, Debug, Serialize)]
pub struct Reliability {
    /// Steps of confidence that anything falls into.
    pub bins: Vec<Bin>,
    /// How far the mean confidence is from the share of the right, on average.
    pub expected_calibration_error: f64,
    /// The mean squared error.
    pub brier: f64,
}

/// One step of confidence.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Bin {
    /// Its lower end.
    pub from: f64,
    /// Its upper end.
    pub to: f64,
    /// How many confidences fall into it.
    pub count: usize,
    /// Their mean.
    pub mean: f64,
    /// The share of the right among them.
    pub right: Option<Rate>,
}

/// A case that went wrong.
#[derive(Clone, Debug, Serialize)]
pub struct Mistake {
    /// What was looked up or read.
    pub query: String,
    /// The party.
    pub party: String,
    /// Its id.
    pub entity_id: String,
    /// What was done to the name.
    pub variation: String,
    /// What the party was given.
    pub confidence: f64,
}

impl Population {
    pub(super) fn new(
        name: String,
        command: &'static str,
        described: String,
        cases: &Cases,
        threshold: f64,
    ) -> Self {
        let all = &cases.tried;
        let by = |key: &dyn Fn(&Case) -> String| grouped(all, threshold, key);
        let mut by_list = by(&|case| case.list().to_owned());
        let others = all.iter().filter(|case| !case.is_listed).count();
        by_list.retain(|group| !group.name.is_empty());
        for group in &mut by_list {
            // Each list is asked of every case that should not be found.
            group.others = others;
            group.false_alarm_rate = Rate::of(group.alarms, others);
        }
        Self {
            name,
            command,
            described,
            unlisted: cases.unlisted,
            whole: Group::of("all", all.iter(), threshold),
            by_variation: by(&|case| case.variation.clone()),
            by_kind: by(&|case| case.kind.to_string()),
            by_script: by(&|case| script(&case.query)),
            by_list,
            thresholds: CUTS.iter().map(|&cut| Cut::of(all, cut)).collect(),
            reliability: Reliability::of(&cases.hits),
            misses: worst(
                all,
                |case| case.is_listed && case.confidence < threshold,
                |a, b| a.total_cmp(&b),
            ),
            false_alarms: worst(
                all,
                |case| !case.is_listed && case.confidence >= threshold,
                |a, b| b.total_cmp(&a),
            ),
        }
    }
}

impl Case {
    fn list(&self) -> &str {
        self.entity_id.split_once(':').map_or("", |(list, _)| list)
    }
}

impl Group {
    fn of<'a>(name: &str, cases: impl Iterator<Item = &'a Case>, threshold: f64) -> Self {
        let (mut listed, mut found, mut others, mut alarms) = (0, 0, 0, 0);
        for case in cases {
            let is_reported = usize::from(case.confidence >= threshold);
            if case.is_listed {
                listed += 1;
                found += is_reported;
            } else {
                others += 1;
                alarms += is_reported;
            }
        }
        Self {
            name: name.to_owned(),
            listed,
            found,
            recall: Rate::of(found, listed),
            others,
            alarms,
            false_alarm_rate: Rate::of(alarms, others),
        }
    }
}

impl Rate {
    /// A share of some, with the interval of Wilson (1927): it is never empty, also where all or none
    /// are counted.
    fn of(part: usize, of: usize) -> Option<Self> {
        if of == 0 {
            return None;
        }
        let (share, count) = (part as f64 / of as f64, of as f64);
        let square = QUANTILE * QUANTILE / count;
        let middle = (share + square / 2.0) / (1.0 + square);
        let half = (share * (1.0 - share) / count + square / (4.0 * count)).sqrt() * QUANTILE
            / (1.0 + square);
        Some(Self {
            value: rounded(share),
            low: rounded((middle - half).max(0.0)),
            high: rounded((middle + half).min(1.0)),
        })
    }
}

impl Cut {
    fn of(cases: &[Case], threshold: f64) -> Self {
        let whole = Group::of("", cases.iter(), threshold);
        Self {
            threshold,
            found: whole.found,
            missed: whole.listed - whole.found,
            alarms: whole.alarms,
        }
    }
}

impl Reliability {
    fn of(hits: &[Scored]) -> Self {
        let bins = reliability(hits);
        let width = 1.0 / bins.len() as f64;
        let filled = bins.iter().enumerate().filter(|(_, bin)| bin.count > 0);
        Self {
            bins: filled
                .map(|(at, bin)| Bin {
                    from: rounded(at as f64 * width),
                    to: rounded((at + 1) as f64 * width),
                    count: bin.count,
                    mean: rounded(bin.confidence_sum / bin.count as f64),
                    right: Rate::of(bin.positives, bin.count),
                })
                .collect(),
            expected_calibration_error: rounded(calibration_error(hits)),
            brier: rounded(brier(hits).score),
        }
    }
}

fn grouped(cases: &[Case], threshold: f64, key: &dyn Fn(&Case) -> String) -> Vec<Group> {
    let mut groups: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        groups.entry(key(case)).or_default().push(case);
    }
    let groups = groups.into_iter();
    groups
        .map(|(name, cases)| Group::of(&name, cases.into_iter(), threshold))
        .collect()
}

fn worst(
    cases: &[Case],
    is_wrong: impl Fn(&Case) -> bool,
    order: impl Fn(f64, f64) -> Ordering,
) -> Vec<Mistake> {
    let mut wrong: Vec<&Case> = cases.iter().filter(|case| is_wrong(case)).collect();
    wrong.sort_by(|a, b| {
        order(a.confidence, b.confidence)
            .then_with(|| a.query.cmp(&b.query))
            .then_with(|| a.entity_id.cmp(&b.entity_id))
    });
    let worst = wrong.into_iter().take(WORST);
    worst
        .map(|case| Mistake {
            query: case.query.clone(),
            party: case.party.clone(),
            entity_id: case.entity_id.clone(),
            variation: case.variation.clone(),
            confidence: case.confidence,
        })
        .collect()
}

/// The script of the first letter that has one.
fn script(text: &str) -> String {
    let mut scripts = text.chars().map(script_of);
    let script = scripts.find(|&script| script != Script::Other);
    format!("{:?}", script.unwrap_or(Script::Other)).to_lowercase()
}

/// Six decimals are enough for a share.
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

/// A file's name without its folder, which is the machine's own affair.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(is_listed: bool, confidence: f64, entity_id: &str, query: &str) -> Case {
        Case {
            variation: "typo".to_owned(),
            query: query.to_owned(),
            entity_id: entity_id.to_owned(),
            is_listed,
            confidence,
            ..Case::default()
        }
    }

    #[test]
    fn what_is_found_and_what_is_not_is_counted() {
        let cases = Cases {
            tried: vec![
                case(true, 0.9, "a:1", "Ivan"),
                case(true, 0.3, "b:1", "Иван"),
                case(true, 0.0, "a:2", "Abel"),
                case(false, 0.6, "a:3", "Bob"),
                case(false, 0.0, "", "Carl"),
            ],
            ..Cases::default()
        };
        let population = Population::new("p".into(), "lookup", String::new(), &cases, 0.5);
        let whole = &population.whole;
        assert_eq!(
            (whole.listed, whole.found, whole.others, whole.alarms),
            (3, 1, 2, 1)
        );
        let lists: Vec<_> = population
            .by_list
            .iter()
            .map(|group| {
                (
                    group.name.as_str(),
                    group.listed,
                    group.found,
                    group.others,
                    group.alarms,
                )
            })
            .collect();
        assert_eq!(lists, [("a", 2, 1, 2, 1), ("b", 1, 0, 2, 0)]);
        let scripts: Vec<&str> = population
            .by_script
            .iter()
            .map(|g| g.name.as_str())
            .collect();
        assert_eq!(scripts, ["cyrillic", "latin"]);
        let misses: Vec<&str> = population
            .misses
            .iter()
            .map(|miss| miss.query.as_str())
            .collect();
        assert_eq!(misses, ["Abel", "Иван"]);
        assert_eq!(population.false_alarms.len(), 1);
        let cut = population.thresholds[2];
        assert_eq!(
            (cut.threshold, cut.found, cut.missed, cut.alarms),
            (0.3, 2, 1, 1)
        );
    }

    #[test]
    fn intervals_are_wilsons() {
        // The published example: 0 of 10, and 81 of 263 (Newcombe 1998).
        let none = Rate::of(0, 10).unwrap();
        assert_eq!((none.value, none.low), (0.0, 0.0));
        assert!((none.high - 0.2775).abs() < 5e-5, "{none:?}");
        let some = Rate::of(81, 263).unwrap();
        assert!(
            (some.low - 0.2553).abs() < 5e-5 && (some.high - 0.3662).abs() < 5e-5,
            "{some:?}"
        );
        assert_eq!(Rate::of(0, 0), None);
    }
}
