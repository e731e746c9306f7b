import Foundation

/// The targets, as `Package.swift` writes them. A simple reader: it knows only the ways in which our file declares one.
struct PackageMap {
    struct Target {
        let name: String
        let folder: String
        /// Names as they are imported.
        let dependencies: Set<String>
        let isTest: Bool
    }

    let targets: [Target]

    init(_ text: String) {
        let products = PackageMap.products(in: text)
        let declared = text.range(of: "    targets: [").map { String(text[$0.upperBound...]) } ?? ""
        let whole = declared.replacing(/\/\/.*/, with: "")
        let pattern = /(platform|feature|tests|\.target|\.executableTarget|\.testTarget)\((?:name: )?"([^"]+)"/
        var targets: [Target] = []
        for match in whole.matches(of: pattern) {
            let arguments = PackageMap.arguments(in: whole[match.range.upperBound...])
            let kind = String(match.output.1)
            let given = String(match.output.2)
            var folder = given
            var name = given
            var dependencies = PackageMap.names(in: arguments, products)
            switch kind {
            case "platform": folder = "Platform/\(given)"
            case "feature": folder = "Features/\(given)"
            case "tests":
                let subject = String(given.split(separator: "/").last ?? "")
                name = "\(subject)Tests"
                folder = "\(given)/Tests"
                dependencies.insert(subject)
            default:
                if let path = arguments.firstMatch(of: /path: "([^"]+)"/) { folder = String(path.output.1) }
            }
            targets.append(Target(name: name, folder: folder, dependencies: dependencies,
                isTest: kind == "tests" || kind == ".testTarget"))
        }
        for match in whole.matches(of: /\.systemLibrary\(name: "([^"]+)", path: "([^"]+)"/) {
            targets.append(Target(name: String(match.output.1), folder: String(match.output.2), dependencies: [],
                isTest: false))
        }
        self.targets = targets
    }

    static let here = PackageMap(Repository.file("Package.swift")?.text ?? "")

    /// `crypto` → `Crypto`, from `static let crypto = product(name: "Crypto", …)`.
    private static func products(in text: String) -> [String: String] {
        text.matches(of: /static let (\w+) = product\(name: "([^"]+)"/).reduce(into: [:]) {
            $0[String($1.output.1)] = String($1.output.2)
        }
    }

    /// Up to the parenthesis that closes the call.
    private static func arguments(in text: Substring) -> String {
        var depth = 1
        var out = ""
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth == 0 { break }
            out.append(character)
        }
        return out
    }

    private static func names(in arguments: String, _ products: [String: String]) -> Set<String> {
        guard let list = arguments.firstMatch(of: /\[([^\]]*)\]/) else { return [] }
        let quoted = list.output.1.matches(of: /"(\w+)"/).map { String($0.output.1) }
        let dotted = list.output.1.matches(of: /\.(\w+)/).compactMap { products[String($0.output.1)] }
        return Set(quoted + dotted)
    }
}
