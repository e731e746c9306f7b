import App
import ArgumentParser
import Base
import Web

/// The keys that personal ids, telephone numbers and the like are sealed with.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Khóa mã hóa dữ liệu: xem, thêm, mã hóa lại, bỏ. / Keys of the data: list, add, reseal, drop.",
        discussion: """
            Mất tệp khóa là mất số định danh, số điện thoại: giữ một bản in trong két. / Who loses the file of keys \
            loses ids and telephone numbers: keep a printed copy in the safe.
            """,
        subcommands: [List.self, Add.self, Reseal.self, Drop.self])

    /// The numbers and dates of the keys, never the keys; how far a change has come.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê khóa và tiến độ mã hóa lại. / List keys, and how far a change has come.",
            discussion: "Ví dụ / Example: motcua keys list --data ./data --json")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.saying { t in
                let found = try await ChangeKeys(try common.configuration()).standing()
                if common.json {
                    return print(try Terminal.json([
                        "keys": found.keys.map { ["number": $0.number, "made": $0.madeOn.iso8601] as [String: Any] },
                        "done": found.isDone,
                        "tables": found.tables.map {
                            ["table": $0.table, "rows": $0.rowsSeen, "done": $0.isDone] as [String: Any]
                        },
                    ] as [String: Any]))
                }
                for key in found.keys {
                    let words = key == found.keys.last ? "app.keys.writes" : "app.keys.reads"
                    print(t(words, ["number": "\(key.number)", "made": key.madeOn.iso8601]))
                }
                for table in found.tables where !table.isDone {
                    print(t("app.keys.under-way", ["table": table.table, "rows": "\(table.rowsSeen)"]))
                }
            }
        }
    }

    /// A new key; a running server seals everything anew with it, piece by piece.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thêm khóa mới; từ nay ghi bằng khóa này. / Add a key, which writes from now on.",
            discussion: "Ví dụ / Example: motcua keys add --data ./data && motcua keys reseal --data ./data")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                let key = try await ChangeKeys(configuration).add()
                if common.json { return print(try Terminal.json(["number": key.number])) }
                print(t("app.keys.added", ["number": "\(key.number)", "file": configuration.keyFile.path]))
            }
        }
    }

    /// Everything under the newest key, now.
    struct Reseal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Mã hóa lại toàn bộ bằng khóa mới nhất. / Seal everything with the newest key.",
            discussion: "Ví dụ / Example: motcua keys reseal --data ./data")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.saying { t in
                let isShown = Terminal.isInteractive && !common.json
                try await ChangeKeys(try common.configuration()).reseal { rows in
                    if isShown { Terminal.progress(t("app.keys.rows", ["rows": "\(rows)"])) }
                }
                if common.json { return print(try Terminal.json(["done": true])) }
                print(t("app.keys.done"))
            }
        }
    }

    /// Takes away a key that nothing is sealed with any more.
    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bỏ khóa cũ không còn dùng. / Drop an old key that nothing needs.",
            discussion: "Ví dụ / Example: motcua keys drop 1 --data ./data")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Số của khóa. / The key's number.") var number: Int

        func run() async throws {
            try await common.saying { t in
                try await ChangeKeys(try common.configuration()).drop(number)
                if common.json { return print(try Terminal.json(["dropped": number])) }
                print(t("app.keys.dropped", ["number": "\(number)"]))
            }
        }
    }
}
