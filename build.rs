//! Lists the lexicon files, so that a new marker is found by lying in its folder: whole, and without the
//! sentences that test them, which take longest to read and which only few commands want.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let folder = root.join("lexicons").join("en");
    println!("cargo::rerun-if-changed=lexicons/en");
    let mut files = Vec::new();
    collect(&folder, &mut files)?;
    files.sort();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let lean = out.join("lean");
    let (mut whole, mut rules) = (String::from("&[\n"), String::from("&[\n"));
    for (number, file) in files.iter().enumerate() {
        let name = file.strip_prefix(&folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let _ = writeln!(whole, "    ({name:?}, include_str!({:?})),", file.to_string_lossy());
        fs::create_dir_all(&lean)?;
        let own = lean.join(format!("{number}.toml"));
        fs::write(&own, without_sentences(&fs::read_to_string(file)?))?;
        let _ = writeln!(rules, "    ({name:?}, include_str!({:?})),", own.to_string_lossy());
    }
    fs::write(out.join("lexicons.rs"), whole + "]")?;
    fs::write(out.join("rules.rs"), rules + "]")
}

/// A file without comments on lines of their own, and without the values of `match` and `no_match`; what
/// is left stands on the lines where it stood. A test compares what is read from both.
fn without_sentences(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find('\n').map_or(rest.len(), |i| i + 1);
        let (line, behind) = rest.split_at(end);
        let key = line.split('=').next().unwrap_or("").trim();
        if let ("match" | "no_match", Some(open)) = (key, line.find('[')) {
            let value = &rest[open..];
            let length = array(value);
            kept.extend(value[..length].chars().filter(|c| *c == '\n'));
            rest = &value[length..];
            continue;
        }
        kept.push_str(if line.trim_start().starts_with('#') { "\n" } else { line });
        rest = behind;
    }
    kept
}

/// The length of the array with which a text begins.
fn array(text: &str) -> usize {
    let mut depth = 0;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 1 => return at + 1,
            b']' => depth -= 1,
            b'#' => while bytes.next().is_some_and(|(_, b)| b != b'\n') {},
            quote @ (b'"' | b'\'') => {
                while let Some((_, byte)) = bytes.next().filter(|(_, b)| *b != quote) {
                    if byte == b'\\' && quote == b'"' {
                        bytes.next();
                    }
                }
            }
            _ => {}
        }
    }
    text.len()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            println!("cargo::rerun-if-changed={}", path.display());
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
