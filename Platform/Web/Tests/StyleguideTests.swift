import Access
import Foundation
import Testing

@testable import Web

/// The style guide holds every component in every state, so what must be true of all pages is tested on it.
@Suite struct StyleguideTests {
    static let pages: [(name: String, text: String)] = [("citizen", Caller.anonymous), ("officer", Pages.officer)].map {
        name, caller in
        let context = Pages.context(caller, isDemo: true)
        let density: Page.Density = name == "officer" ? .officer : .citizen
        return (name, Layout.document(Styleguide.page(density, context.strings), in: context).text)
    }

    static let names = pages.map(\.name)
    private func text(_ name: String) throws -> String { try #require(Self.pages.first { $0.name == name }).text }

    @Test(arguments: names) func `no page holds an inline style, script or handler`(name: String) throws {
        let page = try text(name)
        #expect(!page.contains(" style="))
        #expect(!page.contains("<style"))
        #expect(page.matches(of: /<script(?! type="module" src="[^"]+"><\/script>)/).isEmpty)
        #expect(page.matches(of: /\son[a-z]+=/).isEmpty)
    }

    @Test(arguments: names) func `every id is there once`(name: String) throws {
        let page = try text(name)
        let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
        #expect(ids.count == Set(ids).count)
    }

    @Test(arguments: names) func `what aria-describedby and labels point to is on the page`(name: String) throws {
        let page = try text(name)
        let ids = Set(page.matches(of: /\sid="([^"]+)"/).map { String($0.1) })
        let named = page.matches(of: /\s(?:aria-describedby|aria-labelledby|for)="([^"]+)"/)
            .flatMap { $0.1.split(separator: " ").map(String.init) }
        #expect(named.filter { !ids.contains($0) } == [])
    }

    @Test(arguments: names) func `every symbol used on a page is drawn on it once`(name: String) throws {
        let page = try text(name)
        let used = Set(page.matches(of: /href="#i-([a-z]+)"/).map { String($0.1) })
        let drawn = page.matches(of: /<symbol id="i-([a-z]+)"/).map { String($0.1) }
        #expect(used.count > 20 && used == Set(drawn) && drawn.count == used.count)
    }

    @Test(arguments: names) func `every sentence is found`(name: String) throws {
        let page = try text(name)
        #expect(page.matches(of: /\b(?:web|fault)\.[a-z-]+/).map { String($0.0) } == [])
    }

    /// With `MOTCUA_PAGES` naming a folder, writes the pages and what they load there, to be looked at in a browser.
    @Test(.enabled(if: folder != nil)) func `the pages are written for looking at`() throws {
        let folder = try #require(Self.folder)
        try FileManager.default.createDirectory(atPath: "\(folder)/t", withIntermediateDirectories: true)
        for page in Self.pages { try Data(page.text.utf8).write(to: URL(filePath: "\(folder)/\(page.name).html")) }
        for asset in PageAsset.all { try Data(asset.bytes).write(to: URL(filePath: "\(folder)/t/\(asset.name)")) }
    }

    private static let folder = ProcessInfo.processInfo.environment["MOTCUA_PAGES"]
}
