import NIOCore
import Synchronization

/// Public pages that were drawn already, for as long as what they show has not changed (`Route.stamp`): a thousand
/// people who look at one procedure cost one drawing. Only pages without a form and without a person; the oldest leave
/// first.
final class PublicShelf: Sendable {
    struct Key: Hashable, Sendable {
        let path: String
        let query: String
        let language: String
    }

    struct Item: Sendable {
        let stamp: String
        let plain: ByteBuffer
        let gzipped: ByteBuffer?
        /// The ETag.
        let tag: String

        var bytes: Int { plain.readableBytes + (gzipped?.readableBytes ?? 0) }
    }

    private struct Kept {
        var items: [Key: Item] = [:]
        /// In the order in which they came; `items` may have lost some of them.
        var order: [Key] = []
        var bytes = 0
    }

    private let bytesMax: Int
    private let kept = Mutex(Kept())

    init(bytesMax: Int = 16 << 20) { self.bytesMax = bytesMax }

    func item(_ key: Key, stamp: String) -> Item? {
        kept.withLock { $0.items[key] }.flatMap { $0.stamp == stamp ? $0 : nil }
    }

    func keep(_ item: Item, _ key: Key) {
        guard item.bytes <= bytesMax / 8 else { return }
        kept.withLock { kept in
            if let old = kept.items.updateValue(item, forKey: key) {
                kept.bytes -= old.bytes
            } else {
                kept.order.append(key)
            }
            kept.bytes += item.bytes
            guard kept.bytes > bytesMax else { return }
            // A quarter at a time, so that a full shelf is not tidied with every page.
            for key in kept.order.prefix(max(1, kept.order.count / 4)) {
                kept.bytes -= kept.items.removeValue(forKey: key)?.bytes ?? 0
            }
            kept.order.removeFirst(max(1, kept.order.count / 4))
        }
    }
}
