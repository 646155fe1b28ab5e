//! The types of the files as the source declares them: fields, what they hold, defaults, descriptions.

use std::collections::BTreeMap;
use std::path::Path;
use syn::{Attribute, Expr, Fields, Item, Lit, Meta, Type};

/// What a field holds; the place of a value and whether it may be left out are no part of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Holds {
    /// a type by its name
    One(String),
    List(Box<Holds>),
    Tuple(Vec<Holds>),
}

/// A field of a group.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub holds: Holds,
    pub meaning: String,
    /// what it is if left out; `None`: it must be given
    pub default: Option<String>,
}

/// One form of a choice.
pub struct Form {
    pub name: String,
    pub meaning: String,
    pub fields: Vec<Field>,
    /// what stands in its brackets without names
    pub bare: Vec<Holds>,
    /// it is the one taken if the field is left out
    is_default: bool,
}

/// What a type is.
pub enum Shape {
    Group(Vec<Field>),
    Choice(Vec<Form>),
}

/// A type that a file's text is made of.
pub struct Declared {
    pub meaning: String,
    pub shape: Shape,
}

/// All types, by name; and what those hold that are lists under a name.
#[derive(Default)]
pub struct Types(pub BTreeMap<String, Declared>, pub BTreeMap<String, Holds>);

/// The lines of a doc comment as one text.
fn meaning(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|a| match &a.meta {
        Meta::NameValue(m) if m.path.is_ident("doc") => match &m.value {
            Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_string()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// What serde is told of a field or type: the default if any (empty: the type's own), and another name.
fn serde(attributes: &[Attribute]) -> (Option<String>, Option<String>) {
    let (mut default, mut rename) = (None, None);
    for attribute in attributes.iter().filter(|a| a.path().is_ident("serde")) {
        let read = attribute.parse_nested_meta(|meta| {
            let value = meta.value().and_then(|v| v.parse::<syn::LitStr>()).map(|t| t.value());
            if meta.path.is_ident("default") {
                default = Some(value.unwrap_or_default());
            } else if meta.path.is_ident("rename") {
                rename = value.ok();
            }
            Ok(())
        });
        read.expect("serde's attributes are names and texts");
    }
    (default, rename)
}

fn holds(ty: &Type) -> Holds {
    match ty {
        Type::Array(array) => Holds::List(Box::new(holds(&array.elem))),
        Type::Tuple(tuple) => Holds::Tuple(tuple.elems.iter().map(holds).collect()),
        Type::Path(path) => {
            let last = path.path.segments.last().expect("a path has an end");
            let inner = match &last.arguments {
                syn::PathArguments::AngleBracketed(list) => list.args.iter().find_map(|a| match a {
                    syn::GenericArgument::Type(inner) => Some(holds(inner)),
                    _ => None,
                }),
                _ => None,
            };
            match (last.ident.to_string().as_str(), inner) {
                ("At" | "Option" | "Box", Some(inner)) => inner,
                ("Vec", Some(inner)) => Holds::List(Box::new(inner)),
                (name, _) => Holds::One(name.to_string()),
            }
        }
        // No file holds such.
        _ => Holds::One(String::new()),
    }
}

fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(p) if p.path.segments.last().is_some_and(|s| s.ident == "Option"))
}

/// `TankGun` as the files write it.
fn snake(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(c.to_lowercase());
    }
    text
}

fn fields(fields: &syn::FieldsNamed, all_default: bool) -> Vec<Field> {
    let one = |field: &syn::Field| {
        let (default, rename) = serde(&field.attrs);
        let default = default.or_else(|| all_default.then(String::new));
        let words = meaning(&field.attrs);
        let (meaning, said) = match words.rsplit_once("; default ") {
            Some((meaning, said)) => (meaning.to_string(), Some(said.to_string())),
            None => (words, None),
        };
        let name = field.ident.as_ref().expect("it has a name").to_string();
        let default = default.map(|function| match (said, function.as_str()) {
            (Some(said), _) => said,
            (None, "") if is_option(&field.ty) => "none".to_string(),
            (None, "") => String::new(),
            (None, "yes") => "`true`".to_string(),
            (None, other) => panic!("{name}: say in its description what the default `{other}` is"),
        });
        Field { name: rename.unwrap_or(name), holds: holds(&field.ty), meaning, default }
    };
    fields.named.iter().map(one).collect()
}

impl Types {
    /// The public types of these source files.
    pub fn read(&mut self, file: &Path) {
        let text = std::fs::read_to_string(file).expect("a source file");
        for item in syn::parse_file(&text).expect("it compiles").items {
            self.add(item);
        }
    }

    /// The structs that the macro `table!` declares in a source file, and lists of such.
    pub fn read_tables(&mut self, file: &Path) {
        let text = std::fs::read_to_string(file).expect("a source file");
        for item in syn::parse_file(&text).expect("it compiles").items {
            match item {
                Item::Macro(called) if called.mac.path.is_ident("table") => {
                    let inner: syn::File = syn::parse2(called.mac.tokens).expect("structs");
                    inner.items.into_iter().for_each(|item| self.add(item));
                }
                Item::Struct(list) => {
                    if let Fields::Unnamed(inner) = &list.fields
                        && let Some(inner) = inner.unnamed.first()
                    {
                        self.1.insert(list.ident.to_string(), holds(&inner.ty));
                    }
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, item: Item) {
        let (name, declared) = match item {
            Item::Struct(group) => match &group.fields {
                Fields::Named(named) => {
                    let shape = Shape::Group(fields(named, serde(&group.attrs).0.is_some()));
                    (group.ident.to_string(), Declared { meaning: meaning(&group.attrs), shape })
                }
                _ => return,
            },
            Item::Enum(choice) => {
                let forms = choice.variants.iter().map(|variant| Form {
                    name: snake(&variant.ident.to_string()),
                    meaning: meaning(&variant.attrs),
                    is_default: variant.attrs.iter().any(|a| a.path().is_ident("default")),
                    fields: if let Fields::Named(named) = &variant.fields { fields(named, false) } else { Vec::new() },
                    bare: match &variant.fields {
                        Fields::Unnamed(list) => list.unnamed.iter().map(|f| holds(&f.ty)).collect(),
                        _ => Vec::new(),
                    },
                });
                (choice.ident.to_string(), Declared { meaning: meaning(&choice.attrs), shape: Shape::Choice(forms.collect()) })
            }
            _ => return,
        };
        self.0.entry(name).or_insert(declared);
    }

    /// What a field is if left out, in words; `None`: it must be given.
    pub fn left_out(&self, field: &Field) -> Option<String> {
        let said = field.default.clone()?;
        if !said.is_empty() {
            return Some(said);
        }
        let Holds::One(name) = &field.holds else { return Some("none".into()) };
        let own = match name.as_str() {
            "bool" => "`false`".to_string(),
            "i64" | "f64" => "`0`".to_string(),
            name => match self.0.get(name).map(|d| &d.shape) {
                Some(Shape::Choice(forms)) => format!("`{}`", forms.iter().find(|f| f.is_default).expect("it has a default").name),
                Some(Shape::Group(_)) => "each field as below".to_string(),
                None => "none".to_string(),
            },
        };
        Some(own)
    }
}
