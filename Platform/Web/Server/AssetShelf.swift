import Assets
import Base
import Crypto
import Foundation

/// The styles, scripts and pictures of pages, under addresses that carry the hash of the content: a browser keeps them
/// for ever, and a changed file has a new address. Compressed once, at the best level.
struct AssetShelf: Sendable {
    struct Item: Sendable {
        let path: String
        let contentType: String
        let plain: [UInt8]
        let gzipped: [UInt8]?
    }

    static let prefix = "/t/"
    private let items: [String: Item]
    private let pathsByName: [String: String]

    init(_ assets: [PageAsset]) {
        let list = assets.map { asset -> (name: String, item: Item) in
            let bytes = asset.bytes
            let hash = Hex.text(SHA256.hash(data: Data(bytes)).prefix(8))
            let gzipped = Gzip.isWorthwhile(asset.contentType) ? Gzip.compressed(bytes, level: 9) : nil
            return (asset.name, Item(
                path: "\(Self.prefix)\(hash)/\(asset.name)", contentType: asset.contentType, plain: bytes,
                gzipped: gzipped))
        }
        items = Dictionary(uniqueKeysWithValues: list.map { ($0.item.path, $0.item) })
        pathsByName = Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0.item.path) })
    }

    /// - Precondition: pages link only to assets that exist.
    func url(_ name: String) -> String {
        guard let path = pathsByName[name] else { preconditionFailure("no page asset \(name)") }
        return path
    }

    func item(at path: String) -> Item? { items[path] }
}
