import Base
import Blobs
import Paper

/// The one paper that stands for every scan and photograph of a season: kept once, whatever refers to it.
package enum SampleScan {
    /// - Parameter createdAt: written into the file, so that the same season has the same bytes.
    package static func stage(in blobs: any BlobStore, createdAt: Instant) async throws -> StagedFile {
        let paper = PaperDocument(title: "Bản chụp giấy tờ dùng thử", size: .a4, createdAt: createdAt,
            blocks: [.text("BẢN CHỤP GIẤY TỜ DÙNG THỬ"), .text("Dữ liệu giả định, không có giá trị pháp lý.")])
        let bytes = try PDFRenderer.render(paper)
        let chunks = AsyncThrowingStream<[UInt8], any Error> { stream in
            stream.yield(bytes)
            stream.finish()
        }
        return try await blobs.stage(chunks, name: "giay-to.pdf", bytesMax: bytes.count)
    }
}
