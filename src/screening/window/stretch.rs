//! How far a name may reach around a place.

use super::bridge::{BRIDGE, bridges_at};
use super::{WindowScratch, aside};
use crate::matching::MAX_WORDS;
use crate::name::{Manner, Role, meaning};
use crate::screening::candidates::Place;
use crate::screening::evidence::apposition;
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::text::{Case, Gap};

impl WindowScratch {
    /// The stretch around a place, as far as words of the name taken follow one another over no more
    /// than so many commas.
    pub(crate) fn stretch(
        &self,
        place: Place,
        most_commas: usize,
        manner: Manner,
        block: &Block,
        words: &Words,
    ) -> Option<(usize, usize)> {
        let (mut first, mut last) = (place.first as usize, place.last as usize);
        let limit = self.listed_parts.len().min(MAX_WORDS) + BRIDGE;
        let mut commas = most_commas;
        let mut inner = (first + 1..=last).filter(|&at| block.tokens[at].gap == Gap::Comma);
        if !inner.all(|at| Self::passes(at, block, &mut commas, words)) {
            return None;
        }
        // What stands right before belongs to it sooner than what stands beyond other words, where its like
        // may begin: `Kim Jong Un and Kim Jong Un`.
        while first > 0
            && last + 1 - first < limit
            && !block.starts_sentence[first]
            && Self::passes(first, block, &mut 0, words)
            && (self.is_before_of_name(first - 1, block, words)
                || self.may_mean(first - 1, block, words))
        {
            first -= 1;
        }
        // A comma is spent where a word of the name stands beyond it.
        let mut unspent = commas;
        let mut bridged = 0;
        let mut at = last;
        while at + 1 < block.tokens.len() && at + 1 - first < limit && bridged <= BRIDGE {
            let next = at + 1;
            if block.starts_sentence[next] || !Self::passes(next, block, &mut unspent, words) {
                break;
            }
            at = next;
            if bridged > 0
                && (Self::is_behind_dash(next, block)
                    || self.repeats(next, (first, last), block, words))
            {
                break;
            }
            // Where all words look like names, `new` or `company` beyond another word is anybody's.
            let is_near = bridged == 0 || block.tokens[next].case.has_capitals();
            if self.is_of_name(next, block, words)
                || is_near && self.may_be_exchanged(next, block, words)
                || self.may_mean(next, block, words)
            {
                last = next;
                bridged = 0;
                commas = unspent;
            } else if !Self::is_behind_dash(next, block) && bridges_at(next, manner, block, words) {
                bridged += 1;
            } else {
                break;
            }
        }
        let mut at = first;
        bridged = 0;
        while at > 0 && last + 1 - at < limit + BRIDGE && bridged <= BRIDGE {
            if block.starts_sentence[at] || !Self::passes(at, block, &mut commas, words) {
                break;
            }
            at -= 1;
            // `Lebanon for Hezbollah` is not the Lebanese one.
            let adjacent = bridged == 0;
            if !adjacent
                && (Self::is_behind_dash(at + 1, block)
                    || self.repeats(at, (first, last), block, words))
            {
                break;
            }
            if self.is_before_of_name(at, block, words)
                || adjacent && self.may_mean(at, block, words)
            {
                first = at;
                bridged = 0;
            } else if !Self::is_behind_dash(at + 1, block) && bridges_at(at, manner, block, words) {
                bridged += 1;
            } else {
                break;
            }
        }
        Some((first, last.min(first + MAX_WORDS - 1)))
    }

    /// Whether a word stands behind a dash between blanks. A name goes on there with a word of its own or not at all.
    pub(super) fn is_behind_dash(at: usize, block: &Block) -> bool {
        block.tokens[at].gap == Gap::Dash
    }

    /// Whether a name may go on over what stands before a token: a comma if one is left, and no
    /// end of clause.
    pub(super) fn passes(token: usize, block: &Block, commas: &mut usize, words: &Words) -> bool {
        match block.tokens[token].gap {
            // No script of syllables writes `LAST, First`.
            Gap::Comma if block.tokens[token].is_syllable => false,
            Gap::Comma => {
                // `Gleb, Boris, and Igor Varnakov` has no more commas than without the last.
                if words.entry(block.words[token]).legal_form || aside::is_and(token, block, words)
                {
                    return true;
                }
                let left = commas.checked_sub(1);
                *commas = left.unwrap_or_default();
                left.is_some()
            }
            // `Syria's Central Bank`, but not `Varnakov's Gleb`.
            Gap::Ending => words.entry(block.words[token - 1]).country.is_some(),
            Gap::Mark | Gap::Stop | Gap::Paragraph => false,
            _ => true,
        }
    }

    fn is_of_name(&self, token: usize, block: &Block, words: &Words) -> bool {
        let of_name = |word: u32| {
            let is_near = |&listed: &u32| words.relation(word, listed).is_some();
            words.live(word).is_some_and(|live| {
                live.own_mask & self.listed_mask != 0 && self.listed_words.iter().any(is_near)
            })
        };
        let has_number = || {
            self.listed_parts
                .iter()
                .any(|part| part.part.role == Role::Number)
        };
        of_name(block.words[token])
            || words.glance(block.words[token]).is_number && has_number()
            || block.joined(token).is_some_and(of_name)
            || token > 0 && block.joined(token - 1).is_some_and(of_name)
            || Self::is_initial_of_name(token, block, words)
    }

    /// The same of a word before the others. What calls them a company is none of the name, and may have a capital
    /// for the language alone: `die Firma Tavrik`, `石油贸易公司珠海…`.
    fn is_before_of_name(&self, token: usize, block: &Block, words: &Words) -> bool {
        let is_form = || words.entry(block.words[token]).legal_form;
        let only_calls = || match block.tokens[token].case {
            // Of the legal forms, those of Japan stand in front.
            Case::Unspaced => !is_form() || !words.surface(block.words[token]).ends_with('社'),
            Case::Title => {
                !is_form()
                    && apposition::is_in_german(token, block, words)
                    && !apposition::begins_legal_form(token, block, words)
            }
            _ => false,
        };
        self.is_of_name(token, block, words)
            || self.may_be_exchanged(token, block, words) && !only_calls()
    }

    /// Whether a word written as a name is may mean what a listed word does: `Oil Company of Iran` is the
    /// Iranian one.
    fn may_mean(&self, token: usize, block: &Block, words: &Words) -> bool {
        let word = block.words[token];
        block.tokens[token].case.is_name_like()
            && words.glance(word).has_meaning
            && words.entry(word).meanings.meet(self.listed_meanings)
            && words.prepare(word).view().forms().iter().any(|form| {
                let mut parts = self.listed_parts.iter().map(|listed| listed.part);
                parts.any(|part| meaning(form.text, part.role) == Some(part.detail))
            })
    }

    /// Whether a word is a legal form or one like `Group`, and the listed name has such a word too.
    fn may_be_exchanged(&self, token: usize, block: &Block, words: &Words) -> bool {
        let has = |role: Role| self.listed_parts.iter().any(|part| part.part.role == role);
        words.glance(block.words[token]).is_exchangeable && (has(Role::Legal) || has(Role::Generic))
    }

    /// Whether all that a word stands for is met in a stretch: beyond other words it belongs to
    /// another mention, as in `Boris Rotenberg and Arkady Rotenberg`.
    fn repeats(
        &self,
        token: usize,
        (first, last): (usize, usize),
        block: &Block,
        words: &Words,
    ) -> bool {
        let stands_for = |at: usize, listed: u32| words.relation(block.words[at], listed).is_some();
        let listed = self.listed_words.iter().copied();
        let mut listed = listed
            .filter(|&listed| stands_for(token, listed))
            .peekable();
        listed.peek().is_some()
            && listed.all(|listed| (first..=last).any(|at| stands_for(at, listed)))
    }

    pub(super) fn is_initial_of_name(token: usize, block: &Block, words: &Words) -> bool {
        // `U.S. Ali` is nobody's name.
        block.tokens[token].initial && words.entry(block.words[token]).country.is_none()
    }
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn what_means_the_same_belongs_to_the_name() {
        let texts = [
            "They met the National Oil Company of Norway there.",
            "They met Norway's National Oil Company there.",
            "They left Norway for the National Oil Company.",
            "They met Tavrik's National Oil Company there.",
        ];
        let name = ("NATIONAL NORWEGIAN OIL COMPANY", EntityKind::Organization);
        let reason = "all words of the names agree";
        assert_eq!(with_reason(name, reason, &texts), texts[..2]);
    }

    #[test]
    fn beyond_another_word_of_a_script_without_capitals_a_form_is_anybodys() {
        let texts = [
            "قالت مؤسسة النقل العسكرية اليوم.",
            "مؤسسة النقل العسكرية مناقصة جديدة",
        ];
        let name = ("MILITARY TRANSPORT ESTABLISHMENT", EntityKind::Organization);
        let reason = "all words of the names agree";
        assert_eq!(with_reason(name, reason, &texts), texts);
    }

    #[test]
    fn a_name_goes_on_behind_a_dash_with_its_next_word() {
        let texts = [
            "He left the Tavrik Dorwal Front - Orlan in May.",
            "He left the Tavrik Dorwal Front \u{2013} Orlan in May.",
            "He left the Tavrik Dorwal Front - Big Orlan in May.",
        ];
        let name = ("TAVRIK DORWAL FRONT-ORLAN", EntityKind::Organization);
        let reason = "the names are the same";
        assert_eq!(with_reason(name, reason, &texts), texts[..2]);
    }

    #[test]
    fn what_calls_a_company_so_is_none_of_its_name() {
        let texts = [
            "Sie sind mit den Firmen Tavrik Dorwal nicht verwandt.",
            "They saw the Firmen Tavrik Dorwal there.",
        ];
        let name = ("TAVRIK DORWAL GMBH", EntityKind::Organization);
        let reason = "words like company or group stand on one side only";
        assert_eq!(with_reason(name, reason, &texts), texts[1..]);
    }
}
