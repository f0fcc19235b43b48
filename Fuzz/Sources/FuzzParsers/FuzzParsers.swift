import Foundation
import Parsers

/// The parser that `MAILLE_FUZZ_PARSER` names; without one there is nothing to fuzz.
private let parser: Parser = {
  let name = ProcessInfo.processInfo.environment["MAILLE_FUZZ_PARSER"] ?? ""
  guard let parser = Parser(rawValue: name) else {
    fatalError("MAILLE_FUZZ_PARSER is none of \(Parser.allCases.map(\.rawValue))")
  }
  return parser
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let data = unsafe Data(UnsafeBufferPointer(start: start, count: count))
  do {
    try parser.read(data)
  } catch {
    fatalError("read and written differ: \(error.form)")
  }
  return 0
}
