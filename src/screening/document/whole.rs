//! What the whole document says of each mention.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{DocumentPhase, FULL, PERHAPS_FULL};
use crate::confidence::Calibration;
use crate::matching::Evidence;
use crate::screening::evidence::{alone, birth, longer::longer_bits, stray};
use crate::screening::hit::Field;
use crate::screening::identified::Identified;
use crate::screening::mention::Mention;

/// What an acronym in brackets stands for ends at most so many bytes before it.
const NEAR: u64 = 16;

/// A number that is the party's supports its name as so many other names would.
const OF_NUMBER: f64 = 4.0;
/// Of the other names of a party, so many are shown.
const SHOWN: usize = 4;

impl DocumentPhase {
    /// Somebody whose longer name the document gives in one place is meant by a part of it in all;
    /// and a name that says little needs something to speak for it.
    pub(super) fn weigh_by_itself(&mut self, calibration: &Calibration) {
        let mut longer: FxHashMap<(u32, String), (f64, String)> = FxHashMap::default();
        for mention in &self.mentions {
            let bits = longer_bits(&mention.features);
            if bits > 0.0 {
                let surface = &mention.surface;
                let most = longer.entry((mention.entity, surface.clone())).or_default();
                if bits > most.0 {
                    *most = (bits, mention.details.longer_name(surface));
                }
            }
        }
        for mention in &mut self.mentions {
            if longer_bits(&mention.features) == 0.0
                && let Some((bits, name)) = longer.get(&(mention.entity, mention.surface.clone()))
            {
                mention.features.set(Evidence::LongerElsewhere, *bits);
                let evidence = Evidence::LongerElsewhere;
                mention.details.rest_on(evidence, vec![name.clone()]);
            }
            alone::weigh(&mut mention.features, &mention.surface);
            mention.log_odds = calibration.log_odds(mention.features.as_slice());
        }
    }

    /// Whoever is born on another day than the listed person in one place is so in all where a part of the name
    /// is given: `Gleb Varnakov (born 1999) left. G. Varnakov is a baker.`
    fn spread_births(&mut self, met: &[Vec<String>], calibration: &Calibration) {
        let has = |mention: &Mention, evidence| mention.features.get(evidence) > 0.0;
        // By the words of the listed name that are met: the first date, as the text has it.
        let mut others: FxHashMap<u32, BTreeMap<&Vec<String>, Vec<String>>> = FxHashMap::default();
        for (mention, met) in self.mentions.iter().zip(met) {
            if has(mention, Evidence::BirthDateUnlike) {
                let told = || mention.details.grounds(Evidence::BirthDateUnlike).to_vec();
                let others = others.entry(mention.entity).or_default();
                others.entry(met).or_insert_with(told);
            }
        }
        if others.is_empty() {
            return;
        }
        for (mention, met) in self.mentions.iter_mut().zip(met) {
            if birth::EVIDENCE
                .into_iter()
                .any(|evidence| has(mention, evidence))
            {
                continue;
            }
            let is_part = |whole: &Vec<String>| {
                met.len() < whole.len() && met.iter().all(|word| whole.binary_search(word).is_ok())
            };
            let others = others.get(&mention.entity).into_iter().flatten();
            let mut of_it = others.filter(|(whole, _)| is_part(whole));
            if let Some((_, told)) = of_it.next() {
                mention.features.set_flag(Evidence::BirthDateUnlike, true);
                let evidence = Evidence::BirthDateUnlike;
                mention.details.rest_on(evidence, told.clone());
                mention.log_odds = calibration.log_odds(mention.features.as_slice());
            }
        }
    }

    /// Other names of the same entity elsewhere in the document support a mention.
    pub(super) fn weigh_companions(&mut self, calibration: &Calibration) {
        // The same words written otherwise are no other name.
        let met: Vec<Vec<String>> = self
            .mentions
            .iter()
            .map(|mention| mention.details.met())
            .collect();
        self.spread_births(&met, calibration);
        let mut full: FxHashMap<u32, BTreeMap<&Vec<String>, String>> = FxHashMap::default();
        for (mention, met) in self.mentions.iter().zip(&met) {
            if mention.log_odds >= FULL {
                let names = full.entry(mention.entity).or_default();
                names.entry(met).or_insert_with(|| mention.surface.clone());
            }
        }
        let mut identified: FxHashMap<u32, Vec<&Identified>> = FxHashMap::default();
        for one in &self.identified {
            identified.entry(one.entity).or_default().push(one);
        }
        // What an acronym stands for in one place it stands for in all, unless what it stands for
        // is the party itself.
        let ends: FxHashSet<(u32, Field, u64)> = self
            .mentions
            .iter()
            .filter(|mention| mention.log_odds >= PERHAPS_FULL)
            .map(|mention| (mention.entity, mention.field, mention.end))
            .collect();
        let mut spelt_out: FxHashSet<(u32, String)> = FxHashSet::default();
        for mention in &mut self.mentions {
            if mention.features.get(Evidence::AcronymElsewhere) == 0.0 {
                continue;
            }
            let before = mention.start.saturating_sub(NEAR)..=mention.start;
            let (entity, field) = (mention.entity, mention.field);
            if before
                .into_iter()
                .any(|end| ends.contains(&(entity, field, end)))
            {
                mention.features.set_flag(Evidence::AcronymElsewhere, false);
                mention.log_odds = calibration.log_odds(mention.features.as_slice());
            } else {
                spelt_out.insert((mention.entity, mention.surface.clone()));
            }
        }
        for (mention, met) in self.mentions.iter_mut().zip(&met) {
            if spelt_out.contains(&(mention.entity, mention.surface.clone())) {
                mention.features.set_flag(Evidence::AcronymElsewhere, true);
                mention.log_odds = calibration.log_odds(mention.features.as_slice());
            }
            let others = full.get(&mention.entity).into_iter().flatten();
            let adds =
                |other: &Vec<String>| other.iter().any(|word| met.binary_search(word).is_err());
            let others = others.filter(|(other, _)| adds(other));
            let mut companions: Vec<&str> = others.map(|(_, surface)| surface.as_str()).collect();
            let mut count = companions.len() as f64;
            // The mark of an aircraft, which is its name, is no other.
            let is_apart = |one: &&&Identified| {
                one.field != mention.field || one.end <= mention.start || mention.end <= one.start
            };
            let mut numbers = identified.get(&mention.entity).into_iter().flatten();
            if let Some(number) = numbers.find(is_apart) {
                companions.push(&number.surface);
                count += OF_NUMBER;
            }
            // A country and its people are spoken of whoever else is, and so is one of many things;
            // a name of its own is another party's, as often named beside this one as not.
            let is_alone = mention.features.get(Evidence::PlaceName) > 0.0
                || stray::is_one_of_many(&mention.features)
                || stray::is_named_otherwise(&mention.features);
            if !companions.is_empty() && !is_alone {
                mention.features.set(Evidence::Companions, count);
                companions.truncate(SHOWN);
                let names = companions.into_iter().map(str::to_owned).collect();
                mention.details.rest_on(Evidence::Companions, names);
                alone::weigh(&mut mention.features, &mention.surface);
                mention.log_odds = calibration.log_odds(mention.features.as_slice());
            }
        }
    }
}
