//! Han characters in Latin letters: Mandarin by sound, family names as their bearers spell them,
//! and the Korean reading of the characters of Korean names.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Forms, Origin, eastern, hangul, kana, latin};

const COST: u8 = 4;
const FAMILY_COST: u8 = 5;
const WADE_GILES_COST: u8 = 8;
const SOUTHERN_COST: u8 = 10;
const KOREAN_COST: u8 = 12;

/// What is known of a character beyond its general reading.
struct Name {
    /// How it is read as a family name.
    family: Option<&'static str>,
    /// Spellings of Hong Kong, Singapore and Malaysia, parted by spaces.
    southern: Option<&'static str>,
    /// The Hangul syllable that Koreans read it as.
    korean: Option<char>,
}

static NAMES: LazyLock<FxHashMap<char, Name>> = LazyLock::new(|| {
    let text = include_str!("../../lists/knowledge/han-names.tsv");
    super::rows(text).filter_map(parse).collect()
});

static FAMILIES: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    let text = include_str!("../../lists/knowledge/han-family-names.tsv");
    super::rows(text).flat_map(str::chars).collect()
});

/// Whether a family name may begin with a folded character; any that is no Han character may.
pub(crate) fn begins_family(c: char) -> bool {
    !matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}') || FAMILIES.contains(&c)
}

fn parse(row: &'static str) -> Option<(char, Name)> {
    let mut columns = row
        .split('\t')
        .map(|column| (column != "-").then_some(column));
    let character = columns.next()??.chars().next()?;
    let family = columns.next()?;
    let southern = columns.next()?;
    let korean = columns.next()?.and_then(|column| column.chars().next());
    Some((
        character,
        Name {
            family,
            southern,
            korean,
        },
    ))
}

/// Traditional and Japanese characters, each before the simplified one, of those that names use.
const SIMPLIFIED: &str = "\
    張张陳陈劉刘黃黄楊杨趙赵吳吴孫孙馬马羅罗鄭郑謝谢韓韩馮冯鄧邓許许葉叶蘇苏盧卢蔣蒋賈贾鄒邹陸陆\
    閻阎譚谭廖廖範范鍾钟鐘钟薑姜龔龚嚴严賴赖賀贺龍龙萬万錢钱湯汤喬乔倫伦顧顾龐庞齊齐龎庞樊樊蘭兰歐欧陽阳\
    聶聂焦焦柳柳項项祝祝塗涂關关師师穀谷時时單单畢毕紀纪應应滿满車车衛卫費费婁娄榮荣蕭萧鮑鲍鳳凤鄔邬\
    寧宁麥麦遲迟鞏巩詹詹勞劳葛葛諸诸呂吕溫温莊庄韋韦舒舒屈屈饒饶開开鄺邝莫莫區区岑岑盧卢\
    國国華华東东偉伟軍军強强麗丽傑杰紅红輝辉勇勇濤涛曉晓飛飞鵬鹏超超波波剛刚亞亚鳴鸣慶庆學学\
    義义興兴貴贵雲云衛卫鋒锋銀银鐵铁鎮镇鈞钧錦锦鑫鑫鋼钢銘铭銳锐鋁铝鎖锁錫锡鏡镜長长門门閔闵閃闪間间\
    聞闻閣阁闊阔陳陈陰阴陽阳隊队際际隨随隱隐雙双雜杂難难電电靜静頂顶順顺須须頌颂預预領领頭头頻频題题\
    顏颜願愿類类風风養养餘余驗验騰腾驍骁驥骥魯鲁鮮鲜鳥鸟鴻鸿鵝鹅鶴鹤鷹鹰麟麟齡龄龜龟\
    業业樂乐樹树橋桥機机權权歡欢歲岁歷历毀毁漢汉滙汇漁渔潔洁澤泽濟济瀋沈灣湾炎炎無无煙烟營营燦灿爾尔\
    爭争爺爷獎奖獨独獻献環环現现瑪玛瓊琼產产畫画異异當当療疗發发盛盛盡尽監监盤盘眾众碩硕確确礎础禎祯\
    禮礼種种稱称穩稳窮穷競竞筆笔節节築筑簡简籌筹糧粮級级純纯紡纺細细終终組组結结絡络給给絲丝經经綠绿\
    維维綱纲網网緒绪線线緣缘編编練练縣县總总績绩織织繼继續续罰罚習习職职聯联聰聪聲声聽听肅肃\
    腦脑臨临舉举舊旧藝艺藥药蓮莲蔭荫處处號号術术補补製制複复見见規规視视親亲觀观覺觉計计討讨訓训記记設设\
    訪访評评詞词詩诗誌志認认語语誠诚說说課课調调請请論论諾诺謀谋講讲識识證证議议護护變变讓让讚赞\
    豐丰貝贝財财貨货貿贸賓宾賜赐賢贤質质賽赛贊赞躍跃軒轩軟软軸轴載载輕轻輪轮輸输轉转辦办農农迅迅進进\
    運运達达違违遠远適适選选遺遗還还邊边郵邮鄉乡醫医釋释陝陕階阶險险雞鸡離离霧雾靈灵飯饭館馆駐驻駕驾\
    騎骑髮发鬥斗鹽盐麵面黨党齒齿會会樓楼標标條条來来侖仑個个們们倉仓備备傳传債债億亿優优儲储兒儿內内兩两\
    冊册凍冻劃划創创劍剑動动務务勝胜勢势勳勋勵励匯汇協协單单卻却廠厂參参吳吴啟启問问喪丧嘉嘉團团園园圍围\
    圓圆圖图場场報报塊块墊垫壇坛壓压壯壮壽寿夢梦夾夹奧奥奪夺婦妇媽妈嬌娇孝孝學学實实審审寶宝將将專专尋寻對对導导\
    屆届層层屬属岡冈島岛嶺岭嶽岳帥帅帳帐帶带幣币幹干幾几庫库廣广廳厅張张彈弹彌弥彙汇後后從从復复徵征德德\
    憲宪懷怀戰战戲戏戶户擁拥擇择據据擊击擔担換换揚扬損损搖摇撫抚攝摄敗败敘叙數数斷断於于時时晉晋晝昼暉晖暫暂\
    曄晔書书榮荣構构槍枪樣样殺杀殼壳毆殴氣气決决沖冲沒没況况洩泄涼凉淚泪淨净淺浅減减渦涡測测滅灭滬沪潤润\
    澤泽沢泽辺边邊边斉齐広广浜滨濱滨竜龙鉄铁関关恵惠栄荣桜樱櫻樱県县気气実实円圆塩盐仏佛伝传対对戦战経经\
    黒黑徳德渋涩渡渡斎斋齋斋薬药読读売卖図图総总権权検检験验険险発发覚觉亀龟児儿";

static SIMPLIFY: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let mut characters = SIMPLIFIED.chars();
    std::iter::from_fn(|| Some((characters.next()?, characters.next()?)))
        .filter(|(traditional, simplified)| traditional != simplified)
        .collect()
});

/// The simplified character for a traditional or Japanese one, of those that names use.
pub(super) fn simplify(c: char) -> char {
    SIMPLIFY.get(&c).copied().unwrap_or(c)
}

/// Adds the forms of one Han character, or of a run read as one word.
pub(super) fn read(folded: &str, forms: &mut Forms) {
    let mut characters = folded.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => read_one(only, forms),
        _ => read_run(folded, forms),
    }
}

fn read_one(character: char, forms: &mut Forms) {
    let name = NAMES.get(&character);
    forms.add(Origin::Mandarin, COST, |out| write_mandarin(character, out));
    if let Some(family) = name.and_then(|name| name.family) {
        forms.add(Origin::Mandarin, FAMILY_COST, |out| out.push_str(family));
    }
    if let Some(reading) = forms.get(0).map(|form| form.text.to_owned()) {
        forms.add(Origin::Mandarin, WADE_GILES_COST, |out| {
            write_wade_giles(&reading, out);
        });
    }
    let Some(name) = name else { return };
    for spelling in name
        .southern
        .into_iter()
        .flat_map(|spellings| spellings.split(' '))
    {
        forms.add(Origin::Cantonese, SOUTHERN_COST, |out| {
            out.push_str(spelling);
        });
    }
    if let Some(syllable) = name.korean {
        hangul::read_as(syllable, Origin::Korean, KOREAN_COST, forms);
    }
}

fn read_run(folded: &str, forms: &mut Forms) {
    forms.add(Origin::Mandarin, COST, |out| {
        for c in folded.chars() {
            write_mandarin(c, out);
        }
    });
    let korean = || {
        folded
            .chars()
            .map(|c| NAMES.get(&c).and_then(|name| name.korean))
    };
    if korean().all(|syllable| syllable.is_some()) {
        forms.add(Origin::Korean, KOREAN_COST, |out| {
            for syllable in korean().flatten() {
                hangul::write_northern(syllable, out);
            }
        });
    }
    eastern::read_borrowed_han(folded, forms);
}

fn write_mandarin(c: char, out: &mut String) {
    if super::script_of(c) == super::Script::Han {
        latin::push_ascii(c, out);
    } else {
        let mut buffer = [0; 4];
        kana::write(c.encode_utf8(&mut buffer), out);
    }
}

/// Rewrites a pinyin syllable as Wade and Giles spelled it, without apostrophes.
fn write_wade_giles(pinyin: &str, out: &mut String) {
    const WHOLE: [(&str, &str); 22] = [
        ("zhi", "chih"),
        ("chi", "chih"),
        ("shi", "shih"),
        ("ri", "jih"),
        ("zi", "tzu"),
        ("ci", "tzu"),
        ("si", "ssu"),
        ("yi", "i"),
        ("you", "yu"),
        ("yan", "yen"),
        ("ye", "yeh"),
        ("yong", "yung"),
        ("yue", "yueh"),
        ("er", "erh"),
        ("ge", "ko"),
        ("ke", "ko"),
        ("he", "ho"),
        ("e", "o"),
        ("guo", "kuo"),
        ("gui", "kuei"),
        ("kui", "kuei"),
        ("kuo", "kuo"),
    ];
    const INITIALS: [(&str, &str); 12] = [
        ("zh", "ch"),
        ("ch", "ch"),
        ("sh", "sh"),
        ("b", "p"),
        ("d", "t"),
        ("g", "k"),
        ("j", "ch"),
        ("q", "ch"),
        ("x", "hs"),
        ("z", "ts"),
        ("c", "ts"),
        ("r", "j"),
    ];
    const FINALS: [(&str, &str); 5] = [
        ("ian", "ien"),
        ("ong", "ung"),
        ("ie", "ieh"),
        ("ue", "ueh"),
        ("uo", "o"),
    ];
    if let Some((_, whole)) = WHOLE.iter().find(|(from, _)| *from == pinyin) {
        return out.push_str(whole);
    }
    let (mut rest, initial) = INITIALS
        .iter()
        .find_map(|(from, to)| Some((pinyin.strip_prefix(from)?, *to)))
        .unwrap_or((pinyin, ""));
    out.push_str(initial);
    let mut last = "";
    // After these the rounded vowel keeps its u, which FINALS would take for another one.
    let keeps_uo = pinyin.starts_with("shuo") || pinyin.starts_with("huo");
    for (from, to) in FINALS {
        if let Some(stem) = rest
            .strip_suffix(from)
            .filter(|_| !(keeps_uo && from == "uo"))
        {
            (rest, last) = (stem, to);
            break;
        }
    }
    out.push_str(rest);
    out.push_str(last);
}

#[cfg(test)]
mod tests {
    use super::super::tests::{first, texts};
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        assert_eq!(SIMPLIFIED.chars().count() % 2, 0);
        for (_, simplified) in SIMPLIFIED
            .chars()
            .collect::<Vec<_>>()
            .chunks(2)
            .map(|pair| (pair[0], pair[1]))
        {
            assert_eq!(simplify(simplified), simplified);
        }
        let families = include_str!("../../lists/knowledge/han-family-names.tsv");
        let families: Vec<char> = super::super::rows(families).flat_map(str::chars).collect();
        assert_eq!(FAMILIES.len(), families.len(), "a character stands twice");
        for character in families {
            assert_eq!(simplify(character), character);
        }
        let text = include_str!("../../lists/knowledge/han-names.tsv");
        assert_eq!(
            NAMES.len(),
            super::super::rows(text).count(),
            "a character stands twice"
        );
        for (character, name) in super::super::rows(text).filter_map(parse) {
            assert_eq!(simplify(character), character);
            assert!(
                name.family.is_some() || name.southern.is_some() || name.korean.is_some(),
                "{character}"
            );
            assert!(
                name.family.is_none() || begins_family(character),
                "{character}"
            );
            for spelling in name
                .family
                .iter()
                .chain(&name.southern)
                .flat_map(|s| s.split(' '))
            {
                assert!(
                    spelling.bytes().all(|b| b.is_ascii_lowercase()),
                    "{spelling}"
                );
            }
        }
    }

    #[test]
    fn family_names_are_spelled_as_their_bearers_do() {
        assert_eq!(texts("陳")[..3], ["chen", "chan", "tan"]);
        assert_eq!(texts("张")[..3], ["zhang", "chang", "cheung"]);
        assert_eq!(texts("单")[..2], ["dan", "shan"]);
        assert!(texts("金").contains(&"kim".to_owned()));
        assert!(texts("李").contains(&"ri".to_owned()));
    }

    #[test]
    fn runs_are_read_joined() {
        assert_eq!(first("习近平"), "xijinping");
        assert_eq!(first("習近平"), "xijinping");
        assert!(texts("英哲").contains(&"yongchol".to_owned()));
    }

    #[test]
    fn pinyin_becomes_wade_giles() {
        for (pinyin, expected) in [
            ("zhou", "chou"),
            ("xiao", "hsiao"),
            ("qian", "chien"),
            ("jiang", "chiang"),
            ("deng", "teng"),
            ("guo", "kuo"),
            ("luo", "lo"),
            ("xue", "hsueh"),
            ("cai", "tsai"),
            ("shi", "shih"),
            ("mao", "mao"),
        ] {
            let mut out = String::new();
            write_wade_giles(pinyin, &mut out);
            assert_eq!(out, expected, "{pinyin}");
        }
    }
}
