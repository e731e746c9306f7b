import Assets
import Base
import Web

/// This feature's own sentences, for what speaks outside a request: the command line and the notice on the wall.
enum CatalogueStrings {
    static let vietnamese = Strings(language: .vietnamese, own: sentences("vi"), fallback: [:])

    /// The sentences of one language by key; a file that is no flat object of texts has none.
    static func sentences(_ tag: String) -> [String: String] {
        guard let node = try? JSONReader.read(Assets.bytes(of: "Features/Catalogue/Strings/\(tag).json")),
            case .object(let members) = node.value
        else { return [:] }
        return Dictionary(members.compactMap { member in member.node.text.map { (member.name, $0) } }) { first,
            _ in first }
    }
}
