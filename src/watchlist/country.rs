//! Country names, as lists write them, to ISO 3166 codes.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// The ISO 3166 two-letter code, in lower case, of a country named in English (short, official or
/// reversed: "Korea, North"), or given by its two- or three-letter code; `None` for anything else,
/// also for states that no longer exist.
///
/// ```
/// assert_eq!(namewatch::country_code("Korea, North"), Some("kp"));
/// assert_eq!(namewatch::country_code("Narnia"), None);
/// ```
pub fn country_code(text: &str) -> Option<&'static str> {
    static CODES: OnceLock<FxHashMap<String, &'static str>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        let mut codes = FxHashMap::default();
        for &(code, alpha3, names) in COUNTRIES {
            codes.insert(code.to_owned(), code);
            codes.insert(alpha3.to_owned(), code);
            for name in names.split('|') {
                codes.insert(key(name, |_| true), code);
            }
        }
        codes
    });
    let text = text.trim().trim_end_matches('.');
    let text = text.strip_prefix("Region: ").unwrap_or(text);
    let by_words = |keep: fn(&str) -> bool| {
        // `as of` is no code with a word that does not count.
        let key = key(text, keep);
        (key.len() > 3 || !text.contains(' '))
            .then(|| codes.get(&key))
            .flatten()
    };
    codes
        .get(&text.to_ascii_lowercase())
        .or_else(|| by_words(|_| true))
        .or_else(|| by_words(|word| !FORMS_OF_STATE.contains(&word)))
        .copied()
}

/// The words of a name, folded and in alphabetical order, so that word order, commas, parentheses
/// and articles do not matter.
fn key(name: &str, keep: impl Fn(&str) -> bool) -> String {
    let folded: String = name.chars().flat_map(char::to_lowercase).collect();
    let folded: String = folded
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '‘' | '.' | '\u{307}'))
        .map(fold_accent)
        .collect();
    let mut words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !matches!(*word, "" | "the" | "of" | "and") && keep(word))
        .collect();
    words.sort_unstable();
    words.join(" ")
}

fn fold_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'î' | 'ï' => 'i',
        'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        _ => c,
    }
}

/// Words of official names that may be left out where what remains is a country.
const FORMS_OF_STATE: [&str; 21] = [
    "arab",
    "bolivarian",
    "commonwealth",
    "democratic",
    "federal",
    "federation",
    "federative",
    "government",
    "grand",
    "duchy",
    "hashemite",
    "islamic",
    "kingdom",
    "peoples",
    "plurinational",
    "principality",
    "republic",
    "socialist",
    "state",
    "sultanate",
    "union",
];

/// Two-letter code, three-letter code, names. Names that differ only in word order, articles or
/// punctuation stand once. Kosovo bears the user-assigned code in general use.
const COUNTRIES: &[(&str, &str, &str)] = &[
    ("ad", "and", "Andorra"),
    ("ae", "are", "United Arab Emirates|UAE|Emirates"),
    ("af", "afg", "Afghanistan"),
    ("ag", "atg", "Antigua and Barbuda|Antigua"),
    ("ai", "aia", "Anguilla"),
    ("al", "alb", "Albania"),
    ("am", "arm", "Armenia"),
    ("ao", "ago", "Angola"),
    ("aq", "ata", "Antarctica"),
    ("ar", "arg", "Argentina|Argentine Republic"),
    ("as", "asm", "American Samoa"),
    ("at", "aut", "Austria"),
    ("au", "aus", "Australia"),
    ("aw", "abw", "Aruba"),
    ("ax", "ala", "Åland Islands|Aland"),
    ("az", "aze", "Azerbaijan"),
    (
        "ba",
        "bih",
        "Bosnia and Herzegovina|Bosnia-Hercegovina|Bosnia",
    ),
    ("bb", "brb", "Barbados"),
    ("bd", "bgd", "Bangladesh"),
    ("be", "bel", "Belgium"),
    ("bf", "bfa", "Burkina Faso"),
    ("bg", "bgr", "Bulgaria"),
    ("bh", "bhr", "Bahrain"),
    ("bi", "bdi", "Burundi"),
    ("bj", "ben", "Benin"),
    ("bl", "blm", "Saint Barthélemy|St Barthelemy"),
    ("bm", "bmu", "Bermuda"),
    ("bn", "brn", "Brunei Darussalam|Brunei"),
    ("bo", "bol", "Bolivia"),
    (
        "bq",
        "bes",
        "Bonaire, Sint Eustatius and Saba|Caribbean Netherlands",
    ),
    ("br", "bra", "Brazil"),
    ("bs", "bhs", "Bahamas"),
    ("bt", "btn", "Bhutan"),
    ("bv", "bvt", "Bouvet Island"),
    ("bw", "bwa", "Botswana"),
    ("by", "blr", "Belarus|Byelorussia"),
    ("bz", "blz", "Belize"),
    ("ca", "can", "Canada"),
    ("cc", "cck", "Cocos (Keeling) Islands|Cocos Islands"),
    (
        "cd",
        "cod",
        "Democratic Republic of the Congo|Congo, the Democratic Republic|DRC|DR Congo|Congo-Kinshasa|Congo (DRC)|Zaire",
    ),
    ("cf", "caf", "Central African Republic|CAR"),
    ("cg", "cog", "Congo|Republic of the Congo|Congo-Brazzaville"),
    ("ch", "che", "Switzerland|Swiss Confederation"),
    ("ci", "civ", "Côte d'Ivoire|Cote d Ivoire|Ivory Coast"),
    ("ck", "cok", "Cook Islands"),
    ("cl", "chl", "Chile"),
    ("cm", "cmr", "Cameroon"),
    (
        "cn",
        "chn",
        "China|People's Republic of China|PRC|Mainland China",
    ),
    ("co", "col", "Colombia"),
    ("cr", "cri", "Costa Rica"),
    ("cu", "cub", "Cuba"),
    ("cv", "cpv", "Cabo Verde|Cape Verde"),
    ("cw", "cuw", "Curaçao"),
    ("cx", "cxr", "Christmas Island"),
    ("cy", "cyp", "Cyprus"),
    ("cz", "cze", "Czechia|Czech Republic"),
    ("de", "deu", "Germany"),
    ("dj", "dji", "Djibouti"),
    ("dk", "dnk", "Denmark"),
    ("dm", "dma", "Dominica"),
    ("do", "dom", "Dominican Republic"),
    ("dz", "dza", "Algeria"),
    ("ec", "ecu", "Ecuador"),
    ("ee", "est", "Estonia"),
    ("eg", "egy", "Egypt"),
    ("eh", "esh", "Western Sahara"),
    ("er", "eri", "Eritrea"),
    ("es", "esp", "Spain"),
    ("et", "eth", "Ethiopia"),
    ("fi", "fin", "Finland"),
    ("fj", "fji", "Fiji"),
    (
        "fk",
        "flk",
        "Falkland Islands|Falkland Islands (Malvinas)|Malvinas",
    ),
    ("fm", "fsm", "Micronesia|Micronesia, Federated States of"),
    ("fo", "fro", "Faroe Islands|Faeroe Islands"),
    ("fr", "fra", "France|French Republic"),
    ("ga", "gab", "Gabon|Gabonese Republic"),
    (
        "gb",
        "gbr",
        "United Kingdom|United Kingdom of Great Britain and Northern Ireland|UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland",
    ),
    ("gd", "grd", "Grenada"),
    ("ge", "geo", "Georgia"),
    ("gf", "guf", "French Guiana"),
    ("gg", "ggy", "Guernsey"),
    ("gh", "gha", "Ghana"),
    ("gi", "gib", "Gibraltar"),
    ("gl", "grl", "Greenland"),
    ("gm", "gmb", "Gambia|The Gambia"),
    ("gn", "gin", "Guinea|Guinea-Conakry"),
    ("gp", "glp", "Guadeloupe"),
    ("gq", "gnq", "Equatorial Guinea"),
    ("gr", "grc", "Greece|Hellenic Republic"),
    ("gs", "sgs", "South Georgia and the South Sandwich Islands"),
    ("gt", "gtm", "Guatemala"),
    ("gu", "gum", "Guam"),
    ("gw", "gnb", "Guinea-Bissau"),
    ("gy", "guy", "Guyana|Co-operative Republic of Guyana"),
    (
        "hk",
        "hkg",
        "Hong Kong|Hong Kong SAR|China, Hong Kong Special Administrative Region|Hong Kong, China",
    ),
    ("hm", "hmd", "Heard Island and McDonald Islands"),
    ("hn", "hnd", "Honduras"),
    ("hr", "hrv", "Croatia"),
    ("ht", "hti", "Haiti"),
    ("hu", "hun", "Hungary"),
    ("id", "idn", "Indonesia"),
    ("ie", "irl", "Ireland|Eire"),
    ("il", "isr", "Israel"),
    ("im", "imn", "Isle of Man"),
    ("in", "ind", "India"),
    ("io", "iot", "British Indian Ocean Territory"),
    ("iq", "irq", "Iraq"),
    ("ir", "irn", "Iran|Persia"),
    ("is", "isl", "Iceland"),
    ("it", "ita", "Italy|Italian Republic"),
    ("je", "jey", "Jersey"),
    ("jm", "jam", "Jamaica"),
    ("jo", "jor", "Jordan"),
    ("jp", "jpn", "Japan"),
    ("ke", "ken", "Kenya"),
    ("kg", "kgz", "Kyrgyzstan|Kyrgyz Republic|Kyrgyz"),
    ("kh", "khm", "Cambodia|Kampuchea"),
    ("ki", "kir", "Kiribati"),
    ("km", "com", "Comoros"),
    ("kn", "kna", "Saint Kitts and Nevis|St. Kitts and Nevis"),
    (
        "kp",
        "prk",
        "Korea, North|Democratic People's Republic of Korea|DPRK|Korea DPR|North Korean",
    ),
    ("kr", "kor", "Korea, South|Republic of Korea|ROK"),
    ("kw", "kwt", "Kuwait"),
    ("ky", "cym", "Cayman Islands|Cayman"),
    ("kz", "kaz", "Kazakhstan|Kazakstan"),
    ("la", "lao", "Laos|Lao People's Democratic Republic|Lao"),
    ("lb", "lbn", "Lebanon|Lebanese Republic"),
    ("lc", "lca", "Saint Lucia|St. Lucia"),
    ("li", "lie", "Liechtenstein"),
    ("lk", "lka", "Sri Lanka|Ceylon"),
    ("lr", "lbr", "Liberia"),
    ("ls", "lso", "Lesotho"),
    ("lt", "ltu", "Lithuania"),
    ("lu", "lux", "Luxembourg|Luxemburg"),
    ("lv", "lva", "Latvia"),
    (
        "ly",
        "lby",
        "Libya|Libyan Arab Jamahiriya|Great Socialist People's Libyan Arab Jamahiriya",
    ),
    ("ma", "mar", "Morocco"),
    ("mc", "mco", "Monaco"),
    ("md", "mda", "Moldova"),
    ("me", "mne", "Montenegro"),
    (
        "mf",
        "maf",
        "Saint Martin|Saint Martin (French part)|St. Martin",
    ),
    ("mg", "mdg", "Madagascar"),
    ("mh", "mhl", "Marshall Islands"),
    (
        "mk",
        "mkd",
        "North Macedonia|Macedonia|Macedonia, the former Yugoslav Republic of|FYROM",
    ),
    ("ml", "mli", "Mali"),
    ("mm", "mmr", "Myanmar|Burma|Myanmar (Burma)|Burma (Myanmar)"),
    ("mn", "mng", "Mongolia"),
    (
        "mo",
        "mac",
        "Macao|Macau|Macao SAR|Macau SAR|China, Macao Special Administrative Region|Macau, China|Macao, China",
    ),
    ("mp", "mnp", "Northern Mariana Islands"),
    ("mq", "mtq", "Martinique"),
    ("mr", "mrt", "Mauritania"),
    ("ms", "msr", "Montserrat"),
    ("mt", "mlt", "Malta"),
    ("mu", "mus", "Mauritius"),
    ("mv", "mdv", "Maldives"),
    ("mw", "mwi", "Malawi"),
    ("mx", "mex", "Mexico|United Mexican States"),
    ("my", "mys", "Malaysia"),
    ("mz", "moz", "Mozambique"),
    ("na", "nam", "Namibia"),
    ("nc", "ncl", "New Caledonia"),
    ("ne", "ner", "Niger"),
    ("nf", "nfk", "Norfolk Island"),
    ("ng", "nga", "Nigeria"),
    ("ni", "nic", "Nicaragua"),
    (
        "nl",
        "nld",
        "Netherlands|Holland|Kingdom of the Netherlands",
    ),
    ("no", "nor", "Norway"),
    ("np", "npl", "Nepal"),
    ("nr", "nru", "Nauru"),
    ("nu", "niu", "Niue"),
    ("nz", "nzl", "New Zealand"),
    ("om", "omn", "Oman"),
    ("pa", "pan", "Panama"),
    ("pe", "per", "Peru"),
    ("pf", "pyf", "French Polynesia"),
    ("pg", "png", "Papua New Guinea"),
    ("ph", "phl", "Philippines|Phillipines"),
    ("pk", "pak", "Pakistan"),
    ("pl", "pol", "Poland"),
    (
        "pm",
        "spm",
        "Saint Pierre and Miquelon|St. Pierre and Miquelon",
    ),
    ("pn", "pcn", "Pitcairn|Pitcairn Islands"),
    ("pr", "pri", "Puerto Rico"),
    (
        "ps",
        "pse",
        "Palestine|Palestinian|State of Palestine|Occupied Palestinian Territory|Palestinian Territories|Palestinian Territory, Occupied|Palestinian Authority|Gaza|Gaza Strip|West Bank",
    ),
    ("pt", "prt", "Portugal|Portuguese Republic"),
    ("pw", "plw", "Palau"),
    ("py", "pry", "Paraguay"),
    ("qa", "qat", "Qatar"),
    ("re", "reu", "Réunion"),
    ("ro", "rou", "Romania|Rumania"),
    ("rs", "srb", "Serbia"),
    ("ru", "rus", "Russia|Russian Federation"),
    ("rw", "rwa", "Rwanda"),
    ("sa", "sau", "Saudi Arabia"),
    ("sb", "slb", "Solomon Islands"),
    ("sc", "syc", "Seychelles"),
    ("sd", "sdn", "Sudan|The Sudan"),
    ("se", "swe", "Sweden"),
    ("sg", "sgp", "Singapore"),
    (
        "sh",
        "shn",
        "Saint Helena, Ascension and Tristan da Cunha|Saint Helena|St. Helena",
    ),
    ("si", "svn", "Slovenia"),
    ("sj", "sjm", "Svalbard and Jan Mayen"),
    ("sk", "svk", "Slovakia|Slovak Republic|Slovak"),
    ("sl", "sle", "Sierra Leone"),
    ("sm", "smr", "San Marino"),
    ("sn", "sen", "Senegal"),
    ("so", "som", "Somalia"),
    ("sr", "sur", "Suriname|Surinam"),
    ("ss", "ssd", "South Sudan"),
    ("st", "stp", "São Tomé and Príncipe|Sao Tome"),
    ("sv", "slv", "El Salvador"),
    (
        "sx",
        "sxm",
        "Sint Maarten|Sint Maarten (Dutch part)|St. Maarten",
    ),
    ("sy", "syr", "Syria|Syrian Arab Republic|Syrian"),
    ("sz", "swz", "Eswatini|Swaziland"),
    ("tc", "tca", "Turks and Caicos Islands|Turks and Caicos"),
    ("td", "tcd", "Chad"),
    ("tf", "atf", "French Southern Territories"),
    ("tg", "tgo", "Togo|Togolese Republic"),
    ("th", "tha", "Thailand"),
    ("tj", "tjk", "Tajikistan"),
    ("tk", "tkl", "Tokelau"),
    ("tl", "tls", "Timor-Leste|East Timor"),
    ("tm", "tkm", "Turkmenistan"),
    ("tn", "tun", "Tunisia"),
    ("to", "ton", "Tonga"),
    ("tr", "tur", "Turkey|Türkiye"),
    ("tt", "tto", "Trinidad and Tobago|Trinidad"),
    ("tv", "tuv", "Tuvalu"),
    (
        "tw",
        "twn",
        "Taiwan|Taiwan, Province of China|Republic of China|Taiwan, China|Chinese Taipei",
    ),
    (
        "tz",
        "tza",
        "Tanzania|United Republic of Tanzania|Tanzania, United Rep. of",
    ),
    ("ua", "ukr", "Ukraine"),
    ("ug", "uga", "Uganda"),
    ("um", "umi", "United States Minor Outlying Islands"),
    (
        "us",
        "usa",
        "United States|United States of America|U.S.A.|U.S.|America",
    ),
    (
        "uy",
        "ury",
        "Uruguay|Eastern Republic of Uruguay|Oriental Republic of Uruguay",
    ),
    ("uz", "uzb", "Uzbekistan"),
    (
        "va",
        "vat",
        "Holy See|Vatican City|Vatican|Holy See (Vatican City State)",
    ),
    (
        "vc",
        "vct",
        "Saint Vincent and the Grenadines|St. Vincent and the Grenadines|St. Vincent",
    ),
    ("ve", "ven", "Venezuela"),
    (
        "vg",
        "vgb",
        "British Virgin Islands|Virgin Islands, British",
    ),
    (
        "vi",
        "vir",
        "U.S. Virgin Islands|Virgin Islands (U.S.)|United States Virgin Islands",
    ),
    ("vn", "vnm", "Viet Nam|Vietnam"),
    ("vu", "vut", "Vanuatu"),
    ("wf", "wlf", "Wallis and Futuna"),
    ("ws", "wsm", "Samoa|Western Samoa"),
    ("xk", "xkx", "Kosovo"),
    ("ye", "yem", "Yemen"),
    ("yt", "myt", "Mayotte"),
    ("za", "zaf", "South Africa"),
    ("zm", "zmb", "Zambia"),
    ("zw", "zwe", "Zimbabwe"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_lists_write_them() {
        for (text, code) in [
            ("Iran", "ir"),
            ("Iran, Islamic Republic of", "ir"),
            ("Iran (Islamic Republic of)", "ir"),
            ("Korea, North", "kp"),
            ("Democratic People's Republic of Korea", "kp"),
            ("Democratic People’s Republic of Korea", "kp"),
            ("Korea, Republic of", "kr"),
            ("Congo, Democratic Republic of the.", "cd"),
            ("Congo, Republic of the", "cg"),
            ("Congo", "cg"),
            ("DPRK", "kp"),
            ("Russian Federation", "ru"),
            ("Syrian Arab Republic", "sy"),
            ("Burma", "mm"),
            ("Türkiye", "tr"),
            ("CÔTE D'IVOIRE", "ci"),
            ("Venezuela, Bolivarian Republic of", "ve"),
            ("Republic of Iraq", "iq"),
            ("Region: Gaza", "ps"),
            ("us", "us"),
            ("DEU", "de"),
            ("Virgin Islands, U.S.", "vi"),
            ("Hong Kong", "hk"),
            ("Republic of China", "tw"),
            ("People's Republic of China", "cn"),
        ] {
            assert_eq!(country_code(text), Some(code), "{text}");
        }
    }

    #[test]
    fn what_is_no_present_country_has_no_code() {
        for text in [
            "",
            "former Soviet Union",
            "Yugoslavia",
            "na na",
            "Region: Crimea",
            "Republic",
            "Korea",
        ] {
            assert_eq!(country_code(text), None, "{text}");
        }
    }

    #[test]
    fn the_table_is_complete_and_no_name_stands_for_two_countries() {
        assert_eq!(COUNTRIES.len(), 250);
        let mut seen: FxHashMap<String, &str> = FxHashMap::default();
        for &(code, alpha3, names) in COUNTRIES {
            assert!(code.len() == 2 && alpha3.len() == 3, "{code} {alpha3}");
            let keys = names.split('|').map(|name| key(name, |_| true));
            for key in keys.chain([code.to_owned(), alpha3.to_owned()]) {
                assert!(!key.is_empty(), "{code}");
                let other = seen.insert(key, code);
                assert!(
                    other.is_none_or(|other| other == code),
                    "{code} and {other:?}"
                );
            }
        }
    }
}
