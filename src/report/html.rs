//! Puts finished strings into the templates, which escape them, and forbids the page to ask for or
//! run anything.
//!
//! Must not know: what any string says.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The templates by name. All end in `.html`, so that everything placed in them is escaped.
pub(super) static TEMPLATES: &[(&str, &str)] = &[
    ("head.html", include_str!("templates/head.html")),
    ("page.html", include_str!("templates/page.html")),
    ("read.html", include_str!("templates/read.html")),
    ("shifts.html", include_str!("templates/shifts.html")),
    ("row.html", include_str!("templates/row.html")),
    ("counted.html", include_str!("templates/counted.html")),
    ("marker.html", include_str!("templates/marker.html")),
    ("rates.html", include_str!("templates/rates.html")),
    ("dance.html", include_str!("templates/dance.html")),
    ("turns.html", include_str!("templates/turns.html")),
    ("passages.html", include_str!("templates/passages.html")),
    ("passage.html", include_str!("templates/passage.html")),
    ("reading.html", include_str!("templates/reading.html")),
    ("method.html", include_str!("templates/method.html")),
    ("evaluation.html", include_str!("templates/evaluation.html")),
];

/// Everything that the page looks like.
pub(super) const STYLE: &str = include_str!("templates/style.css");

/// The templates, compiled.
pub(super) struct Html {
    environment: Environment<'static>,
}

impl Html {
    /// Compiles the templates.
    pub(super) fn new() -> Self {
        let mut environment = Environment::new();
        // A misspelt name in a template is to fail, not to leave a hole in somebody's page.
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        for (name, source) in TEMPLATES {
            environment.add_template(name, source).expect("our templates are well formed");
        }
        Self { environment }
    }

    /// Fills a template; everything is escaped, unless it is [`Markup`].
    pub(super) fn fill(&self, template: &str, context: &impl Serialize) -> Markup {
        let filled = self
            .environment
            .get_template(template)
            .and_then(|t| t.render(Value::from(Serde(context))));
        // Templates and contexts are both ours; no input decides whether they fit.
        Markup(filled.expect("templates fit their contexts"))
    }
}

/// Text that is markup already, made by our templates.
#[derive(Debug, Clone)]
pub(super) struct Markup(pub(super) String);

impl Serialize for Markup {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

/// The style sheet as it stands in the page, and the policy that allows nothing but it.
pub(super) fn style_and_policy() -> (Markup, Markup) {
    // Browsers hash the block with plain line ends, whatever the checkout wrote.
    let style = STYLE.replace("\r\n", "\n");
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src 'none'; base-uri 'none'; \
         form-action 'none'"
    );
    (Markup(style), Markup(policy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Mixed {
        text: &'static str,
        markup: Markup,
    }

    #[test]
    fn text_is_escaped_and_markup_is_not() {
        let mut html = Html::new();
        html.environment.add_template("t.html", "{{ text }}|{{ markup }}").unwrap();
        let context = Mixed { text: "<b>\"'&", markup: Markup("<i>x</i>".into()) };
        assert_eq!(html.fill("t.html", &context).0, "&lt;b&gt;&quot;&#x27;&amp;|<i>x</i>");
    }

    #[test]
    fn every_template_is_escaped_and_free_of_scripts() {
        for (name, source) in TEMPLATES {
            assert!(name.ends_with(".html"), "{name}");
            for forbidden in
                ["<script", "style=", "|safe", "| safe", "javascript:", "http:", "https:"]
            {
                assert!(!source.contains(forbidden), "{name} holds {forbidden}");
            }
        }
        for forbidden in ["</", "@import", "url(", "http:", "https:"] {
            assert!(!STYLE.contains(forbidden), "the style sheet holds {forbidden}");
        }
    }
}
