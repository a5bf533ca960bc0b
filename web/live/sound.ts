/** Two short tones, a fifth apart: noticed, and not mistaken for a telephone. In hertz, and seconds from now. */
const TONES = [
  { pitch: 659.26, at: 0 },
  { pitch: 987.77, at: 0.14 },
];
const LENGTH = 0.35;
const LOUDNESS = 0.12;

/** Silent where the browser has not been touched yet: it lets no page begin by itself. */
export function playSound(): void {
  const audio = new AudioContext();
  for (const { pitch, at } of TONES) {
    const begin = audio.currentTime + at;
    const volume = audio.createGain();
    volume.gain.setValueAtTime(LOUDNESS, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + LENGTH);
    const tone = audio.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(volume).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + LENGTH);
  }
  setTimeout(() => void audio.close(), 1_000);
}
