//! Writing: standard output, files that appear whole or not at all, and talk on standard error.

use super::fail::Fail;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Say something to the person at the terminal. A closed standard error is no reason to fail.
pub fn talk(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Where a command's data go.
pub enum Output {
    /// to standard output
    Standard(BufWriter<io::Stdout>),
    /// to something that is no plain file, such as a pipe or a device
    Device(BufWriter<fs::File>, PathBuf),
    /// beside a file, renamed at the end
    Beside(BufWriter<tempfile::NamedTempFile>, PathBuf),
}

impl Output {
    /// To this path; to standard output without one or for `-`.
    ///
    /// # Errors
    /// If it is a folder, or cannot be written.
    pub fn open(path: Option<&Path>) -> Result<Output, Fail> {
        let Some(path) = path.filter(|p| *p != Path::new("-")) else {
            return Ok(Output::Standard(BufWriter::new(io::stdout())));
        };
        let failed = |e| Fail::io(path.display(), e);
        refuse_folder(path)?;
        // A link is written through, not replaced.
        let real = match fs::canonicalize(path) {
            Ok(real) => real,
            Err(_) => path.to_path_buf(),
        };
        if fs::metadata(&real).is_ok_and(|m| !m.is_file()) {
            let device = fs::OpenOptions::new().write(true).open(&real).map_err(failed)?;
            return Ok(Output::Device(BufWriter::new(device), real));
        }
        let folder = real.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".khasan-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new file: the user's mask takes away what it takes away.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder).map_err(failed)?;
        Ok(Output::Beside(BufWriter::new(file), real))
    }

    /// The end: everything is on the disk under its name.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<(), Fail> {
        match self {
            Output::Standard(mut out) => out.flush().map_err(|e| Fail::io("standard output", e)),
            Output::Device(mut out, path) => out.flush().map_err(|e| Fail::io(path.display(), e)),
            Output::Beside(out, path) => {
                let file = out.into_inner().map_err(|e| Fail::io(path.display(), e.into_error()))?;
                file.persist(&path).map_err(|e| Fail::io(path.display(), e.error))?;
                Ok(())
            }
        }
    }

    /// What it is called in messages.
    fn name(&self) -> String {
        match self {
            Output::Standard(_) => "standard output".into(),
            Output::Device(_, path) | Output::Beside(_, path) => path.display().to_string(),
        }
    }

    /// Write a text.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn text(&mut self, text: &str) -> Result<(), Fail> {
        self.put(|out| out.write_all(text.as_bytes()))
    }

    /// Write something.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn put(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Fail> {
        let result = match self {
            Output::Standard(out) => write(out),
            Output::Device(out, _) => write(out),
            Output::Beside(out, _) => write(out),
        };
        result.map_err(|e| Fail::io(self.name(), e))
    }
}

/// A message if the path is a folder.
///
/// # Errors
/// It is.
pub fn refuse_folder(path: &Path) -> Result<(), Fail> {
    match path.is_dir() {
        true => Err(Fail::Machine(format!("{} is a folder: name a file in it", path.display()))),
        false => Ok(()),
    }
}

/// Write a text to a path, or to standard output without one.
///
/// # Errors
/// If it cannot be written.
pub fn write(path: Option<&Path>, text: &str) -> Result<(), Fail> {
    let mut out = Output::open(path)?;
    out.text(text)?;
    out.finish()
}

/// One line of JSON.
///
/// # Errors
/// If it cannot be written.
pub fn write_json<T: serde::Serialize>(path: Option<&Path>, value: &T) -> Result<(), Fail> {
    let mut out = Output::open(path)?;
    out.put(|out| {
        serde_json::to_writer(&mut *out, value).map_err(io::Error::from)?;
        out.write_all(b"\n")
    })?;
    out.finish()
}

/// A file's text, at most `most` bytes of it.
///
/// # Errors
/// If it cannot be read, is longer, or is not UTF-8.
pub fn read(path: &Path, most: u64) -> Result<String, Fail> {
    use io::Read;
    let name = path.display();
    let unreadable = |e: io::Error| Fail::Data(format!("{name}: {e}"));
    if path.is_dir() {
        return Err(Fail::Data(format!("{name} is a folder")));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > most {
        return Err(Fail::Data(format!("{name}: longer than {} MB", most >> 20)));
    }
    String::from_utf8(bytes).map_err(|e| Fail::Data(format!("{name}: not UTF-8 text (byte {})", e.utf8_error().valid_up_to())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let mut out = Output::open(Some(&path)).unwrap();
        out.text("half").unwrap();
        assert!(!path.exists());
        drop(out);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
        write(Some(&path), "whole").unwrap();
        write(Some(&path), "again").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "again");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn folders_and_missing_places_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let code = |path: &Path| write(Some(path), "x").unwrap_err().code();
        assert_eq!(code(folder.path()), 1);
        assert_eq!(code(&folder.path().join("no/such/file")), 1);
        assert_eq!(read(folder.path(), 10).unwrap_err().code(), 3);
    }

    #[test]
    fn long_and_binary_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), "12345");
        assert!(read(&path, 4).is_err());
        fs::write(&path, [0xff, 0xfe]).unwrap();
        assert!(read(&path, 10).unwrap_err().message().unwrap().contains("UTF-8"));
    }
}
