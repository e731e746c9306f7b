import Access
import Base
import Blobs

/// A file that belongs to a record: a photo of a paper, a scan, a signed result. The bytes are in `Blobs` under the
/// digest; this says whose they are.
package struct KeptFile: Sendable, Equatable {
    package let id: ID<KeptFile>
    package let digest: String
    package let name: String
    package let size: Int
    package let type: FileType

    package init(id: ID<KeptFile>, digest: String, name: String, size: Int, type: FileType) {
        self.id = id
        self.digest = digest
        self.name = name
        self.size = size
        self.type = type
    }
}
