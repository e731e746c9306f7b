import Logging
import Synchronization
import TestKit
import Testing
import Web

@Suite struct MetricsTests {
    @Test func numbersComeInTheFormThatPrometheusReads() {
        let metrics = Metrics()
        metrics.count("visits_total", [("door", "a\"b\\c\n")])
        metrics.count("visits_total", [("door", "a\"b\\c\n")], by: 2)
        metrics.set("free_bytes", to: 12.5)
        metrics.observe("wait_seconds", seconds: 0.02)
        metrics.observe("wait_seconds", seconds: 20)
        let text = metrics.text
        #expect(text.contains("# TYPE visits_total counter\nvisits_total{door=\"a\\\"b\\\\c\\n\"} 3\n"))
        #expect(text.contains("# TYPE free_bytes gauge\nfree_bytes 12.5\n"))
        #expect(text.contains("wait_seconds_bucket{le=\"0.01\"} 0\n"))
        #expect(text.contains("wait_seconds_bucket{le=\"0.025\"} 1\n"))
        #expect(text.contains("wait_seconds_bucket{le=\"10\"} 1\nwait_seconds_bucket{le=\"+Inf\"} 2\n"))
        #expect(text.contains("wait_seconds_sum 20.02\nwait_seconds_count 2\n"))
    }

    @Test func labelsCannotFillTheMemory() {
        let metrics = Metrics()
        for number in 0..<5000 { metrics.count("many_total", [("n", String(number))]) }
        #expect(metrics.text.split(separator: "\n").count < 2010)
        #expect(metrics.text.contains("many_total{other=\"true\"} 3000\n"))
    }

    @Test func requestsAreCountedByTheirPattern() async throws {
        let site = try await TestHouse.make()
        _ = try await site.client.get("/xin-chao/An")
        _ = try await site.client.get("/xin-chao/Binh")
        _ = try await site.client.get("/dau-do?cccd=001")
        let reply = try await WebClient(site.dispatcher, peerAddress: "127.0.0.1").get("/metrics")
        #expect(reply.text.contains(
            "http_requests_total{method=\"GET\",route=\"/xin-chao/:ten\",status=\"200\"} 2\n"))
        #expect(reply.text.contains("http_requests_total{method=\"GET\",route=\"-\",status=\"404\"} 1\n"))
        #expect(reply.text.contains("http_requests_in_flight 1\n"))
        #expect(reply.text.contains("process_resident_memory_bytes "))
        #expect(!reply.text.contains("cccd") && !reply.text.contains("Binh"))
    }

    @Test func numbersAreNotForEverybody() async throws {
        let site = try await TestHouse.make()
        #expect(try await site.client.get("/metrics").status == 404)
    }

    @Test func anAddressIsBelievedOnlyFromATrustedProxy() async throws {
        let settings = WebSettings(trustedProxies: ["10.0.0.1"], metricsReaders: ["192.0.2.77"])
        let site = try await TestHouse.make(settings: settings)
        let proxied = WebClient(site.dispatcher, peerAddress: "10.0.0.1")
        let direct = WebClient(site.dispatcher, peerAddress: "198.51.100.5")
        for (client, line, status) in [
            (proxied, "192.0.2.77", 200), (direct, "192.0.2.77", 404), (proxied, "192.0.2.77, 203.0.113.9", 404),
            (proxied, "203.0.113.9, 192.0.2.77", 200), (proxied, "192.0.2.77, 10.0.0.1", 200), (proxied, "x", 404),
        ] {
            #expect(try await client.get("/metrics", headers: ["x-forwarded-for": line]).status == status)
        }
    }
}
