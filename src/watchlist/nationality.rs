//! Nationalities as lists write them (`Russian and Ukrainian`, `1) Afghan 2) Pakistani`) to codes.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::country::country_code;
use super::enumeration::enumerated;
use super::text::tidy;

/// The codes of the countries that a text names, or whose people it names, in order and once; where
/// it names none, the text itself in lower case.
pub(crate) fn nationalities(text: &str) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for value in enumerated(text) {
        let found = if let Some(code) = nationality(&value) {
            vec![code.to_owned()]
        } else {
            several(&value)
                .or_else(|| in_words(&value))
                .unwrap_or_else(|| vec![value.to_lowercase()])
        };
        for code in found {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    codes
}

/// The countries of a text that names several, if it names nothing else.
fn several(text: &str) -> Option<Vec<String>> {
    let parted = text.replace(" and ", ";").replace(" or ", ";");
    let pieces: Vec<String> = parted
        .split(['/', ';', ',', '&'])
        .map(tidy)
        .filter(|piece| !piece.is_empty())
        .collect();
    let code = |piece: &String| nationality(piece).map(str::to_owned);
    if pieces.len() < 2 {
        return None;
    }
    pieces.iter().map(code).collect()
}

/// The countries that the words of a longer text name, unless it takes them back.
fn in_words(text: &str) -> Option<Vec<String>> {
    let lower = text.to_lowercase();
    let is_taken_back = ["withdrawn", "revoked", "former", "until", " not "]
        .iter()
        .any(|word| lower.contains(word));
    let codes = countries_named(text);
    (!is_taken_back && !codes.is_empty()).then(|| codes.into_iter().map(str::to_owned).collect())
}

/// The countries that the words of a text name, themselves or by their people, in order.
pub(crate) fn countries_named(text: &str) -> Vec<&'static str> {
    let words: Vec<&str> = text
        .split([' ', '(', ')', ',', '.', ':', '/'])
        .filter(|word| !word.is_empty())
        .collect();
    let mut codes = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let longest = words.len().min(start + MOST_WORDS) - start;
        let found = (1..=longest).rev().find_map(|count| {
            let name = words[start..start + count].join(" ");
            // Two and three letters are more often a part of a number than a code.
            let is_name = name.chars().count() > 3 || matches!(&*name, "UK" | "US" | "USA" | "UAE");
            is_name
                .then(|| nationality(&name))
                .flatten()
                .map(|code| (count, code))
        });
        start += found.map_or(1, |(count, _)| count);
        codes.extend(
            found
                .map(|(_, code)| code)
                .filter(|code| !codes.contains(code)),
        );
    }
    codes
}

/// The most words of a country's name that are looked up in running text.
const MOST_WORDS: usize = 5;

/// The code of one country, named itself or by its people, with or without words around it.
pub(crate) fn nationality(text: &str) -> Option<&'static str> {
    let text = text
        .split_once('(')
        .map_or(text, |(before, _)| before)
        .trim()
        .trim_end_matches(['.', ';', ',']);
    let text = ["Dual ", "dual "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text);
    let text = [" national", " nationality", " citizen", " citizenship"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(text);
    country_code(text).or_else(|| people_code(text))
}

/// The code of the country whose people are called so.
fn people_code(text: &str) -> Option<&'static str> {
    static CODES: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        PEOPLES
            .iter()
            .flat_map(|&(code, peoples)| peoples.split('|').map(move |people| (people, code)))
            .collect()
    });
    codes.get(text.to_lowercase().as_str()).copied()
}

/// Codes of countries, and what their people are called.
const PEOPLES: &[(&str, &str)] = &[
    ("ad", "andorran"),
    ("ae", "emirati|emirian"),
    ("af", "afghan|afghani"),
    ("al", "albanian"),
    ("am", "armenian"),
    ("ao", "angolan"),
    ("ar", "argentine|argentinian"),
    ("at", "austrian"),
    ("au", "australian"),
    ("az", "azerbaijani|azeri"),
    ("ba", "bosnian"),
    ("bb", "barbadian"),
    ("bd", "bangladeshi"),
    ("be", "belgian"),
    ("bf", "burkinabe"),
    ("bg", "bulgarian"),
    ("bh", "bahraini"),
    ("bi", "burundian"),
    ("bj", "beninese"),
    ("bn", "bruneian"),
    ("bo", "bolivian"),
    ("br", "brazilian"),
    ("bs", "bahamian"),
    ("bt", "bhutanese"),
    ("bw", "botswanan"),
    ("by", "belarusian|belarussian|byelorussian"),
    ("bz", "belizean"),
    ("ca", "canadian"),
    ("cd", "congolese"),
    ("cf", "central african"),
    ("ch", "swiss"),
    ("ci", "ivorian"),
    ("cl", "chilean"),
    ("cm", "cameroonian"),
    ("cn", "chinese"),
    ("co", "colombian"),
    ("cr", "costa rican"),
    ("cu", "cuban"),
    ("cv", "cape verdean"),
    ("cy", "cypriot"),
    ("cz", "czech"),
    ("de", "german"),
    ("dj", "djiboutian"),
    ("dk", "danish"),
    ("do", "dominican"),
    ("dz", "algerian"),
    ("ec", "ecuadorian|ecuadorean"),
    ("ee", "estonian"),
    ("eg", "egyptian"),
    ("er", "eritrean"),
    ("es", "spanish"),
    ("et", "ethiopian"),
    ("fi", "finnish"),
    ("fj", "fijian"),
    ("fr", "french"),
    ("ga", "gabonese"),
    ("gb", "british|english|scottish|welsh"),
    ("ge", "georgian"),
    ("gh", "ghanaian"),
    ("gm", "gambian"),
    ("gn", "guinean"),
    ("gq", "equatorial guinean|equatoguinean"),
    ("gr", "greek"),
    ("gt", "guatemalan"),
    ("gw", "bissau-guinean"),
    ("gy", "guyanese"),
    ("hk", "hong kong chinese"),
    ("hn", "honduran"),
    ("hr", "croatian|croat"),
    ("ht", "haitian"),
    ("hu", "hungarian"),
    ("id", "indonesian"),
    ("ie", "irish"),
    ("il", "israeli"),
    ("in", "indian"),
    ("iq", "iraqi"),
    ("ir", "iranian"),
    ("is", "icelandic"),
    ("it", "italian"),
    ("jm", "jamaican"),
    ("jo", "jordanian"),
    ("jp", "japanese"),
    ("ke", "kenyan"),
    ("kg", "kyrgyz|kyrgyzstani"),
    ("kh", "cambodian"),
    ("km", "comoran|comorian"),
    ("kn", "kittitian"),
    ("kp", "north korean"),
    ("kr", "south korean"),
    ("kw", "kuwaiti"),
    ("kz", "kazakh|kazakhstani"),
    ("la", "lao|laotian"),
    ("lb", "lebanese"),
    ("lk", "sri lankan"),
    ("lr", "liberian"),
    ("lt", "lithuanian"),
    ("lu", "luxembourgish|luxembourger"),
    ("lv", "latvian"),
    ("ly", "libyan"),
    ("ma", "moroccan"),
    ("md", "moldovan"),
    ("me", "montenegrin"),
    ("mg", "malagasy"),
    ("mk", "macedonian"),
    ("ml", "malian"),
    ("mm", "burmese|myanmarese"),
    ("mn", "mongolian"),
    ("mr", "mauritanian"),
    ("mt", "maltese"),
    ("mu", "mauritian"),
    ("mv", "maldivian"),
    ("mw", "malawian"),
    ("mx", "mexican"),
    ("my", "malaysian"),
    ("mz", "mozambican"),
    ("na", "namibian"),
    ("ne", "nigerien"),
    ("ng", "nigerian"),
    ("ni", "nicaraguan"),
    ("nl", "dutch"),
    ("no", "norwegian"),
    ("np", "nepalese|nepali"),
    ("nz", "new zealander"),
    ("om", "omani"),
    ("pa", "panamanian"),
    ("pe", "peruvian"),
    ("ph", "filipino|philippine"),
    ("pk", "pakistani"),
    ("pl", "polish"),
    ("ps", "palestinian"),
    ("pt", "portuguese"),
    ("py", "paraguayan"),
    ("qa", "qatari"),
    ("ro", "romanian"),
    ("rs", "serbian|serb"),
    ("ru", "russian"),
    ("rw", "rwandan|rwandese"),
    ("sa", "saudi|saudi arabian"),
    ("sc", "seychellois"),
    ("sd", "sudanese"),
    ("se", "swedish"),
    ("sg", "singaporean"),
    ("si", "slovenian|slovene"),
    ("sk", "slovak"),
    ("sl", "sierra leonean"),
    ("sn", "senegalese"),
    ("so", "somali|somalian"),
    ("sr", "surinamese"),
    ("ss", "south sudanese"),
    ("sv", "salvadoran|salvadorean"),
    ("sy", "syrian"),
    ("td", "chadian"),
    ("tg", "togolese"),
    ("th", "thai"),
    ("tj", "tajik|tajikistani"),
    ("tl", "timorese"),
    ("tm", "turkmen"),
    ("tn", "tunisian"),
    ("tr", "turkish"),
    ("tt", "trinidadian"),
    ("tw", "taiwanese"),
    ("tz", "tanzanian"),
    ("ua", "ukrainian"),
    ("ug", "ugandan"),
    ("us", "american"),
    ("uy", "uruguayan"),
    ("uz", "uzbek|uzbekistani"),
    ("ve", "venezuelan"),
    ("vn", "vietnamese"),
    ("xk", "kosovan|kosovar"),
    ("ye", "yemeni"),
    ("za", "south african"),
    ("zm", "zambian"),
    ("zw", "zimbabwean"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peoples_and_countries_become_codes() {
        for (text, codes) in [
            ("Russian and Ukrainian", &["ru", "ua"][..]),
            ("1) Afghan 2) Pakistani", &["af", "pk"]),
            ("Saudi Arabian ", &["sa"]),
            ("Dual Russian/Ukrainian", &["ru", "ua"]),
            ("Iranian (born in Iraq)", &["ir"]),
            ("Bosnia and Herzegovina", &["ba"]),
            ("Democratic People's Republic of Korea", &["kp"]),
            ("Tunisian; Tunisia", &["tn"]),
            ("Stateless", &["stateless"]),
            ("Possibly Ethiopian", &["et"]),
            ("Iranian national and US national/citizen", &["ir", "us"]),
            (
                "Kuwaiti citizenship withdrawn in 2002",
                &["kuwaiti citizenship withdrawn in 2002"],
            ),
            ("", &[]),
        ] {
            assert_eq!(nationalities(text), codes, "{text}");
        }
    }

    #[test]
    fn each_people_is_of_one_known_country() {
        let mut seen: Vec<&str> = Vec::new();
        for (code, peoples) in PEOPLES {
            assert_eq!(country_code(code), Some(*code));
            for people in peoples.split('|') {
                assert!(!seen.contains(&people), "{people}");
                seen.push(people);
            }
        }
    }
}
