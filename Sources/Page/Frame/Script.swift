/// What a little JavaScript makes nicer; every page works without it.
enum Script {
  static let text = """
    'use strict';
    // Leaving quickly: blank at once, then lock.
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      const form = document.getElementById('leave');
      if (!form) return;
      event.preventDefault();
      document.body.hidden = true;
      form.submit();
    });
    // Coming back with the browser's own arrow must not show what was there.
    window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
    // Reading aloud, where the browser has a voice of the page's language on this machine.
    const reader = document.getElementById('read-aloud');
    if (reader && window.speechSynthesis) {
      const language = document.documentElement.lang;
      const voice = () => speechSynthesis.getVoices()
        .find((voice) => voice.localService && voice.lang.startsWith(language));
      const show = () => { reader.hidden = !voice(); };
      show();
      speechSynthesis.addEventListener('voiceschanged', show);
      reader.addEventListener('click', () => {
        if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
        const words = new SpeechSynthesisUtterance(document.getElementById('content').innerText);
        words.voice = voice();
        words.lang = language;
        speechSynthesis.speak(words);
      });
      window.addEventListener('pagehide', () => speechSynthesis.cancel());
    }

    """
}
