import Foundation
import Interchange
import Testing

/// Small files that would be told many times over.
@Suite struct SmallBombTests {
  private func code(_ text: String, _ format: NetworkFormat) -> ImportError.Code? {
    do {
      let files = [SourceFile(name: "file", data: Data(text.utf8))]
      _ = try NetworkFiles.networks(files, format: format)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func rowsOfNobodyAreNotToldForEachOfManyEgos() {
    let egos = (0..<3000).map { "\($0),a,b\n" }.joined()
    let left = String(repeating: "x\n", count: 3000)
    #expect(code("egoID,from,to\n" + egos + left, .table) == .tooMany)
    #expect(code("egoID,from,to\n" + egos, .table) == nil)
    let alters = (0..<3000).map { "\($0),1,a\n" }.joined()
    let header = "networkCanvasEgoUUID,nodeID,networkCanvasUUID\n"
    #expect(code(header + alters + left, .networkCanvas) == .tooMany)
    #expect(code(header + alters, .networkCanvas) == nil)
  }

  @Test func defaultsAreCountedForEveryNode() {
    let keys = (0..<3000).map {
      "<key id=\"k\($0)\" for=\"node\" attr.name=\"k\($0)\"><default>1</default></key>"
    }.joined()
    let nodes = (0..<3000).map { "<node id=\"n\($0)\"/>" }.joined()
    #expect(
      code("<graphml>" + keys + "<graph>" + nodes + "</graph></graphml>", .graphml) == .tooMany)
    #expect(code("<graphml><graph>" + nodes + "</graph></graphml>", .graphml) == nil)
  }

  @Test func aFileDoesNotTellNetworksWithoutEnd() {
    let graphs = String(repeating: "<graph/>", count: 10_001)
    #expect(code("<graphml>" + graphs + "</graphml>", .graphml) == .tooMany)
    let egos = (0..<10_001).map { "\($0),a,b\n" }.joined()
    #expect(code("egoID,from,to\n" + egos, .table) == .tooMany)
  }
}
