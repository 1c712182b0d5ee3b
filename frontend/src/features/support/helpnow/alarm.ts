const HZ = [523, 659];
const NOTE_S = 0.18;
const LOUD = 0.08;

/** Two soft notes and a short buzz, where the browser allows either: somebody here has touched the page before. */
export function alarm(): void {
  if (!navigator.userActivation?.hasBeenActive) return;
  navigator.vibrate?.([200, 100, 200]);
  const context = new AudioContext();
  const gain = new GainNode(context, { gain: LOUD });
  gain.connect(context.destination);
  HZ.forEach((frequency, place) => {
    const voice = new OscillatorNode(context, { frequency });
    voice.connect(gain);
    voice.start(context.currentTime + place * NOTE_S);
    voice.stop(context.currentTime + (place + 1) * NOTE_S);
    if (place === HZ.length - 1) voice.onended = () => void context.close();
  });
}
