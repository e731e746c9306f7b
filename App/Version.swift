/// The version of the program, as `CHANGELOG.md` counts.
package enum Version {
    package static let text = "0.1.0"
}
