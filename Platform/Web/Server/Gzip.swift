import CZlib

/// gzip of a whole body (RFC 1952).
enum Gzip {
    /// Bodies below this stay as they are: the envelope would eat the gain.
    static let bytesMin = 1024

    /// Nil when zlib refuses or the result is no smaller.
    static func compressed(_ bytes: [UInt8], level: Int32 = 5) -> [UInt8]? {
        guard bytes.count >= bytesMin, bytes.count < Int(UInt32.max) else { return nil }
        var stream = z_stream()
        guard motcua_gzip_begin(&stream, level) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        let room = bytes.count
        let output = [UInt8](unsafeUninitializedCapacity: room) { target, count in
            input.withUnsafeMutableBufferPointer { source in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(room)
                count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? room - Int(stream.avail_out) : 0
            }
        }
        return output.isEmpty ? nil : output
    }

    static func isWorthwhile(_ contentType: String) -> Bool {
        contentType.hasPrefix("text/") && !contentType.hasPrefix("text/event-stream")
            || ["json", "javascript", "svg", "xml"].contains { contentType.contains($0) }
    }

    /// Whether `Accept-Encoding` allows gzip.
    static func isAccepted(_ acceptEncoding: String?) -> Bool {
        (acceptEncoding ?? "").split(separator: ",").contains { entry in
            let parts = entry.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            return parts.first == "gzip" && !parts.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
        }
    }
}
