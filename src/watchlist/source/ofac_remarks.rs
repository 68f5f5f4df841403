//! The grammar of OFAC's remarks: `;`-separated facts, each a label and a value.

use super::{country_or_word, push_new};
use crate::watchlist::country::country_code;
use crate::watchlist::date_text::parse_written;
use crate::watchlist::text::{split_outside_parentheses, tidy};
use crate::watchlist::{Entity, Identifier, Name, NameKind, Vehicle};

/// Takes the facts out of the remarks into the fields of the entity, and keeps the whole text.
/// Of cut remarks the last fact is not taken, since its end is missing.
pub(super) fn read(text: &str, is_cut: bool, entity: &mut Entity) {
    let text = tidy(text);
    if text.is_empty() {
        return;
    }
    let mut facts = split_facts(&text);
    if is_cut {
        facts.pop();
    }
    for fact in facts {
        read_fact(fact.trim(), entity);
    }
    entity.remarks = Some(text);
}

/// Whether a text is the label of a fact that reaches a field, and nothing else.
pub(super) fn is_label(text: &str) -> bool {
    let text = text.trim_end_matches([':', '#', '-', ' ']);
    let is = |label: &str| text.eq_ignore_ascii_case(label);
    FACTS.iter().any(|label| is(label))
        || IDENTIFIERS.iter().any(|(label, _)| is(label))
        || strip_label(text, "Digital Currency Address").is_some()
}

/// Labels of facts beside those of identifiers.
const FACTS: [&str; 14] = [
    "Gender",
    "Organization Established Date",
    "Nationality of Registration",
    "Former Vessel Flag",
    "Vessel Flag",
    "Vessel Type",
    "Vessel Owner",
    "Vessel Year of Build",
    "Aircraft Model",
    "Aircraft Operator",
    "Aircraft Manufacture Date",
    "Secondary sanctions risk",
    "Additional Sanctions Information",
    "Target Type",
];

/// Splits at semicolons, save those in parentheses and in a quoted name.
fn split_facts(text: &str) -> Vec<&str> {
    let mut facts: Vec<&str> = Vec::new();
    let (mut start, mut end) = (0, 0);
    for piece in split_outside_parentheses(text, ';') {
        let piece_start = end;
        end = piece_start + piece.len() + 1;
        let closes = without_stop(piece.trim_end()).ends_with('\'');
        match facts.last_mut() {
            Some(last) if closes && is_unclosed_name(last) => *last = &text[start..end - 1],
            _ => {
                start = piece_start;
                facts.push(piece);
            }
        }
    }
    facts
}

fn is_unclosed_name(fact: &str) -> bool {
    let fact = without_stop(fact.trim());
    fact.contains("k.a. '") && (!fact.ends_with('\'') || fact.ends_with("k.a. '"))
}

/// Takes a fact into the field it belongs to; tells whether there is one.
pub(super) fn read_fact(fact: &str, entity: &mut Entity) -> bool {
    let fact = strip_label(fact, "alt.").unwrap_or(fact);
    let after = |label| strip_label(fact, label).map(without_stop);
    if let Some((name, kind)) = quoted_name(fact) {
        entity.names.push(Name::new(name, kind));
    } else if let Some(date) = after("DOB").or_else(|| after("Organization Established Date")) {
        let Some(date) = parse_written(date) else {
            return false;
        };
        push_new(&mut entity.birth_dates, date);
    } else if let Some(place) = after("POB") {
        push_new(&mut entity.birth_places, place.to_owned());
    } else if let Some(country) = after("Nationality of Registration")
        .or_else(|| after("nationality"))
        .or_else(|| after("citizen"))
    {
        push_new(&mut entity.countries, country_or_word(country));
    } else if let Some(gender) = after("Gender") {
        entity.gender = gender.parse().ok().or(entity.gender);
    } else if let Some((kind, value)) = identifier_label(fact) {
        let Some(identifier) = identifier(kind, value) else {
            return false;
        };
        entity.identifiers.push(identifier);
    } else {
        return read_vehicle(fact, entity);
    }
    true
}

fn read_vehicle(fact: &str, entity: &mut Entity) -> bool {
    let after = |label| strip_label(fact, label).map(|value| without_stop(value).to_owned());
    if let Some(flag) = after("Former Vessel Flag") {
        if flag != "None Identified" {
            push_new(&mut vehicle(entity).former_flags, flag);
        }
    } else if let Some(flag) = after("Vessel Flag") {
        vehicle(entity).flag = Some(flag);
    } else if let Some(kind) = after("Aircraft Model").or_else(|| after("Vessel Type")) {
        vehicle(entity).kind = Some(kind);
    } else if let Some(owner) = after("Aircraft Operator").or_else(|| after("Vessel Owner")) {
        vehicle(entity).owner = Some(owner);
    } else if let Some(built) =
        after("Aircraft Manufacture Date").or_else(|| after("Vessel Year of Build"))
    {
        vehicle(entity).built = Some(built);
    } else {
        return false;
    }
    true
}

fn vehicle(entity: &mut Entity) -> &mut Vehicle {
    entity.vehicle.get_or_insert_default()
}

/// A name in quotation marks: `a.k.a. 'NAME'` is a weak alias, which OFAC gives nowhere else.
fn quoted_name(fact: &str) -> Option<(String, NameKind)> {
    let (kind, rest) = [
        ("a.k.a.", NameKind::WeakAlias),
        ("n.k.a.", NameKind::WeakAlias),
        ("f.k.a.", NameKind::FormerName),
    ]
    .into_iter()
    .find_map(|(label, kind)| Some((kind, strip_label(fact, label)?)))?;
    let name = rest.strip_prefix('\'')?;
    let name = name[..name.rfind('\'')?].trim();
    (!name.is_empty()).then(|| (name.to_owned(), kind))
}

/// What follows a label that stands at the start in any case of letters, and is a word of its own.
fn strip_label<'a>(fact: &'a str, label: &str) -> Option<&'a str> {
    // Most labels begin with another letter, and there are many.
    let (first, of_label) = (fact.as_bytes().first()?, label.as_bytes().first()?);
    if !first.eq_ignore_ascii_case(of_label) {
        return None;
    }
    let (start, rest) = fact.split_at_checked(label.len())?;
    let ends = rest
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && c != '\'');
    (ends && start.eq_ignore_ascii_case(label)).then(|| rest.trim_start())
}

fn without_stop(value: &str) -> &str {
    value.strip_suffix('.').unwrap_or(value)
}

/// The type of identifier that a fact gives, and its value with what stands behind it.
fn identifier_label(fact: &str) -> Option<(&'static str, &str)> {
    IDENTIFIERS
        .iter()
        .find_map(|(label, kind)| Some((*kind, strip_label(fact, label)?)))
}

/// Reads `N123 (Country) issued 26 May 1999 expires 25 May 2004`.
fn identifier(kind: &str, text: &str) -> Option<Identifier> {
    let mut value = text.trim_start_matches(['#', ':', '-', ' ']);
    for word in [
        " issued ",
        " expires ",
        ", issued ",
        ", expired ",
        " effective ",
    ] {
        value = value.split(word).next().unwrap_or_default();
    }
    value = without_stop(value.trim());
    let mut country = None;
    if let Some((before, inside)) = value
        .strip_suffix(')')
        .and_then(|value| value.rsplit_once('('))
        && let Some(code) = country_code(inside)
    {
        value = before.trim_end();
        country = Some(code.to_owned());
    }
    let kind = match kind {
        "website" | "email" => {
            let first = value.split_whitespace().next().unwrap_or_default();
            value = without_stop(first);
            kind
        }
        // The currency stands before a wallet; it is the address that identifies.
        "wallet" => {
            value = value.split_once(' ').map_or(value, |(_, address)| address);
            kind
        }
        "lei" if !(value.len() == 20 && value.bytes().all(|b| b.is_ascii_alphanumeric())) => {
            "registration"
        }
        _ => kind,
    };
    let needs_digit = !matches!(
        kind,
        "website" | "email" | "bic" | "tail_number" | "equity_ticker"
    );
    let sound = !value.is_empty() && (!needs_digit || value.bytes().any(|b| b.is_ascii_digit()));
    sound.then(|| Identifier {
        kind: kind.to_owned(),
        value: value.to_owned(),
        country,
    })
}

/// Labels and the types they stand for; a label that begins with another stands before it.
const IDENTIFIERS: &[(&str, &str)] = &[
    ("Digital Currency Address", "wallet"),
    ("Vessel Registration Identification IMO", "imo"),
    ("Vessel Registration Identification", "imo"),
    ("International Maritime Organization No.", "imo_company"),
    ("Identification Number IMO", "imo_company"),
    ("Company Number IMO", "imo_company"),
    ("Identification Number ISIN", "isin"),
    ("MMSI", "mmsi"),
    ("Other Vessel Call Sign", "call_sign"),
    ("Vessel Call Sign", "call_sign"),
    ("Aircraft Tail Number", "tail_number"),
    ("Previous Aircraft Tail Number", "tail_number"),
    ("Aircraft Mode S Transponder Code", "transponder_code"),
    (
        "Aircraft Manufacturer's Serial Number (MSN)",
        "serial_number",
    ),
    (
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
        "serial_number",
    ),
    ("Aircraft Construction Number", "serial_number"),
    ("Aircraft Serial Identification", "serial_number"),
    ("Passport", "passport"),
    ("Diplomatic Passport", "passport"),
    ("Stateless Person Passport", "passport"),
    ("British National Overseas Passport", "passport"),
    ("Travel Document Number", "travel_document"),
    ("Refugee ID Card", "travel_document"),
    ("Seafarer's Identification Document", "travel_document"),
    ("National ID No. CNIC", "national_id"),
    ("National ID No. NIC", "national_id"),
    ("National ID No.", "national_id"),
    ("National Foreign ID Number", "national_id"),
    ("Personal ID Card", "national_id"),
    ("Citizen's Card Number", "national_id"),
    ("Tazkira National ID Card", "national_id"),
    ("Cedula No.", "national_id"),
    ("Cedula de Residencia", "national_id"),
    ("Numero de Identidad", "national_id"),
    ("Kenyan ID No.", "national_id"),
    ("Bosnian Personal ID No.", "national_id"),
    ("Moroccan Personal ID No.", "national_id"),
    ("Turkish Identification Number", "national_id"),
    ("UAE Identification", "national_id"),
    ("Identification Number", "national_id"),
    ("CNP (Personal Numerical Code)", "national_id"),
    ("Stateless Person ID Card", "national_id"),
    ("Residency Number", "national_id"),
    ("Romanian Permanent Resident CAN", "national_id"),
    ("Immigration No.", "national_id"),
    ("VisaNumberID", "visa"),
    ("Electoral Registry No.", "national_id"),
    ("Credencial electoral", "national_id"),
    ("Cartilla de Servicio Militar Nacional", "national_id"),
    ("Birth Certificate Number", "birth_certificate"),
    ("Driver's License No.", "driving_licence"),
    ("Pilot License Number", "pilot_licence"),
    ("C.U.R.P.", "national_id"),
    ("C.U.I.P.", "national_id"),
    ("C.U.I.", "national_id"),
    ("D.N.I.", "national_id"),
    ("N.I.E.", "national_id"),
    ("I.F.E.", "national_id"),
    ("LE Number", "national_id"),
    ("SSN", "national_id"),
    ("Tax ID No.", "tax_id"),
    ("R.F.C.", "tax_id"),
    ("RFC", "tax_id"),
    ("NIT", "tax_id"),
    ("RUC", "tax_id"),
    ("RIF", "tax_id"),
    ("RTN", "tax_id"),
    ("RSIN", "tax_id"),
    ("C.U.I.T.", "tax_id"),
    ("C.I.F.", "tax_id"),
    ("C.N.P.J.", "tax_id"),
    ("CNPJ", "tax_id"),
    ("V.A.T. Number", "tax_id"),
    ("Italian Fiscal Code", "tax_id"),
    ("Fiscal Code", "tax_id"),
    ("US FEIN", "tax_id"),
    ("Romanian Tax Registration", "tax_id"),
    ("Paraguayan tax identification number", "tax_id"),
    ("Numero Unico de Identificacao Tributaria (NUIT)", "tax_id"),
    ("Registration ID", "registration"),
    ("Registration Number", "registration"),
    ("Business Registration Number", "registration"),
    ("Business Registration Document", "registration"),
    ("Business Number", "registration"),
    ("Public Registration Number", "registration"),
    ("Central Registration System Number", "registration"),
    ("Certificate of Incorporation Number", "registration"),
    ("Company Number", "registration"),
    ("UK Company Number", "registration"),
    ("Enterprise Number", "registration"),
    ("Branch Unit Number", "registration"),
    ("Commercial Registry Number", "registration"),
    ("Chamber of Commerce Number", "registration"),
    ("Dubai Chamber of Commerce Membership No.", "registration"),
    ("Istanbul Chamber of Comm. No.", "registration"),
    ("Matricula Mercantil No", "registration"),
    ("Folio Mercantil No.", "registration"),
    ("C.R. No.", "registration"),
    ("Romanian C.R.", "registration"),
    ("Trade License No.", "registration"),
    ("Tourism License No.", "registration"),
    ("Registered Charity No.", "registration"),
    ("MSB Registration Number", "registration"),
    (
        "Afghan Money Service Provider License Number",
        "registration",
    ),
    ("File Number", "registration"),
    ("License", "registration"),
    ("Unified Social Credit Code (USCC)", "registration"),
    (
        "United Social Credit Code Certificate (USCCC)",
        "registration",
    ),
    ("Government Gazette Number", "government_gazette"),
    ("Legal Entity Number", "lei"),
    ("D-U-N-S Number", "duns"),
    ("SWIFT/BIC", "bic"),
    ("BIK (RU)", "bik"),
    ("ISIN", "isin"),
    ("Equity Ticker", "equity_ticker"),
    ("Website", "website"),
    ("Email Address", "email"),
    ("Email", "email"),
    ("Telephone Number", "phone"),
    ("Telephone No.", "phone"),
    ("Telephone", "phone"),
    ("Phone Number", "phone"),
    ("Phone No.", "phone"),
    ("Phone", "phone"),
    ("Fax No.", "fax"),
    ("Fax", "fax"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::EntityKind;

    fn entity(remarks: &str) -> Entity {
        let mut entity = Entity::new("1", EntityKind::Person, "X");
        read(remarks, false, &mut entity);
        entity
    }

    #[test]
    fn facts_reach_their_fields() {
        let entity = entity(
            "DOB 25 Mar 1977; alt. DOB circa 1951; alt. DOB 1958 to 1960; POB Culiacan, Sinaloa, Mexico; \
             nationality Korea, North; citizen Iran; alt. citizen Iran; Nationality of Registration Russia; Gender Male; \
             a.k.a. 'ABU ALI'; f.k.a. 'O'NEIL; SONS'; Linked To: BANK; Vessel Year of Build 1990; \
             Former Vessel Flag Malta; alt. Former Vessel Flag None Identified.",
        );
        let dates: Vec<String> = entity.birth_dates.iter().map(ToString::to_string).collect();
        assert_eq!(dates, ["1977-03-25", "circa 1951", "1958..1960"]);
        assert_eq!(entity.birth_places, ["Culiacan, Sinaloa, Mexico"]);
        assert_eq!(entity.countries, ["kp", "ir", "ru"]);
        assert_eq!(entity.gender.unwrap().as_str(), "male");
        assert_eq!(entity.names[1], Name::new("ABU ALI", NameKind::WeakAlias));
        let vehicle = entity.vehicle.unwrap();
        assert_eq!(vehicle.built.as_deref(), Some("1990"));
        assert_eq!(vehicle.former_flags, ["Malta"]);
        assert!(entity.remarks.unwrap().contains("Linked To: BANK"));
    }

    #[test]
    fn identifiers_keep_type_value_and_country() {
        for (fact, kind, value, country) in [
            (
                "Passport K754050 (Iran) issued 26 May 1999 expires 25 May 2004",
                "passport",
                "K754050",
                Some("ir"),
            ),
            (
                "alt. Passport 265 216 (Egypt).",
                "passport",
                "265 216",
                Some("eg"),
            ),
            ("PASSPORT 12 (Korea, North)", "passport", "12", Some("kp")),
            (
                "Cedula No. 16247821 (Colombia)",
                "national_id",
                "16247821",
                Some("co"),
            ),
            (
                "NIT # 800146749-7 (Colombia).",
                "tax_id",
                "800146749-7",
                Some("co"),
            ),
            (
                "Vessel Registration Identification IMO 9187629",
                "imo",
                "9187629",
                None,
            ),
            (
                "Identification Number IMO 5342883.",
                "imo_company",
                "5342883",
                None,
            ),
            (
                "alt. Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h",
                "wallet",
                "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h",
                None,
            ),
            (
                "Legal Entity Number 253400WSS48YWMBUA688",
                "lei",
                "253400WSS48YWMBUA688",
                None,
            ),
            (
                "Legal Entity Number 851683897 (Netherlands)",
                "registration",
                "851683897",
                Some("nl"),
            ),
            ("SWIFT/BIC HAVIGB2L", "bic", "HAVIGB2L", None),
            (
                "Email Address dam.d.free@net.sy.",
                "email",
                "dam.d.free@net.sy",
                None,
            ),
            ("Telephone: 0097282851500", "phone", "0097282851500", None),
            ("Website www.a.org. A Society", "website", "www.a.org", None),
            (
                "Citizen's Card Number 21122 (China)",
                "national_id",
                "21122",
                Some("cn"),
            ),
            ("Fax (98)(21)(22224537)", "fax", "(98)(21)(22224537)", None),
            ("Tarjeta Profesional 186785 (Abogado)", "", "", None),
        ] {
            let entity = entity(fact);
            let found = entity.identifiers.first().map_or(("", "", None), |id| {
                (id.kind.as_str(), id.value.as_str(), id.country.as_deref())
            });
            assert_eq!(found, (kind, value, country), "{fact}");
        }
    }

    #[test]
    fn the_last_fact_of_cut_remarks_is_not_taken() {
        let mut entity = Entity::new("1", EntityKind::Person, "X");
        read("DOB 1962; Passport 1234", true, &mut entity);
        assert_eq!((entity.birth_dates.len(), entity.identifiers.len()), (1, 0));
    }

    #[test]
    fn a_label_does_not_hide_a_longer_one() {
        for (at, (label, _)) in IDENTIFIERS.iter().enumerate() {
            for (earlier, _) in &IDENTIFIERS[..at] {
                assert!(
                    strip_label(label, earlier).is_none(),
                    "{earlier} hides {label}"
                );
            }
        }
    }
}
