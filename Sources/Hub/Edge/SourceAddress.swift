import Glibc
package import NIOCore

/// Where a connection comes from, as far as limits look at it: an IPv4 address, or the first 64 bits
/// of an IPv6 address, since whoever has one of those has them all.
///
/// Behind a reverse proxy every connection comes from the proxy.
package enum SourceAddress: Hashable, Sendable {
  /// The 4 bytes of an IPv4 address, also of one that is mapped into IPv6.
  case ipv4(UInt32)
  /// The first 64 bits of an IPv6 address.
  case ipv6Network(UInt64)
  /// A connection without an address, such as a local socket's.
  case unknown

  /// The source of a connection.
  package init(_ address: SocketAddress?) {
    switch address {
    case .v4(let v4):
      self = .ipv4(UInt32(bigEndian: v4.address.sin_addr.s_addr))
    case .v6(let v6):
      let bytes = unsafe withUnsafeBytes(of: v6.address.sin6_addr) { unsafe [UInt8]($0) }
      self = Self(bytes)
    case .unixDomainSocket, nil:
      self = .unknown
    }
  }

  /// The source that the 16 bytes of an IPv6 address are.
  private init(_ bytes: [UInt8]) {
    func number(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
    let network = number(bytes[0..<8])
    if network == 0, number(bytes[8..<12]) == 0xFFFF {
      self = .ipv4(UInt32(truncatingIfNeeded: number(bytes[12..<16])))
    } else {
      self = .ipv6Network(network)
    }
  }
}
