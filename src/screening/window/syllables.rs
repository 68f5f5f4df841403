//! What may be a name in a script that writes a character for each syllable, and no blanks or few.

use super::language::{is_of_organizations, is_of_the_language, is_whole_in_hangul};
use super::small_words::is_small;
use super::unspaced::{is_cut_out, is_of_others, is_of_words};
use super::{WindowScratch, aside, readings};
use crate::index::Index;
use crate::knowledge::Knowledge;
use crate::matching::Link;
use crate::name::{Manner, RelationKind, Role, is_one_syllable};
use crate::screening::reading::block::Block;
use crate::screening::reading::words::Words;
use crate::script::{Script, begins_family, is_ordinary_word, script_of};
use crate::text::{Case, Gap};

/// What stands in a text, from the first to the last token.
type Stretch = (usize, usize);

impl WindowScratch {
    /// Whether the stretch that was aligned may be a name where it stands. Names are not begun or ended within
    /// words of the language, which most scripts tell by blanks; and where a character stands for each syllable,
    /// many stretches sound like a name, in which nobody would write it so.
    pub(super) fn may_be_name(
        &self,
        stretch: Stretch,
        manner: Manner,
        block: &Block,
        index: &Index,
        words: &Words,
    ) -> bool {
        let (first, last) = stretch;
        let (links, parts) = (&self.alignment.links, &self.parts);
        if manner == Manner::Organization
            && self.in_front == 0
            && aside::reaches_behind_mark(stretch, links, parts, &self.listed_parts, block)
        {
            return false;
        }
        let mut tokens = block.tokens[first..=last].iter();
        if tokens.all(|token| token.case.has_capitals()) {
            return true;
        }
        let is_unspaced = |at: usize| block.tokens[at].case == Case::Unspaced;
        if (is_unspaced(first) || is_unspaced(last)) && is_cut_out(stretch, block, words) {
            return false;
        }
        if self.alignment.links.iter().all(is_to_the_letter) {
            return first == last || is_whole_in_hangul(stretch, block, words);
        }
        if is_of_the_language(stretch, block, words)
            || self.is_heard_across_words(stretch, block, words)
        {
            return false;
        }
        let has_syllables = (first..=last).any(|at| block.tokens[at].is_syllable);
        let has_dots = (first + 1..=last).any(|at| block.tokens[at].gap == Gap::Hyphen);
        match manner {
            Manner::Person if block.tokens[first].is_syllable => {
                // One syllable is nobody's name in another script.
                first < last
                    && self.sounds_like_person(stretch, block, index, words)
                    && is_whole_in_hangul(stretch, block, words)
            }
            Manner::Person if has_foreign_initial(stretch, block) => false,
            Manner::Person => !(first..=last).any(|at| {
                is_hiragana(words.surface(block.words[at]))
                    || has_syllables && !has_dots && is_of_organizations(at, block, words)
            }),
            Manner::Organization if has_syllables => {
                first < last
                    && (self.is_japanese(index, words)
                        || self.sounds_like_organization(stretch, block, words))
                    && self.is_read_in_one_way(index, words)
                    && is_whole_in_hangul(stretch, block, words)
            }
            Manner::Organization => {
                first < last || !is_unspaced(first) || !self.is_like_acronym(index)
            }
        }
    }

    /// Whether two words are taken for one, of which an ordinary one is no part.
    fn is_heard_across_words(&self, (first, last): Stretch, block: &Block, words: &Words) -> bool {
        let is_ordinary = |at: usize| {
            let surface = words.surface(block.words[at]);
            match surface.chars().next().map(script_of) {
                Some(Script::Hebrew | Script::Devanagari) => is_ordinary_word(surface),
                Some(Script::Arabic) => is_small(surface),
                _ => false,
            }
        };
        self.alignment.links.iter().any(|link| {
            let part = &self.parts[usize::from(link.query)];
            let mask = super::in_text_order(part.mask(), self.in_front, last + 1 - first);
            part.span > 1
                && !is_to_the_letter(link)
                && (first..=last).any(|at| mask & 1 << (at - first) != 0 && is_ordinary(at))
        })
    }

    /// Whether syllables that sound like a person's name are written as one: the family name first, the others
    /// in their order, nothing else between them, and not as words of the language.
    fn sounds_like_person(
        &self,
        stretch: Stretch,
        block: &Block,
        index: &Index,
        words: &Words,
    ) -> bool {
        let (first, last) = stretch;
        let surface = |at: usize| words.surface(block.words[at]);
        let folded = words.prepared(block.words[first]).map(|word| word.fold);
        let first_letter = folded.and_then(|folded| folded.chars().next());
        let is_japanese = self.is_japanese(index, words);
        if !is_japanese && !first_letter.is_none_or(begins_family) {
            return false;
        }
        // Nor do particles of Japanese, and what names a place, make a name.
        let is_other =
            |at: usize| is_hiragana(surface(at)) || words.entry(block.words[at]).country.is_some();
        // A blank stands at most behind a word that is one of the name as well.
        let is_one_word = |begin: usize, end: usize| {
            let links = self.alignment.links.iter();
            let mut spans = links.map(|link| self.parts[usize::from(link.query)].span);
            end - begin == 1 || end - begin == 2 && spans.any(|span| span == 2)
        };
        let joins = |at: usize| match block.tokens[at].gap {
            Gap::None | Gap::Hyphen | Gap::HyphenLine | Gap::Line => true,
            Gap::Space => {
                let begins = |&before: &usize| block.tokens[before].gap != Gap::None;
                let begin = (first..at).rev().find(begins).unwrap_or(first);
                let is_family = at == first + 1;
                (block.tokens[at].case != Case::Unspaced || is_family) && is_one_word(begin, at)
            }
            _ => false,
        };
        !(first..=last).any(is_other)
            && (first + 1..=last).all(joins)
            && self.met_in_text(stretch) == (1 << (last + 1 - first)) - 1
            && self.is_in_order(stretch, block, index)
            && (is_japanese
                || !is_of_words(stretch, block, words) && !is_of_others(stretch, block, words))
            && self.has_all_syllables(index)
            && self.is_read_in_one_way(index, words)
    }

    fn is_japanese(&self, index: &Index, words: &Words) -> bool {
        let (links, listed) = (&self.alignment.links, &self.listed_words);
        readings::are_japanese(links, &self.words, listed, words, index)
    }

    fn is_read_in_one_way(&self, index: &Index, words: &Words) -> bool {
        let query = (&*self.parts, &*self.words);
        let (links, listed) = (&self.alignment.links, &self.listed_words);
        readings::are_read_in_one_way(links, query, listed, words, index)
    }

    /// Whether syllables that sound like parts of an organisation's name are enough of them: two characters
    /// beside a word that is known, or three.
    fn sounds_like_organization(&self, stretch: Stretch, block: &Block, words: &Words) -> bool {
        const BESIDE_KNOWN: u32 = 2;
        const ALONE: u32 = 3;
        let (first, last) = stretch;
        let surface = |at: usize| words.surface(block.words[at]);
        if (first..=last).any(|at| is_hiragana(surface(at)) || surface(at) == "的") {
            return false;
        }
        let by_sound = self.alignment.links.iter();
        let by_sound = by_sound.filter(|link| !is_to_the_letter(link));
        let heard = by_sound.fold(0, |mask, link| {
            mask | self.parts[usize::from(link.query)].mask()
        });
        let heard = super::in_text_order(heard, self.in_front, last + 1 - first);
        let is_heard = |at: &usize| heard & 1 << (at - first) != 0;
        let syllables = (first..=last)
            .filter(|&at| block.tokens[at].is_syllable && block.tokens[at].case == Case::Unspaced)
            .filter(is_heard)
            .count() as u32;
        let knows = (first..=last).any(|at| !block.tokens[at].is_syllable && is_heard(&at));
        syllables == 0 || syllables >= if knows { BESIDE_KNOWN } else { ALONE }
    }

    /// Whether a word merely sounds like a short listed word: as an acronym it would be written in Latin letters,
    /// or as it is spoken.
    fn is_like_acronym(&self, index: &Index) -> bool {
        const LONGEST: usize = 4;
        const AS_SPOKEN: u8 = 10;
        self.alignment.links.iter().all(|link| {
            let listed = self.listed_words[usize::from(link.listed)];
            index.word(listed).latin().len() <= LONGEST && link.relation.cost > AS_SPOKEN
        })
    }

    /// Whether no syllable of the listed name is missing: who writes one character for each leaves none out.
    fn has_all_syllables(&self, index: &Index) -> bool {
        let parts = self.listed_words.iter().zip(&self.listed_parts);
        let mut missing = parts.filter(|(_, part)| {
            part.span == 1
                && part.part.role.is_core()
                && self.alignment.left_listed & part.mask() != 0
        });
        !missing.any(|(&word, _)| is_one_syllable(index.word(word).latin()))
    }

    /// The words of a stretch that links touch, as bits in their order in the text.
    fn met_in_text(&self, (first, last): Stretch) -> u32 {
        let links = self.alignment.links.iter();
        let met = links.fold(0, |mask, link| {
            mask | self.parts[usize::from(link.query)].mask()
        });
        super::in_text_order(met, self.in_front, last + 1 - first)
    }

    /// Whether the words met follow one another as in the listed name, whose family name stands first; or, where
    /// it is not sure which that is, or blanks part the words, as the listed name has them, none missing.
    fn is_in_order(&self, (first, last): Stretch, block: &Block, index: &Index) -> bool {
        let count = last + 1 - first;
        let mut inner = block.tokens[first + 1..=last].iter();
        let is_parted = inner.any(|token| token.gap != Gap::None);
        let place = |link: &Link| {
            let query = usize::from(self.parts[usize::from(link.query)].first);
            (query + self.in_front) % count
        };
        let listed = |link: &Link| &self.listed_parts[usize::from(link.listed)];
        let mut links: Vec<&Link> = self.alignment.links.iter().collect();
        links.sort_by_key(|link| place(link));
        let is_family = |link: &Link| listed(link).part.role == Role::Family;
        let family_first = links.first().is_some_and(|link| is_family(link))
            && links.is_sorted_by_key(|link| (!is_family(link), listed(link).first));
        let names = self.listed_words.iter().zip(&self.listed_parts);
        let names = names.filter(|(_, part)| part.span == 1 && part.part.role.is_core());
        let left = self.alignment.left_listed;
        let is_whole = names.clone().all(|(_, part)| left & part.mask() == 0);
        let is_sure = |word: u32| {
            let latin = index.word(word).latin();
            let class = Knowledge::get().name_class(latin);
            is_one_syllable(latin) && class.is_some_and(|class| class.family)
        };
        family_first
            || is_whole
                && links.is_sorted_by_key(|link| listed(link).first)
                && (is_parted
                    || !names
                        .filter(|(_, part)| part.part.role == Role::Family)
                        .any(|(&word, _)| is_sure(word)))
    }
}

/// Whether a Latin letter stands for a word of a name that is written without capitals.
fn has_foreign_initial((first, last): Stretch, block: &Block) -> bool {
    let is_foreign = |at: usize| {
        let token = &block.tokens[at];
        token.initial && token.case.has_capitals()
    };
    first < last && (is_foreign(first) || is_foreign(last))
}

fn is_to_the_letter(link: &Link) -> bool {
    link.relation.kind == RelationKind::Same
}

fn is_hiragana(surface: &str) -> bool {
    surface.starts_with(|letter: char| script_of(letter) == Script::Hiragana)
}

#[cfg(test)]
mod tests {
    use crate::EntityKind;
    use crate::screening::told::with_reason;

    #[test]
    fn a_chinese_name_begins_with_a_family_name() {
        let texts = ["他和魏建国谈。", "他认为建国好。"];
        let name = ("WEI, Jianguo", EntityKind::Person);
        assert_eq!(with_reason(name, "agrees on", &texts), texts[..1]);
    }

    #[test]
    fn small_words_and_places_are_no_part_of_a_name() {
        let texts = ["昨日、奈臣が来た。", "昨日、な臣が来た。"];
        let name = ("CHEN, Nai", EntityKind::Person);
        assert_eq!(with_reason(name, "agrees on", &texts[1..]), [""; 0]);
        let texts = ["어제 이조선 씨가 왔다.", "어제 이북한 씨가 왔다."];
        let name = ("RI, Choson", EntityKind::Person);
        assert_eq!(with_reason(name, "agrees on", &texts[1..]), [""; 0]);
        assert_eq!(
            with_reason(name, "agrees on", &["북한이 평양에 있다."]),
            [""; 0]
        );
    }

    #[test]
    fn no_name_is_heard_across_an_ordinary_word() {
        let texts = ["הוא מכיר את כיבארא היטב.", "הוא אמר כי בארא נסע היום."];
        let found = found("KIBARA", EntityKind::Organization, &texts);
        assert_eq!(found, texts[..1]);
    }

    #[test]
    fn ordinal_numbers_are_parts_of_names() {
        let name = ("FOURTH RAILWAY COMMITTEE", EntityKind::Organization);
        let texts = [
            "第四铁路委员会昨天开会。",
            "第4鉄道委員会が開かれた。",
            "제4철도위원회가 열렸다.",
            "第五铁路委员会昨天开会。",
        ];
        let same = with_reason(name, "the names are the same", &texts);
        assert_eq!(same, texts[..1]);
        let agrees = with_reason(name, "all words of the names agree", &texts);
        assert_eq!(agrees, texts[1..3]);
    }

    #[test]
    fn khan_stands_between_dots() {
        let texts = ["外长阿米尔·汗·塔里克昨天来访。"];
        let name = ("AMIR KHAN TARIK", EntityKind::Person);
        let agrees = with_reason(name, "all words of the names agree", &texts);
        assert_eq!(agrees, texts);
    }

    #[test]
    fn no_word_is_taken_out_of_its_order_from_behind_a_bracket() {
        let texts = [
            "The Second Railway Committee met.",
            "The Second Committee (Railway and Road) met.",
        ];
        let found = found("SECOND RAILWAY COMMITTEE", EntityKind::Organization, &texts);
        assert_eq!(found, texts[..1]);
    }

    #[test]
    fn syllables_of_a_person_follow_one_another() {
        let texts = ["어제 김정철이 왔다.", "어제 김정했철 왔다."];
        let name = ("KIM, Jong Chol", EntityKind::Person);
        assert_eq!(with_reason(name, "agrees on", &texts), texts[..1]);
    }

    /// The texts in which a name is found.
    fn found<'t>(name: &'static str, kind: EntityKind, texts: &[&'t str]) -> Vec<&'t str> {
        with_reason((name, kind), "base rate", texts)
    }

    #[test]
    fn a_latin_letter_is_no_initial_of_an_arabic_name() {
        let texts = ["القرص فارناك بسام ممتلئ.", "القرص فارناك B ممتلئ."];
        let found = found("FARNAK, Bassam", EntityKind::Person, &texts);
        assert_eq!(found, texts[..1]);
    }

    #[test]
    fn names_are_not_cut_out_of_words() {
        let texts = [
            "国务院总理李强昨天出席会议。",
            "总理李强调查研究。",
            "他送来一把锋利强弓。",
        ];
        assert_eq!(found("LI, Qiang", EntityKind::Person, &texts), texts[..2]);
        let texts = ["各国和伊斯兰国作战。", "各国和伊斯兰国家合作。"];
        assert_eq!(
            found("ISLAMIC STATE", EntityKind::Organization, &texts),
            texts[..1]
        );
    }

    #[test]
    fn words_and_titles_are_no_given_names() {
        let texts = ["昨天周显生来了。", "昨天周先生来了。", "昨天他显生气了。"];
        assert_eq!(
            found("ZHOU, Xiansheng", EntityKind::Person, &texts),
            texts[..1]
        );
        let texts = ["他见到了于全。", "这关于全国。"];
        assert_eq!(found("YU, Quan", EntityKind::Person, &texts), [""; 0]);
        assert_eq!(found("YU, Quan", EntityKind::Person, &["于全"]), ["于全"]);
    }

    #[test]
    fn a_name_is_whole_and_in_order() {
        let texts = ["魏久说不。", "魏久纯说不。"];
        assert_eq!(found("WEI, Jiu", EntityKind::Person, &texts), texts[..1]);
        let texts = [
            "어제 김정철이 왔다.",
            "어제 정철김이 왔다.",
            "어제 김 정철이 왔다.",
            "어제 김정 철이 왔다.",
        ];
        let expected = [texts[0], texts[2]];
        assert_eq!(
            found("KIM, Jong Chol", EntityKind::Person, &texts),
            expected
        );
        let texts = ["어제 김정철 씨가 왔다.", "어제 김정 씨가 왔다."];
        assert_eq!(
            found("KIM, Jong Chol", EntityKind::Person, &texts),
            texts[..1]
        );
    }

    #[test]
    fn names_are_heard_in_all_their_writings() {
        let zhang = ["張曉明表示不滿。", "张晓明表示不满。"];
        assert_eq!(found("ZHANG, Xiaoming", EntityKind::Person, &zhang), zhang);
        let behind = ["文在寅和金正恩举行会谈。", "김정은씨가 왔다."];
        assert_eq!(found("KIM, Jong Un", EntityKind::Person, &behind), behind);
        let roles = ["实际控制人马晓青受查。", "外交部发言人马晓青答问。"];
        assert_eq!(found("MA, Xiaoqing", EntityKind::Person, &roles), roles);
        let apart = ["李　方伟", "于建国说不。"];
        assert_eq!(found("LI, Fangwei", EntityKind::Person, &apart), apart[..1]);
        assert_eq!(found("YU, Jianguo", EntityKind::Person, &apart), apart[1..]);
        let addressed = ["어제 강령씨가 왔다.", "어제 강령이 나왔다."];
        assert_eq!(
            found("KANG, Ryong", EntityKind::Person, &addressed),
            addressed[..1]
        );
        let firm = "DANDONG ZHICHENG METALLIC MATERIAL CO., LTD.";
        let texts = ["丹东至诚金属材料有限公司"];
        assert_eq!(found(firm, EntityKind::Organization, &texts), texts);
        let short = ["丹东岱锦继续购买原油。"];
        let firm = "DANDONG DAIJIN COMPANY LIMITED";
        assert_eq!(found(firm, EntityKind::Organization, &short), short);
    }

    #[test]
    fn family_names_may_have_two_characters() {
        let texts = ["昨日、大森健一が来た。", "昨日、大森健が来た。"];
        let name = "OMORI, Kenichi";
        assert_eq!(found(name, EntityKind::Person, &texts), texts[..1]);
        let texts = ["欧阳建国说不。", "欧建国说不。"];
        let name = "OUYANG, Jianguo";
        assert_eq!(found(name, EntityKind::Person, &texts), texts[..1]);
        let texts = ["昨日、大森組は黙った。", "昨日、大森会は黙った。"];
        let name = "OMORI-GUMI";
        assert_eq!(found(name, EntityKind::Organization, &texts), texts[..1]);
    }

    #[test]
    fn a_syllable_beside_a_name_may_sound_like_a_word_of_it() {
        let texts = ["大亨黄旺根说不。", "大亨黄旺说不。"];
        let name = "HUANG, Wang-gen";
        assert_eq!(found(name, EntityKind::Person, &texts), texts[..1]);
    }

    #[test]
    fn given_names_are_read_in_one_way() {
        let texts = ["林家強說不。"];
        let found = |name| found(name, EntityKind::Person, &texts);
        assert_eq!(found("LAM, Ka Keung"), texts);
        assert_eq!(found("LAM, Jia Qiang"), texts);
        assert_eq!(found("LAM, Jia Keung"), [""; 0]);
        assert_eq!(found("LAM, Ka Qiang"), [""; 0]);
    }
}
