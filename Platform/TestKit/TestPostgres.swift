import Foundation

package enum TestPostgres {
    static func stopServer(leftIn folder: URL) {}
}
