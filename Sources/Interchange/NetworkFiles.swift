package import PersonalNetwork

/// Files of any format that tell networks.
package enum NetworkFiles {
  /// The format of files that belong together.
  ///
  /// - Throws: ``ImportError`` with `unknownFormat` or `mixedFormats`.
  package static func format(_ files: [SourceFile]) throws(ImportError) -> NetworkFormat {
    var found: Set<NetworkFormat> = []
    for (index, file) in files.enumerated() {
      guard let format = NetworkFormat(file.data) else {
        throw ImportError(.unknownFormat, at: place(index, of: files, named: true))
      }
      found.insert(format)
    }
    // A matrix of ties that Network Canvas writes beside its lists has no name of its own.
    if found == [.networkCanvas, .table] { return .networkCanvas }
    guard found.count == 1, let format = found.first else {
      throw ImportError(.mixedFormats, at: "the files")
    }
    return format
  }

  /// The networks that files tell, in the order in which they are told.
  ///
  /// - Parameter format: The format, where what the files hold does not tell.
  /// - Throws: ``ImportError`` with `file 2, line 12`, or the line alone where there is one file.
  package static func networks(
    _ files: [SourceFile], format: NetworkFormat? = nil
  ) throws(ImportError) -> [ToldNetwork] {
    guard !files.isEmpty else { throw ImportError(.nothingToImport, at: "the files") }
    let told = if let format { format } else { try self.format(files) }
    switch told {
    case .json: return try each(files, ToldNetwork.json)
    case .graphml: return try each(files, GraphMLReading.networks)
    case .vcard: return try each(files, VCardReading.networks)
    case .networkCanvas: return try NetworkCanvasReading.networks(files)
    case .table: return try GraphTables.networks(files)
    }
  }

  /// The graphs that files tell, for measures without a record.
  ///
  /// - Parameters:
  ///   - format: The format, where what the files hold does not tell.
  ///   - ego: The identifier of the node whose network it is, where the file does not say.
  /// - Throws: ``ImportError`` with the line.
  package static func graphs(
    _ files: [SourceFile], format: NetworkFormat? = nil, ego: String? = nil
  ) throws(ImportError) -> [NetworkGraph] {
    var graphs: [NetworkGraph] = []
    for network in try networks(files, format: format) {
      graphs.append(try network.graph(ego: ego))
    }
    return graphs
  }

  /// The network of a number from 1, or the only one.
  ///
  /// - Throws: ``ImportError`` with `severalNetworks` or `noSuchNetwork`.
  package static func choose(
    _ number: Int?, of networks: [ToldNetwork]
  ) throws(ImportError) -> ToldNetwork {
    guard let number else {
      guard networks.count <= 1, let only = networks.first else {
        throw ImportError(
          networks.isEmpty ? .nothingToImport : .severalNetworks,
          at: "the files (\(networks.count) networks)")
      }
      return only
    }
    guard networks.indices.contains(number - 1) else {
      throw ImportError(.noSuchNetwork, at: "the files (\(networks.count) networks)")
    }
    return networks[number - 1]
  }

  /// How an error tells a file: by its number, for its name may be personal.
  static func place(_ index: Int, of files: [SourceFile], named: Bool = false) -> String {
    files.count == 1 ? (named ? "the file" : "") : "file \(index + 1)"
  }

  private static func each(
    _ files: [SourceFile],
    _ read: (_ data: SourceFile, _ index: Int, _ names: [String], _ source: String)
      throws(ImportError) -> [ToldNetwork]
  ) throws(ImportError) -> [ToldNetwork] {
    let names = files.map(\.name)
    var networks: [ToldNetwork] = []
    for (index, file) in files.enumerated() {
      networks += try read(file, index, names, place(index, of: files))
    }
    return networks
  }
}
