//! Dependencies run downwards: every `use crate::` of every file is read from the source and held
//! against the table of ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn all_sources() -> Vec<PathBuf> {
    let mut out = Vec::new();
    sources(&Path::new(ROOT).join("src"), &mut out);
    out
}

/// The rows of the table "Who may import whom" in ARCHITECTURE.md.
fn allowed() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(Path::new(ROOT).join("ARCHITECTURE.md")).unwrap();
    let table = text.split("## Who may import whom").nth(1).unwrap();
    let table = table.split("\n## ").next().unwrap();
    let mut rows = BTreeMap::new();
    for line in table.lines().filter(|l| l.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        let names = |cell: &str| -> Vec<String> {
            cell.split('`').skip(1).step_by(2).map(str::to_string).collect()
        };
        for folder in names(cells[0]) {
            rows.insert(folder, names(cells[1]).into_iter().collect());
        }
    }
    rows
}

/// The first part of a file's path below `src`: the folder (or file) it belongs to.
fn part(path: &Path) -> String {
    let below = path.strip_prefix(Path::new(ROOT).join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_string()
}

/// The parts named after `crate::` in code, imports or paths alike; comments do not count.
fn uses(text: &str, marker: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in text.lines().filter(|l| !l.trim_start().starts_with("//")) {
        for rest in line.split(marker).skip(1) {
            if let Some(list) = rest.strip_prefix('{') {
                for item in list.split(',') {
                    found.insert(item.trim().split(':').next().unwrap().to_string());
                }
            } else {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
                found.insert(rest[..end.unwrap_or(rest.len())].to_string());
            }
        }
    }
    found.remove("");
    found
}

#[test]
fn imports_run_downwards() {
    let allowed = allowed();
    assert!(allowed.len() >= 12, "the table of ARCHITECTURE.md was not found");
    let mut wrong = Vec::new();
    for path in all_sources() {
        let from = part(&path);
        if from == "lib" || from == "main" || from == "cli" {
            continue;
        }
        let Some(may) = allowed.get(&from) else {
            wrong.push(format!("`{from}` has no row in ARCHITECTURE.md"));
            continue;
        };
        for to in uses(&fs::read_to_string(&path).unwrap(), "crate::") {
            if to != from && !may.contains(&to) {
                wrong.push(format!("{} imports {to}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_has_no_circle() {
    let mut left = allowed();
    while !left.is_empty() {
        let free: Vec<String> = left
            .iter()
            .filter(|(_, to)| !to.iter().any(|t| left.contains_key(t)))
            .map(|(from, _)| from.clone())
            .collect();
        assert!(!free.is_empty(), "these import one another in a circle: {:?}", left.keys());
        left.retain(|from, _| !free.contains(from));
    }
}

#[test]
fn the_command_line_sees_only_the_public_library() {
    for path in all_sources().into_iter().filter(|p| part(p) == "cli") {
        let text = fs::read_to_string(&path).unwrap();
        let own = uses(&text, "crate::");
        assert!(own.iter().all(|u| u == "cli"), "{} imports {own:?}", path.display());
    }
}

#[test]
fn the_library_never_prints() {
    for path in all_sources().into_iter().filter(|p| !matches!(part(p).as_str(), "cli" | "main")) {
        let text = fs::read_to_string(&path).unwrap();
        for word in ["println!", "eprintln!", "print!(", "eprint!(", "dbg!", "stdout()", "stderr()"]
        {
            let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
            assert!(!code.clone().any(|l| l.contains(word)), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn files_are_short_and_say_why_they_exist() {
    for path in all_sources() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{} does not say why it exists", path.display());
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines; split it", path.display());
    }
}

/// Crates that open sockets, resolve names or speak HTTP, TLS or a cloud's protocol. cargo-deny
/// bans the same; this test needs no tool.
#[test]
fn no_network_crate_is_in_the_tree() {
    const NETWORK: &[&str] = &[
        "reqwest",
        "hyper",
        "ureq",
        "curl",
        "curl-sys",
        "isahc",
        "surf",
        "attohttpc",
        "minreq",
        "tokio",
        "async-std",
        "smol",
        "mio",
        "socket2",
        "rustls",
        "native-tls",
        "openssl",
        "openssl-sys",
        "h2",
        "quinn",
        "tungstenite",
        "trust-dns-resolver",
        "hickory-resolver",
        "actix-web",
        "warp",
        "axum",
        "tonic",
        "lettre",
        "ssh2",
        "git2",
        "opentelemetry",
        "sentry",
    ];
    let lock = fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).unwrap();
    for name in NETWORK {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name} is in Cargo.lock");
    }
    for path in all_sources() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("std::net"), "{} uses std::net", path.display());
    }
}

/// The library without default features takes bytes and gives values.
#[test]
fn the_bare_library_touches_neither_disk_nor_clock_nor_threads() {
    for path in all_sources() {
        if matches!(part(&path).as_str(), "cli" | "main" | "files")
            || path.ends_with("pipeline/folder.rs")
        {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for word in
            ["std::fs", "std::time", "std::thread", "std::env", "std::process", "SystemTime"]
        {
            assert!(!code.contains(word), "{} uses {word}", path.display());
        }
    }
}
