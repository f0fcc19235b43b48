extension FrameText {
  package var english: String {
    switch self {
    case .title: "Notebook"
    case .skip: "Go to the content"
    case .menu: "Menu"
    case .leave: "Leave quickly"
    case .leaveHint: "The Escape key does the same."
    case .language: "Français"
    case .readAloud: "Read aloud"
    case .failed: "That did not work"
    case .failedBack: "Go back to the start"
    case .nothingHere: "There is nothing here"
    case .nothingHereHint: "Go back to the start and choose in the menu."
    case .closed: "This page is closed"
    case .closedHint: "Open it again from the terminal with 'maille open'."
    case .locked: "The page is locked"
    case .lockedHint: "Write your passphrase to go on."
    case .lockedKept: "What you were writing is kept."
    case .lockedWrong: "That is not the right phrase. Try again in two seconds."
    case .passphrase: "Passphrase"
    case .unlock: "Open"
    case .again: "You were writing"
    case .againHint: "Nothing is done yet. Do you want to go on?"
    case .againSend: "Go on"
    case .againDrop: "Drop it"
    case .harmless: "Vegetable soup"
    case .harmlessLine1: "Cut three carrots, two leeks and an onion."
    case .harmlessLine2: "Fry them for five minutes in a little oil."
    case .harmlessLine3: "Add a litre of water and two potatoes."
    case .harmlessLine4: "Let it cook for twenty-five minutes, then blend."
    }
  }
}
