//! A name that many bear, or that is a word of the language, needs something to speak for it: words
//! on what the party is listed for, its country, another of its names. Any of them is worth more
//! beside such a name than beside a rare one, which is why their want is weighed by itself.

use crate::matching::{Evidence, Feature, Features};

/// A person's name that agrees in so many bits needs no support.
const PLENTY: f64 = 28.0;

/// An acronym or single word is known for what the party is listed for from so many bits on.
const KNOWN: f64 = 1.5;

/// Adds what a mention lacks.
pub(crate) fn weigh(features: &mut Features) {
    let is = |evidence| features.get(evidence) > 0.0;
    let named = is(Evidence::Companions) || is(Evidence::CountryNear);
    let known = features.get(Evidence::WordRepute) >= KNOWN;
    let supported = named || is(Evidence::TopicWords);
    let organization = is(Evidence::Organization);
    let word = organization && features.of_name(Feature::Single) > 0.0;
    let acronym = is(Evidence::Acronym);
    let common = organization && features.of_name(Feature::SideOnly) > 0.0;
    let lacking = if organization || supported {
        0.0
    } else {
        (PLENTY - features.of_name(Feature::Agreement)).max(0.0)
    };
    features.set_flag(
        Evidence::AcronymAlone,
        word && acronym && !supported && !known,
    );
    features.set_flag(
        Evidence::WordAlone,
        word && !acronym && !supported && !known,
    );
    features.set_flag(Evidence::CommonAlone, common && !word && !named);
    features.set(Evidence::PersonAlone, lacking);
}
