import Foundation

/// Undoes zlib compression (RFC 1950, 1951), for vectors that are stored compressed.
struct Inflate {
  struct Malformed: Error {}

  private let input: [UInt8]
  private var position = 2
  private var bits: UInt32 = 0
  private var count = 0
  private var output: [UInt8] = []

  static func decompress(_ data: Data) throws -> Data {
    var inflate = Inflate(input: Array(data))
    try inflate.run()
    return Data(inflate.output)
  }

  private init(input: [UInt8]) { self.input = input }

  private mutating func take(_ width: Int) throws -> Int {
    while count < width {
      guard position < input.count else { throw Malformed() }
      bits |= UInt32(input[position]) << count
      position += 1
      count += 8
    }
    let value = bits & ((1 << width) - 1)
    bits >>= width
    count -= width
    return Int(value)
  }

  private mutating func run() throws {
    var last = false
    repeat {
      last = try take(1) == 1
      switch try take(2) {
      case 0: try stored()
      case 1:
        let lengths =
          Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
          + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)
        try block(Code(lengths), Code(Array(repeating: 5, count: 30)))
      case 2: try dynamic()
      default: throw Malformed()
      }
    } while !last
  }

  private mutating func stored() throws {
    bits = 0
    count = 0
    guard position + 4 <= input.count else { throw Malformed() }
    let length = Int(input[position]) | Int(input[position + 1]) << 8
    position += 4
    guard position + length <= input.count else { throw Malformed() }
    output += input[position..<(position + length)]
    position += length
  }

  private mutating func dynamic() throws {
    let literals = try take(5) + 257
    let distances = try take(5) + 1
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var lengths = Array(repeating: 0, count: 19)
    for index in order.prefix(try take(4) + 4) { lengths[index] = try take(3) }
    let code = Code(lengths)
    lengths = []
    while lengths.count < literals + distances {
      let symbol = try symbol(of: code)
      switch symbol {
      case 0..<16: lengths.append(symbol)
      case 16:
        guard let last = lengths.last else { throw Malformed() }
        lengths += Array(repeating: last, count: try take(2) + 3)
      case 17: lengths += Array(repeating: 0, count: try take(3) + 3)
      default: lengths += Array(repeating: 0, count: try take(7) + 11)
      }
    }
    try block(Code(Array(lengths[..<literals])), Code(Array(lengths[literals...])))
  }

  private mutating func block(_ literals: Code, _ distances: Code) throws {
    while true {
      let symbol = try symbol(of: literals)
      if symbol < 256 {
        output.append(UInt8(symbol))
      } else if symbol == 256 {
        return
      } else {
        let (length, lengthBits) = Self.lengths[symbol - 257]
        var remaining = length + (try take(lengthBits))
        let (base, distanceBits) = Self.distances[try self.symbol(of: distances)]
        let distance = base + (try take(distanceBits))
        guard distance <= output.count else { throw Malformed() }
        let start = output.count - distance
        while remaining > 0 {
          let part = min(output.count - start, remaining)
          output += Array(output[start..<(start + part)])
          remaining -= part
        }
      }
    }
  }

  private mutating func symbol(of code: Code) throws -> Int {
    var value = 0
    for length in 1...15 {
      value = value << 1 | (try take(1))
      if let symbol = code.symbols[length << 16 | value] { return symbol }
    }
    throw Malformed()
  }

  /// A canonical Huffman code; a symbol is found by the length and value of its code word.
  private struct Code {
    var symbols: [Int: Int] = [:]

    init(_ lengths: [Int]) {
      var value = 0
      for length in 1...15 {
        for (symbol, its) in lengths.enumerated() where its == length {
          symbols[length << 16 | value] = symbol
          value += 1
        }
        value <<= 1
      }
    }
  }

  private static let lengths = extraBits(from: 3, symbols: 28, each: 4) + [(258, 0)]

  private static let distances = extraBits(from: 1, symbols: 30, each: 2)

  /// The first value and the number of extra bits of each symbol, which doubles every `each` symbols.
  private static func extraBits(from first: Int, symbols: Int, each: Int) -> [(Int, Int)] {
    var value = first
    var table: [(Int, Int)] = []
    for symbol in 0..<symbols {
      let bits = max(0, symbol / each - 1)
      table.append((value, bits))
      value += 1 << bits
    }
    return table
  }
}
