//! Dictionaries of every format, read, written and read again.

use proptest::prelude::*;

use super::draft::Draft;
use super::{Dictionary, Format, Reading, Scope, read};

fn problems(reading: &Reading) -> Vec<String> {
    reading.problems.iter().map(|p| p.to_string().replace("\n  remedy", " - remedy")).collect()
}

/// `id (label) < parents: entry, entry` for each category.
fn shown(reading: &Reading) -> Vec<String> {
    let category = |c: &super::Category| {
        let entries: Vec<&str> = c.entries.iter().map(|e| e.written.as_str()).collect();
        let label = if c.label == c.id { String::new() } else { format!(" ({})", c.label) };
        let parents: String = c.parents.iter().map(|p| format!(" < {p}")).collect();
        format!("{}{label}{parents}: {}", c.id, entries.join(", "))
    };
    reading.dictionary.categories.iter().map(category).collect()
}

fn codes(reading: &Reading) -> Vec<(&str, Option<usize>)> {
    reading.problems.iter().map(|p| (p.code, p.line)).collect()
}

const PLAIN: &str = "%\n2\twarm\n01\tcold (Cold words)\n%\nkind*\t02\nfar away\t1\ncool\t1\t2\n";

#[test]
fn a_plain_dic() {
    let reading = read("My words.dic", PLAIN.as_bytes());
    assert_eq!(problems(&reading), [""; 0]);
    assert_eq!((reading.format, reading.dictionary.id.as_str()), (Format::Dic, "my_words"));
    assert_eq!(shown(&reading), ["warm: kind*, cool", "cold (Cold words): far away, cool"]);
    assert_eq!(reading.lines, [2, 3]);
}

#[test]
fn encodings_line_endings_and_separators_change_nothing() {
    let plain = shown(&read("a.dic", PLAIN.as_bytes()));
    let mut variants: Vec<Vec<u8>> = vec![
        format!("\u{feff}{PLAIN}").into_bytes(),
        PLAIN.replace('\n', "\r\n").into_bytes(),
        PLAIN.replace('\n', "\r").into_bytes(),
        PLAIN.replace('\t', "  ").into_bytes(),
        PLAIN.replace('\t', "\t\t ").into_bytes(),
        PLAIN.replace('%', "% ").into_bytes(),
        PLAIN.replace("\n%\n", "\n\n%\n# people only\n\n").into_bytes(),
    ];
    variants.push([0xFF, 0xFE].into_iter().chain(utf16(PLAIN)).collect());
    variants.push(utf16(PLAIN).collect());
    for bytes in variants {
        let reading = read("a.dic", &bytes);
        assert_eq!(shown(&reading), plain, "{:?}", String::from_utf8_lossy(&bytes));
        assert!(problems(&reading).is_empty(), "{:?}", problems(&reading));
    }
    let western = read("a.dic", b"%\n1\tg\xeane\n%\nd\xe9j\xe0 vu\t1\nl\x92amour\t1\n");
    assert_eq!(shown(&western), ["gêne: déjà vu, l’amour"]);
    assert_eq!(codes(&western), [("encoding-guessed", None)]);
}

fn utf16(text: &str) -> impl Iterator<Item = u8> {
    text.encode_utf16().collect::<Vec<_>>().into_iter().flat_map(u16::to_le_bytes)
}

#[test]
fn a_dic_with_every_irregularity_says_each_at_its_line() {
    let text = "An old list\n%\n1\taffect (Affect)\n\t2\tposemo (Positive Emotion)\n\t3 negemo\n\
                4\tempty\n5\n1\tother\nwhat is this\n6\tnegemo\n%\n\
                glad\t1\t2\ngrim\t1 3\nhope*\t2\n:-)\t2\n<3\t2\nsad\t3\t99\t98\nsad\t3\n\
                like\t(02 134)125/464 3\nkind\t<of>1/2\nlost\nodd\tx\n*\t3\ncurse\t6\n# never mind\n";
    let reading = read("old.dic", text.as_bytes());
    assert_eq!(
        shown(&reading),
        [
            "affect (Affect): glad, grim",
            "posemo (Positive Emotion): glad, hope*",
            "negemo: grim, sad, like, curse",
            "empty: ",
            "category_5 (category 5): ",
        ]
    );
    insta::assert_snapshot!(problems(&reading).join("\n"));
}

#[test]
fn a_category_names_the_one_that_it_stands_under_if_its_words_do() {
    let text =
        "%\n1\tall\n\t2\tsome\n\t\t3\tfew\n\t4\tothers\n%\na\t1\t2\t3\nb\t1\t2\nc\t1\t4\nd\t4\n";
    let reading = read("tree.dic", text.as_bytes());
    assert_eq!(
        shown(&reading),
        ["all: a, b, c", "some < all: a, b", "few < some: a", "others: c, d"]
    );
    assert_eq!(codes(&reading), [("not-in-parent", Some(5))]);
}

#[test]
fn a_header_that_is_not_closed_is_read_and_said() {
    let reading = read("a.dic", b"%\n1\twarm\n2\tcold\nkind\t1\ncool\t2\n");
    assert_eq!(shown(&reading), ["warm: kind", "cold: cool"]);
    assert_eq!(codes(&reading), [("open-header", Some(4))]);
    let none = read("a.dic", b"1\twarm\nkind\t1\n");
    assert_eq!(shown(&none), ["warm: kind"]);
    let empty = read("a.dic", b"%\n%\nkind\t1\n");
    assert_eq!(codes(&empty), [("no-header", Some(1))]);
    assert!(!empty.usable());
}

#[test]
fn a_dicx_with_commas_semicolons_or_tabs() {
    let text = "DicTerm,warm,\"cold (Cold, words)\"\nkind*,X,\n\"far, away\",,x\nfar away,,x\ncool,1,0.5\n";
    for text in [text.to_string(), text.replace(",", ";").replace("far; a", "far, a")] {
        let reading = read("words.dicx", text.as_bytes());
        assert_eq!(reading.format, Format::Dicx);
        assert_eq!(shown(&reading)[0], "warm: kind*, cool");
        assert!(shown(&reading)[1].ends_with(": far away, cool"), "{:?}", shown(&reading));
        assert_eq!(codes(&reading), [("marks", Some(3)), ("weight", Some(5))]);
    }
    let tabs = read("words", "\u{feff}DicTerm\twarm\tcold\t\t\nkind\tX\t\t\t\n".as_bytes());
    assert_eq!(shown(&tabs), ["warm: kind", "cold: "]);
    assert_eq!(codes(&tabs), [("empty-category", Some(1))]);
}

#[test]
fn a_dicx_with_every_irregularity_says_each_at_its_line() {
    let text = "DicTerm,warm,warm,,cold\nkind,X,,,\nfond,,X,,\n,X,,,\nlost,,,,\nodd,yes,,,-1\n\
                beside,,,X,\n\"open,X\nlong,,,,,,X\n";
    let reading = read("words.dicx", text.as_bytes());
    assert_eq!(shown(&reading), ["warm: kind, fond", "cold: odd"]);
    insta::assert_snapshot!(problems(&reading).join("\n"));
}

#[test]
fn quanteda_yaml_keeps_words_words_and_joins_keys() {
    let text = "---\n# people only\nA CATEGORY: [yes, no, off, 'so*']\nnumbers:\n  - 1\n  - 2024\n  - null\n\
                'on': \"don\u{2019}t\"\nUS:\n  '': Washington DC\n  MA: &b Boston\n  CA:\n    - 'Los Angeles'\n    - *b\n\
                none:\nempty: []\nmixed:\n  - one\n  - sub: [two]\n  - [three, four]\n";
    let reading = read("places.yml", text.as_bytes());
    assert_eq!(reading.format, Format::Quanteda);
    assert_eq!(
        shown(&reading),
        [
            "A_CATEGORY (A CATEGORY): yes, no, off, so*",
            "numbers: 1, 2024, null",
            "on: don\u{2019}t",
            "US: Washington DC",
            "US.MA: Boston",
            "US.CA: Los Angeles, Boston",
            "none: ",
            "empty: ",
            "mixed: one, three, four",
            "mixed.sub: two",
        ]
    );
    assert_eq!(codes(&reading), [("empty-category", Some(15))]);
    let json = read("words.json", br#"{"warm": ["kind", "fond*"], "cold": {"very": "icy"}}"#);
    assert_eq!(shown(&json), ["warm: kind, fond*", "cold.very: icy"]);
}

#[test]
fn broken_yaml_gives_what_could_be_read_and_every_place() {
    let text = "warm:\n  - kind\n  - *ing\n  - *able\n'':\n  - x\n? [a]\n: b\nwarm: [fond]\ncold: [icy\nlast: x\n";
    let reading = read("words.yaml", text.as_bytes());
    assert_eq!(shown(&reading), ["warm: kind, fond", "cold: "]);
    insta::assert_snapshot!(problems(&reading).join("\n"));
    assert!(!reading.usable());
}

#[test]
fn what_is_no_dictionary_is_refused() {
    for (bytes, code) in [
        (&b"just a text about words\nand more\n"[..], "unknown-format"),
        (b"", "unknown-format"),
        (b"- a\n- b\n", "unknown-format"),
        (b"\x89PNG\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10", "binary"),
        (b"a: b: c\n", "yaml"),
        (b"dictionary = \n", "lexicon-syntax"),
        (b"warm:\n  - ':-)'\n", "no-word"),
    ] {
        let reading = read("file", bytes);
        assert!(!reading.usable(), "{code}");
        assert!(codes(&reading).iter().any(|c| c.0 == code), "{:?}", problems(&reading));
        assert!(reading.problems.iter().all(|p| p.path == "file"));
    }
}

#[test]
fn our_own_form_with_every_mistake_at_its_column() {
    let text = "dictionary = \"my words\"\ncolour = 1\nnested_scope = \"all\"\n\n[[category]]\nid = \"warm\"\n\
                parents = [\"warm\", \"good\", \"cold\"]\nentries = [\"kind\", 7, \":-)\", \"Kind\"]\n\n\
                [[category]]\nid = \"warm\"\nentries = []\n\n[[category]]\nid = \"cold\"\nlabel = \"Cold\"\nentries = [\"*\"]\n\n\
                [[category]]\nentries = [\"x\"]\n";
    let reading = read("words.toml", text.as_bytes());
    assert_eq!(shown(&reading), ["warm < cold: kind", "cold (Cold): "]);
    insta::assert_snapshot!(problems(&reading).join("\n"));
}

#[test]
fn parents_count_what_stands_below_them_once() {
    let text = "dictionary = \"d\"\n[[category]]\nid = \"a\"\nentries = [\"x\", \"z\"]\n\
                [[category]]\nid = \"b\"\nparents = [\"a\"]\nentries = [\"x\", \"y\"]\n\
                [[category]]\nid = \"c\"\nparents = [\"b\", \"a\"]\nentries = [\"w\"]\n";
    let reading = read("d.toml", text.as_bytes());
    assert_eq!(problems(&reading), [""; 0]);
    let counted = reading.dictionary.counted().unwrap();
    let words: Vec<Vec<&str>> =
        counted.iter().map(|c| c.iter().map(|e| e.written.as_str()).collect()).collect();
    assert_eq!(words, [vec!["x", "z", "y", "w"], vec!["x", "y", "w"], vec!["w"]]);
}

#[test]
fn files_that_mean_harm_are_refused_in_time() {
    let bomb = (1..20).fold("a0: &a0 [x, y]\n".to_string(), |text, i| {
        let one = format!("*a{}", i - 1);
        text + &format!("a{i}: &a{i} [{}]\n", vec![one; 10].join(", "))
    });
    let reading = read("bomb.yml", bomb.as_bytes());
    assert!(codes(&reading).iter().any(|c| c.0 == "aliases"), "{:?}", codes(&reading));
    let circle = read("circle.yml", b"a: &a [x, *a, *a, *a]\n");
    assert!(codes(&circle).iter().any(|c| c.0 == "aliases"), "{:?}", codes(&circle));
    for text in
        ["[".repeat(1 << 20), "a: ".to_string() + &"{b: ".repeat(1 << 18), "- ".repeat(1 << 20)]
    {
        assert!(!read("deep.yml", text.as_bytes()).usable());
    }
    let deep: String = (0..100).map(|i| format!("{}a{i}:\n", " ".repeat(i))).collect();
    assert!(codes(&read("deep.yml", deep.as_bytes())).iter().any(|c| c.0 == "nested"));
    let wide = format!("DicTerm{}\n", ",a".repeat(1 << 20));
    assert!(!read("wide.dicx", wide.as_bytes()).usable());
    let many: String = (0..6_000).map(|i| format!("{i}\tc{i}\n")).collect();
    let reading = read("many.dic", format!("%\n{many}%\nx\t1\n").as_bytes());
    assert!(codes(&reading).contains(&("too-large", Some(5_002))), "{:?}", codes(&reading));
    // Each category counts what stands below it: a million entries from two hundred words.
    let chain: String = (0..4_000)
        .map(|i| {
            let parent =
                if i == 0 { String::new() } else { format!("parents = [\"c{}\"]\n", i - 1) };
            format!("[[category]]\nid = \"c{i}\"\n{parent}entries = [\"w{i}\"]\n")
        })
        .collect();
    let reading = read("chain.toml", format!("dictionary = \"d\"\n{chain}").as_bytes());
    assert!(codes(&reading).iter().any(|c| c.0 == "too-large"), "{:?}", codes(&reading));
}

/// A random dictionary, built as readers build them.
fn dictionary() -> impl Strategy<Value = Dictionary> {
    let word = "[a-cA-C]{1,4}\\*?|don['’]t|\\*[ab]+|[ab]\\?c|[ab]-[bc]\\*?|é[a-c]{1,2}|[0-9]{1,3}|no|yes|null";
    let entry = prop::collection::vec(word, 1..4).prop_map(|w| w.join(" "));
    let label = "[ -~]{0,12}[a-z]|[\\PC\"'\\\\]{0,6}[a-z]|[a-d]";
    let category =
        (label, prop::collection::vec(entry, 0..6), prop::collection::vec(0..6usize, 0..3));
    let text = || "\\PC{0,12}|[a-z \"'\\\\\n\t]{0,12}";
    (prop::collection::vec(category, 1..6), text(), text(), text(), any::<bool>()).prop_map(
        |(categories, title, description, source, wide)| {
            let mut draft = Draft::default();
            let mut above = Vec::new();
            for (label, entries, parents) in categories {
                if draft.has(&label) {
                    continue;
                }
                let place = draft.category(&label, &label, 1).unwrap();
                above.push(parents);
                for entry in entries {
                    assert_eq!(draft.entry(&[place], &entry, 1), None, "{entry}");
                }
            }
            let ids: Vec<String> = draft.categories.iter().map(|c| c.id.clone()).collect();
            for (child, parents) in above.iter().enumerate() {
                for parent in parents.iter().filter_map(|p| ids.get(*p)) {
                    let own = &mut draft.categories[child];
                    if own.id != *parent && !own.parents.contains(parent) {
                        own.parents.push(parent.clone());
                    }
                }
            }
            let scope = if wide { Scope::Dictionary } else { Scope::Key };
            let id = "random".to_string();
            draft.finish(Dictionary { id, title, description, source, scope, categories: vec![] }).0
        },
    )
}

/// What every format can hold: for each category all that counts for it.
fn flat(dictionary: &Dictionary) -> Vec<(String, Vec<String>)> {
    let counted = dictionary.counted().unwrap();
    let mut all: Vec<(String, Vec<String>)> = dictionary
        .categories
        .iter()
        .zip(counted)
        .map(|(c, entries)| {
            let mut words: Vec<String> = entries.iter().map(|e| format!("{:?}", e.words)).collect();
            words.sort();
            (c.id.clone(), words)
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn our_own_form_is_read_as_it_was_written(dictionary in dictionary(), note in "\\PC{0,20}(\n[a-z]{3})?") {
        let text = dictionary.write(Format::Toml, &note).unwrap();
        let reading = read("random.toml", text.as_bytes());
        prop_assert!(reading.usable() || dictionary.entries() == 0, "{:?}\n{text}", problems(&reading));
        prop_assert_eq!(reading.dictionary, dictionary);
    }

    #[test]
    fn every_format_is_read_as_it_was_written(dictionary in dictionary()) {
        for format in Format::ALL {
            let text = dictionary.write(format, "").unwrap();
            let reading = read("random", text.as_bytes());
            if dictionary.entries() > 0 {
                prop_assert!(reading.usable(), "{:?}\n{text}", problems(&reading));
                prop_assert_eq!(reading.format, format);
                prop_assert_eq!(flat(&reading.dictionary), flat(&dictionary), "{}", text);
            }
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for name in ["a.dic", "a.dicx", "a.yml", "a.toml", "a"] {
            let _ = read(name, &bytes);
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(
        head in "|%\n|%\n1\ta\n%\n|DicTerm,a\n|dictionary = \"d\"\n|a:\n",
        text in "([a-c0-9*?:,;\"'\\[\\]{}&|>%#=<()/ -]|\t|\n|a: |\\[\\[category\\]\\]\n|entries = |1\t){0,60}",
    ) {
        for name in ["a.dic", "a.dicx", "a.yml", "a.toml"] {
            let reading = read(name, format!("{head}{text}").as_bytes());
            // What was read can be written, and reads the same.
            let own = reading.dictionary.write(Format::Toml, "").unwrap();
            prop_assert_eq!(read("a.toml", own.as_bytes()).dictionary, reading.dictionary);
        }
    }
}
