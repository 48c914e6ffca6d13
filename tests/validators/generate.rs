//! Writes what is generated from a Templefile: `generate preview --out DIR FILE [--target PROVIDER]`.

use std::path::Path;

use temple_ide::Analysis;
use temple_ide::model::Provider;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, _, _, out, file, rest @ ..] = arguments.as_slice() else {
        return Err(std::io::ErrorKind::InvalidInput.into());
    };
    let target = rest.get(1).map(|name| match name.as_str() {
        "kubernetes" => Provider::Kubernetes,
        _ => Provider::DockerCompose,
    });
    let analysis = Analysis::new(std::fs::read_to_string(file)?);
    for file in analysis.preview(target).files() {
        let path = Path::new(out).join(file.path());
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::write(path, file.render().text)?;
    }
    Ok(())
}
