import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Responses with the headers that keep a page to itself.
enum PageResponse {
  /// A page.
  static func page(_ page: HTML, status: HTTPResponse.Status = .ok) -> Response {
    response(status, type: "text/html; charset=utf-8", Data(page.document.utf8))
  }

  /// A few words for what is no page of ours.
  static func plain(_ status: HTTPResponse.Status) -> Response {
    response(status, type: "text/plain; charset=utf-8", Data((status.reasonPhrase + "\n").utf8))
  }

  /// Look elsewhere; perhaps with the session's cookie.
  static func see(_ place: Place, cookie: String? = nil) -> Response {
    var response = response(.seeOther, type: "text/plain; charset=utf-8", Data())
    response.headers[.location] = place.path
    if let cookie {
      response.headers[.setCookie] =
        "\(Session.cookieName)=\(cookie); Path=/; HttpOnly; SameSite=Strict"
    }
    return response
  }

  /// A file to take away; its name is our own.
  static func file(name: String, type: String, data: Data) -> Response {
    var response = response(.ok, type: type, data)
    response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
    return response
  }

  /// A file of the program.
  static func asset(_ asset: Asset) -> Response {
    response(.ok, type: asset.type, Data(asset.text.utf8))
  }

  private static let policy = [
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'",
    "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
  ].joined(separator: "; ")

  private static let headers: [(String, String)] = [
    ("content-security-policy", policy), ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"), ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cache-control", "no-store"),
  ]

  private static func response(
    _ status: HTTPResponse.Status, type: String, _ body: Data
  ) -> Response {
    var fields = HTTPFields()
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    fields[.contentType] = type
    return Response(
      status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }
}
