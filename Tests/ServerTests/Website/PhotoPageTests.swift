import TestSupport
import Testing

@testable import Server

struct PhotoPageTests {
    @Test func thePageShowsWhatTheCodesSay() async throws {
        try await FormBrowser.with("/read") { _, browser in
            let form = try await browser.send(as: "stranger")
            #expect(form.status == 200)
            #expect(form.text.contains("capture=\"environment\""))
            let bytes = UploadForm.bytes([], file: try PhotoRouteTests.fixture("ean-and-serial.png"))
            let page = try await browser.post("/read", bytes, "multipart/form-data; boundary=----b", as: "stranger")
            #expect(page.status == 200)
            #expect(page.text.contains("2 codes were found"))
            #expect(page.text.contains("TR2410001207Y"))
            #expect(page.text.contains("EAN-13"))
        }
    }

    @Test func aFormWithoutAPhotoSaysSo() async throws {
        try await FormBrowser.with("/read") { _, browser in
            let type = "multipart/form-data; boundary=----b"
            let empty = try await browser.post("/read", UploadForm.bytes([], file: []), type, as: "stranger")
            #expect(empty.status == 422)
            #expect(empty.text.contains("Choose a photo."))
            let text = try await browser.post(
                "/read", UploadForm.bytes([], file: Array("hello".utf8)), type, as: "stranger")
            #expect(text.status == 415)
            #expect(text.text.contains("The photo could not be read"))
        }
    }
}
