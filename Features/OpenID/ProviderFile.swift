import Base
import Foundation
import Web
import Webhooks

/// Reads `identity-providers.json`: which systems sign people in. Whoever runs the installation writes it by hand, so a
/// fault says what is wrong and where.
package enum ProviderFile {
    private static let providersMax = 20

    /// - Parameter environment: where secrets may stand, by the name of a variable.
    /// - Throws: `Problem` `openid-file` with `detail`.
    package static func read(_ path: String, environment: [String: String]) throws(Problem) -> [Provider] {
        guard let data = FileManager.default.contents(atPath: path) else { throw fault(path, "cannot be read") }
        let document: JSONNode
        do throws(JSONReader.SyntaxFault) { document = try JSONReader.read([UInt8](data)) } catch {
            throw fault(path, "line \(error.line): \(error.code)")
        }
        guard let list = document["providers"]?.list, list.count <= providersMax else {
            throw fault(path, "no list \"providers\", or more than \(providersMax)")
        }
        var providers: [Provider] = []
        for node in list {
            let reader = Entry(node: node, path: path, environment: environment)
            let provider = try reader.provider()
            guard !providers.contains(where: { $0.id == provider.id || $0.issuer == provider.issuer }) else {
                throw reader.fault("\"id\" and \"issuer\" must be its own")
            }
            providers.append(provider)
        }
        return providers
    }

    private static func fault(_ path: String, _ detail: String) -> Problem {
        Problem("openid-file", status: 500, arguments: ["file": path, "detail": detail])
    }

    /// One provider of the list.
    private struct Entry {
        let node: JSONNode
        let path: String
        let environment: [String: String]

        private static let known: Set<String> = [
            "id", "name", "issuer", "client", "secret-file", "secret-variable", "authentication", "scopes", "claims",
            "levels", "people", "algorithms", "acr-values", "level-min", "link", "on",
        ]

        func fault(_ detail: String) -> Problem {
            ProviderFile.fault(path, "line \(node.line): \(detail)")
        }

        func provider() throws(Problem) -> Provider {
            guard case .object(let members) = node.value else { throw fault("no object") }
            for member in members where !Self.known.contains(member.name) {
                throw fault("unknown: \"\(member.name)\"")
            }
            let id = try text("id")
            guard id.utf8.count <= 32, id.wholeMatch(of: /[a-z][a-z0-9-]*/) != nil else {
                throw fault("\"id\": small letters, digits, hyphens")
            }
            let issuer = try text("issuer")
            guard ReceiverAddress.isShaped(issuer), !issuer.contains("?") else { throw fault("\"issuer\": no address") }
            return Provider(
                id: id, names: try names(), issuer: issuer, client: try text("client"), secret: try secret(),
                authentication: try choice("authentication", standard: .basic), scopes: try scopes(),
                claims: try claims(), algorithms: try algorithms(), levelsAsked: try words("acr-values"),
                levelMin: try levelMin(), linking: try choice("link", standard: .password), isOn: try isOn())
        }

        private func text(_ name: String) throws(Problem) -> String {
            guard let text = node[name]?.text, !text.isEmpty, text.utf8.count <= 500 else {
                throw fault("\"\(name)\" is missing")
            }
            return text
        }

        private func names() throws(Problem) -> [String: String] {
            if let name = node["name"]?.text { return ["vi": name] }
            guard case .object(let members) = node["name"]?.value, !members.isEmpty else {
                throw fault("\"name\" is missing")
            }
            var names: [String: String] = [:]
            for member in members { names[member.name] = member.node.text }
            guard names["vi"]?.isEmpty == false, names.count == members.count else {
                throw fault("\"name\": a text for \"vi\"")
            }
            return names
        }

        /// From a file that is only its owner's, or from the environment; never from this file itself.
        private func secret() throws(Problem) -> String {
            if let variable = node["secret-variable"]?.text {
                guard let secret = environment[variable], !secret.isEmpty else {
                    throw fault("no variable \(variable)")
                }
                return secret
            }
            let file = try text("secret-file")
            guard let mode = (try? FileManager.default.attributesOfItem(atPath: file))?[.posixPermissions] as? Int,
                let secret = try? String(contentsOfFile: file, encoding: .utf8)
            else { throw fault("\(file) cannot be read") }
            guard mode & 0o077 == 0 else { throw fault("others may read \(file): chmod 600") }
            let trimmed = secret.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !trimmed.isEmpty else { throw fault("\(file) is empty") }
            return trimmed
        }

        private func choice<Word: RawRepresentable & CaseIterable>(
            _ name: String, standard: Word
        ) throws(Problem) -> Word where Word.RawValue == String {
            guard let node = node[name] else { return standard }
            guard let word = node.text.flatMap(Word.init(rawValue:)) else {
                throw fault("\"\(name)\": \(Word.allCases.map(\.rawValue).joined(separator: " | "))")
            }
            return word
        }

        private func words(_ name: String) throws(Problem) -> [String] {
            guard let node = node[name] else { return [] }
            let words = node.list?.compactMap(\.text) ?? []
            guard !words.isEmpty, words.count == node.list?.count,
                words.allSatisfy({ $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } })
            else { throw fault("\"\(name)\": a list of words") }
            return words
        }

        private func scopes() throws(Problem) -> [String] {
            let scopes = try words("scopes")
            return scopes.contains("openid") ? scopes : ["openid"] + scopes
        }

        private func algorithms() throws(Problem) -> Set<TokenAlgorithm> {
            let words = try words("algorithms")
            let algorithms = words.compactMap { TokenAlgorithm(rawValue: $0) }
            guard algorithms.count == words.count else {
                throw fault("\"algorithms\": \(TokenAlgorithm.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return algorithms.isEmpty ? Set(TokenAlgorithm.allCases) : Set(algorithms)
        }

        private func claims() throws(Problem) -> ClaimMap {
            var names = ClaimMap.usual.names
            if let node = node["claims"] {
                guard case .object(let members) = node.value else { throw fault("\"claims\": an object") }
                for member in members {
                    guard let field = ClaimMap.Field(rawValue: member.name), let claim = member.node.text else {
                        throw fault("\"claims\": unknown \"\(member.name)\"")
                    }
                    names[field] = claim.isEmpty ? nil : claim
                }
            }
            var map = ClaimMap(names: names)
            if let node = node["levels"] {
                guard case .object(let members) = node.value else { throw fault("\"levels\": an object") }
                for member in members {
                    guard let level = member.node.integer, (0...9).contains(level) else {
                        throw fault("\"levels\": 0 to 9")
                    }
                    map.levels[member.name] = Int(level)
                }
            }
            map.people = Set(try words("people"))
            return map
        }

        private func levelMin() throws(Problem) -> Int {
            guard let node = node["level-min"] else { return 0 }
            guard let level = node.integer, (0...9).contains(level) else { throw fault("\"level-min\": 0 to 9") }
            return Int(level)
        }

        private func isOn() throws(Problem) -> Bool {
            switch node["on"]?.value {
            case nil, .bool(true): true
            case .bool(false): false
            case .null, .integer, .decimal, .text, .list, .object: throw fault("\"on\": true | false")
            }
        }
    }
}
