import Glibc

/// How many files and connections this process may have open.
enum OpenFiles {
  /// What a hub needs beside its connections: databases, their readers, logs.
  static let reserve = 128

  /// Asks for room for so many connections, and returns for how many there is.
  ///
  /// Where a process may open fewer files than it accepts connections, accepting fails for everyone.
  static func makeRoom(forConnections wanted: Int) -> Int {
    var limit = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(kind, &limit) == 0 else { return wanted }
    let needed = rlim_t(wanted + reserve)
    if limit.rlim_cur < needed {
      var higher = limit
      higher.rlim_cur = min(needed, limit.rlim_max)
      if unsafe setrlimit(kind, &higher) == 0 { limit = higher }
    }
    guard limit.rlim_cur < needed else { return wanted }
    return max(reserve, Int(limit.rlim_cur) - reserve)
  }
}
