import Foundation
import Interchange
import PersonalNetwork
import TestSupport
import Testing

@Suite struct GraphTablesTests {
  private func graph(_ files: SourceFile...) throws -> NetworkGraph {
    let graphs = try NetworkFiles.graphs(files)
    #expect(graphs.count == 1)
    return try #require(graphs.first)
  }

  @Test(arguments: [
    "from,to,weight\na,b,2\nb,c,1\n", "Source;Target;Weight\r\na;b;2\r\nb;c;1\r\n",
    "\u{FEFF}\"SRC_ID\"\t\".TGTID\"\tweight\na\tb\t2\nb\tc\tNA\n",
  ])
  func anEdgeListNamesItsNodes(_ text: String) throws {
    let graph = try graph(NetworkSample.text(text))
    #expect(graph.nodes.map(\.id) == ["a", "b", "c"])
    #expect(graph.edges.map(\.weight) == [2, 1])
    #expect(graph.ego == nil && graph.edges.allSatisfy { !$0.directed })
  }

  @Test func nodesAndEdgesGoTogetherInAnyOrder() throws {
    let nodes = NetworkSample.text("Id,Label,circle\n1.0,'=Ann,1\n2.0,Bob,9\n3,Zoé,\n")
    let edges = NetworkSample.text(
      "Source,Target,Type\n1,2,Directed\n2,3,Undirected\n1,7,Undirected\n,1,Undirected\n")
    let graph = try graph(edges, nodes)
    #expect(graph.nodes.map(\.label) == ["=Ann", "Bob", "Zoé"])
    #expect(graph.edges.map(\.directed) == [true, false])
    let (plan, network) = try NetworkSample.plan(nodes, edges)
    #expect(network.members.count == 3 && network.memberTies.count == 2)
    #expect(
      Set(plan.lines.filter { $0.outcome == .dropped }.compactMap(\.reason))
        == [.unknownMember, .emptyCell, .unknownWord])
  }

  @Test func egosAreNetworksOfTheirOwn() throws {
    let members = NetworkSample.text(".ALTID,.EGOID,sex\n1,1.0,w\n2,1.0,m\n1,2.0,w\n")
    let ties = NetworkSample.text(".EGOID,.SRCID,.TGTID,weight\n1,1,2,0.5\n2,1,1,1\n")
    let egos = NetworkSample.text(".EGOID,sex\n1.0,m\n2.0,w\n")
    let graphs = try NetworkFiles.graphs([members, ties, egos])
    #expect(graphs.map(\.name) == ["1", "2"])
    #expect(graphs.map(\.nodes.count) == [2, 1])
    #expect(graphs.map { $0.ego?["sex"] } == ["m", "w"])
    #expect(graphs.first?.edges.first?.weight == 0.5)
  }

  @Test func aMatrixIsReadWithBothItsHalves() throws {
    let graph = try graph(
      NetworkSample.text("\"\",\"a\",\"b\",\"c\"\n\"a\",NA,1,0\n\"b\",1,NA,2\n\"c\",0,1,NA\n"))
    #expect(graph.nodes.map(\.id) == ["a", "b", "c"])
    #expect(graph.edges.map(\.directed) == [false, true, true])
    #expect(graph.edges.map(\.weight) == [1, 2, 1])
  }

  @Test(arguments: [
    (",a,b\na,0,x\nb,1,0\n", ImportError(.malformedMatrix, at: "line 2")),
    (",a,b\na,0,1\nb,1\n", .init(.malformedMatrix, at: "line 3")),
    (",a,b\na,0,-1\nb,1,0\n", .init(.malformedMatrix, at: "line 2")),
    ("colour,size\nred,3\n", .init(.missingColumn, at: "the files")),
    ("just words\n", .init(.unknownFormat, at: "the file")),
    ("", .init(.unknownFormat, at: "the file")),
    ("from,to\n\"a,b\n", .init(.unclosedQuote, at: "the file, line 2")),
    ("from,to,weight\na,b,inf\n", .init(.nothingToImport, at: "never")),
  ])
  func aTableThatIsNoNetworkIsRefused(_ text: String, _ expected: ImportError) throws {
    guard expected.place != "never" else {
      // A weight that is no number counts as 1, for the tie is told all the same.
      #expect(try graph(NetworkSample.text(text)).edges.map(\.weight) == [1])
      return
    }
    #expect(throws: expected) { try NetworkFiles.networks([NetworkSample.text(text)]) }
  }

  @Test(.sharedData) func thePublishedNetworkIsTheSameInItsForms() throws {
    func file(_ name: String) throws -> SourceFile {
      SourceFile(name: name, data: try SharedData.bytes("networks/vacca-028/\(name)"))
    }
    func pairs(_ graph: NetworkGraph) -> Set<Set<String>> {
      Set(graph.edges.map { [graph.nodes[$0.from].id, graph.nodes[$0.to].id] })
    }
    let matrix = try graph(file("adj_028.csv"))
    let lists = try graph(file("alter_attributes_028.csv"), file("alter_ties_028.csv"))
    #expect(matrix.nodes.count == 45 && lists.nodes.count == 45)
    #expect(Set(matrix.nodes.map(\.id)) == Set(lists.nodes.map(\.id)))
    #expect(pairs(lists).count == 259 && pairs(matrix) == pairs(lists))
    #expect(lists.ego != nil)
  }

  @Test(.sharedData) func theRandomNetworksAreRead() throws {
    let files = try ["alters32", "aaties32", "egos32"].map {
      SourceFile(name: $0, data: try SharedData.bytes("networks/egor32/\($0).csv"))
    }
    let graphs = try NetworkFiles.graphs(files)
    #expect(graphs.count == 32)
    #expect(graphs.first { $0.name == "1" }?.nodes.count == 12)
    #expect(graphs.allSatisfy { $0.ego?["sex"] != nil })
  }
}
