/// How the pages look: large type, strong contrast (AAA), light, dark and forced colours, on a phone's
/// width and on paper.
enum Stylesheet {
  static let text = """
    :root {
      color-scheme: light dark;
      --ground: #fffdf8; --text: #1b1b1b; --soft: #3f3f46; --line: #6b6b73; --panel: #f3efe6;
      --accent: #0b3d66; --on-accent: #ffffff; --stop: #7a0012; --on-stop: #ffffff;
      --support: #0b3d66; --stress: #7a0012;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #16181c; --text: #f5f3ee; --soft: #d6d3cd; --line: #a3a3ab; --panel: #22262d;
        --accent: #a9d3ff; --on-accent: #0a1a2a; --stop: #ffb3b9; --on-stop: #2a0006;
        --support: #a9d3ff; --stress: #ffb3b9;
      }
    }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    html { font: 1.25rem/1.55 system-ui, sans-serif; background: var(--ground); color: var(--text); }
    body { margin: 0; overflow-wrap: break-word; }
    main, header, footer { max-width: 52rem; margin: 0 auto; padding: 0.5rem 1rem; }
    main { padding-bottom: 3rem; }
    main:focus { outline: none; }
    h1 { font-size: 1.8rem; line-height: 1.2; margin: 1rem 0; }
    h2 { font-size: 1.35rem; line-height: 1.25; margin: 2rem 0 0.5rem; }
    h3 { font-size: 1.1rem; margin: 1.25rem 0 0.25rem; }
    p { max-width: 38rem; }
    a { color: var(--accent); text-underline-offset: 0.15em; }
    :focus-visible, input:focus-within { outline: 4px solid var(--accent); outline-offset: 3px; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { position: static; display: inline-block; padding: 0.7rem 1rem; }
    header { display: flex; flex-wrap: wrap; gap: 0.5rem; flex-direction: row-reverse; }
    header nav { flex: 1 1 20rem; }
    nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem; }
    nav a {
      display: flex; align-items: center; gap: 0.4rem; min-height: 44px; padding: 0.3rem 0.6rem;
      border-radius: 0.4rem; color: var(--text); text-decoration: none;
    }
    nav a:hover { text-decoration: underline; }
    nav a[aria-current] { background: var(--panel); font-weight: 700; box-shadow: inset 0 -4px var(--accent); }
    .count {
      min-width: 1.6rem; padding: 0 0.4rem; border-radius: 1rem; text-align: center; font-size: 0.9rem;
      background: var(--accent); color: var(--on-accent);
    }
    .pictogram {
      width: 1.4rem; height: 1.4rem; flex: none; fill: none; stroke: currentColor; stroke-width: 2;
      stroke-linecap: round; stroke-linejoin: round;
    }
    button, .button, select, input[type=text], input[type=date], input[type=password], textarea {
      font: inherit; min-height: 44px; padding: 0.5rem 1rem; border-radius: 0.4rem;
      border: 2px solid var(--line); background: var(--ground); color: var(--text);
    }
    input[type=text], input[type=password], textarea, select { width: 100%; max-width: 38rem; }
    button, .button {
      cursor: pointer; display: inline-flex; align-items: center; justify-content: center; gap: 0.4rem;
      text-decoration: none; font-weight: 600; border-color: var(--accent); color: var(--accent);
    }
    button:hover, .button:hover { background: var(--panel); }
    button.main { background: var(--accent); color: var(--on-accent); }
    button.stop, button.leave { border-color: var(--stop); color: var(--stop); }
    button.leave { background: var(--stop); color: var(--on-stop); }
    button.quiet { border-color: transparent; font-weight: 400; text-decoration: underline; }
    form.inline { display: inline; }
    .answers { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0.6rem; }
    .answers button { min-height: 64px; width: 100%; }
    .field { margin: 1rem 0; }
    .field label { display: block; font-weight: 600; }
    .hint { display: block; color: var(--soft); }
    .choice { display: flex; gap: 0.7rem; align-items: flex-start; min-height: 44px; padding: 0.35rem 0; }
    .choice input { width: 1.5rem; height: 1.5rem; margin: 0.2rem 0 0; flex: none; accent-color: var(--accent); }
    fieldset { border: 2px solid var(--line); border-radius: 0.4rem; margin: 1rem 0; padding: 0.5rem 1rem; }
    legend { font-weight: 700; padding: 0 0.4rem; }
    .cards { list-style: none; margin: 1rem 0; padding: 0; display: grid; gap: 0.8rem; }
    .card { background: var(--panel); border-radius: 0.6rem; padding: 0.8rem 1rem; }
    .card h2, .card h3 { margin-top: 0; }
    .row { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; }
    .failure, .notice { border-left: 0.4rem solid var(--stop); padding: 0.5rem 1rem; background: var(--panel); }
    .notice { border-left-color: var(--accent); }
    .quietly { color: var(--soft); }
    table { border-collapse: collapse; }
    .wide { overflow-x: auto; max-width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.7rem; border-bottom: 1px solid var(--line); }
    .gauge { width: 100%; max-width: 30rem; height: 1.4rem; display: block; }
    .gauge .bound, .chart .axis { stroke: var(--text); stroke-width: 2; }
    .gauge .ground { fill: var(--panel); stroke: var(--line); }
    .gauge .level, .chart .bar { fill: var(--accent); }
    .chart { width: 100%; max-width: 42rem; height: auto; display: block; }
    .chart text { fill: var(--text); font-size: 14px; }
    .picture { width: 100%; height: auto; display: block; }
    .picture text { fill: var(--text); font-size: 15px; }
    .picture .ring, .picture .sector { fill: none; stroke: var(--line); stroke-width: 1; }
    .picture .dot { fill: var(--ground); stroke: var(--text); stroke-width: 2; }
    .picture .reserved { stroke-dasharray: 3 3; }
    .picture .support { stroke: var(--support); stroke-width: 3; fill: none; }
    .picture .stress { stroke: var(--stress); stroke-width: 3; stroke-dasharray: 7 5; fill: none; }
    .picture .mixed { stroke: var(--text); stroke-width: 3; stroke-dasharray: 12 4 3 4; fill: none; }
    .picture .plain { stroke: var(--line); stroke-width: 1.5; fill: none; }
    footer { border-top: 1px solid var(--line); margin-top: 2rem; }
    fieldset { min-width: 0; }
    summary {
      cursor: pointer; min-height: 44px; padding: 0.5rem 0; font-weight: 600; color: var(--accent);
    }
    blockquote { margin: 0.5rem 0; padding: 0.25rem 1rem; border-left: 0.25rem solid var(--line); }
    .digits { font-variant-numeric: tabular-nums; letter-spacing: 0.05em; }
    caption { text-align: left; padding: 0.35rem 0; font-weight: 600; color: var(--soft); }
    @media (forced-colors: active) {
      .pictogram, .gauge .bound, .chart .axis, .picture * { forced-color-adjust: auto; }
      .gauge .level, .chart .bar { fill: Highlight; }
    }
    @media print {
      html { font-size: 12pt; background: #fff; color: #000; }
      header, footer, form, .skip, .no-print { display: none !important; }
      main { max-width: none; padding: 0; }
      form.paper { display: block !important; }
      form.paper button { display: none !important; }
      .card { break-inside: avoid; border: 1px solid #000; background: #fff; }
    }
    input[type=time] {
      font: inherit; min-height: 44px; padding: 0.5rem 1rem; border-radius: 0.4rem;
      border: 2px solid var(--line); background: var(--ground); color: var(--text);
    }
    .picture.network { min-width: 34rem; }
    .picture .name, .picture .domain {
      paint-order: stroke; stroke: var(--ground); stroke-width: 5; stroke-linejoin: round;
    }
    .picture .domain { font-weight: 600; }
    .picture .unseen line { stroke: var(--line); stroke-width: 0.75; stroke-opacity: 0.6; }
    .picture .unseen .dot { stroke: var(--line); stroke-width: 1; }
    .picture .unseen text { fill: var(--line); font-style: italic; }
    .picture-key { list-style: none; margin: 1rem 0; padding: 0; display: grid; gap: 0.4rem; }
    .picture-key li { display: flex; gap: 0.8rem; align-items: center; }
    .picture-key svg { width: 4rem; height: 1.6rem; flex: none; }
    .items { list-style: none; margin: 0.5rem 0; padding: 0; }
    .items a { display: flex; align-items: center; min-height: 44px; padding: 0.3rem 0; }
    .people li { border-bottom: 1px solid var(--line); padding-bottom: 0.4rem; }
    .people a { font-weight: 600; }
    .details th { font-weight: 600; }
    .own-words { white-space: pre-wrap; }
    .own-words, .items a, .items span { overflow-wrap: anywhere; }
    .answers form.inline { display: block; }
    @media print { .picture.network { min-width: 0; } }
    code, pre { font-family: ui-monospace, monospace; font-size: 0.9rem; overflow-wrap: anywhere; }
    pre.paper { font-size: 1.1rem; line-height: 1.8; white-space: pre-wrap; }
    strong.new {
      display: inline-block; padding: 0 0.6rem; border-radius: 0.4rem;
      background: var(--accent); color: var(--on-accent);
    }
    svg.code { display: block; width: 100%; max-width: 16rem; height: auto; forced-color-adjust: none; }

    """
}
