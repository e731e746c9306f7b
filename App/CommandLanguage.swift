import Assets
import Foundation
import Web

/// The language in which the command line speaks: `--lang`, else `LANG` when it is English, else Vietnamese.
package enum CommandLanguage {
    package static func strings(flag: String?, environment: [String: String]) -> Strings {
        let word = flag ?? environment["LC_ALL"] ?? environment["LANG"] ?? ""
        let language: Language = word.lowercased().hasPrefix("en") ? .english : .vietnamese
        return Strings(language: language, own: sentences(language), fallback: sentences(.vietnamese))
    }

    private static func sentences(_ language: Language) -> [String: String] {
        var all: [String: String] = [:]
        for path in Assets.paths where path.hasSuffix("/Strings/\(language.tag).json") {
            let object = try? JSONSerialization.jsonObject(with: Data(Assets.bytes(of: path)))
            all.merge(object as? [String: String] ?? [:]) { first, _ in first }
        }
        return all
    }
}
