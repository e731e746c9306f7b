import Web

/// Giấy tờ, tệp tin: which files exist and whose they are. Pages that show them belong to the owner's feature.
package enum FilesFeature {
    package static func make() -> Feature {
        Feature(name: "files", migrations: migrations)
    }
}
