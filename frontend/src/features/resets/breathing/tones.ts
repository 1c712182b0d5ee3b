/** A soft tone from one height to another, between two times of the page's clock. */
export interface Tone {
  from: number;
  to: number;
  startsAt: number;
  endsAt: number;
}

const LOWEST_HZ = 174;
const OCTAVES = 0.75;
const LOUD = 0.09;
const FAINT = 0.025;
const ATTACK_S = 0.12;
const RELEASE_S = 0.25;
const FADE_MS = 200;
const LAST_MS = 1500;

export const pitch = (level: number): number => LOWEST_HZ * 2 ** (OCTAVES * level);

/** The sound card has a clock of its own. Asked anew for every tone, so that the two cannot drift apart. */
export function soundTime(context: Pick<AudioContext, 'currentTime' | 'getOutputTimestamp'>, at: number): number {
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp?.() ?? {};
  // Before the first sample has left the speaker the pair is zero.
  if (!contextTime || !performanceTime) return context.currentTime + (at - performance.now()) / 1000;
  return contextTime + (at - performanceTime) / 1000;
}

export class Tones {
  #context: AudioContext | null = null;
  #out: GainNode | null = null;

  /** From a tap: browsers give no sound without one. */
  async wake(): Promise<void> {
    this.#context ??= new AudioContext();
    if (this.#context.state !== 'running') await this.#context.resume();
  }

  play({ from, to, startsAt, endsAt }: Tone): void {
    const context = this.#context;
    if (context?.state !== 'running') return;
    const starts = Math.max(context.currentTime, soundTime(context, startsAt));
    const ends = soundTime(context, endsAt);
    if (ends - starts < ATTACK_S + RELEASE_S) return;
    const voice = new OscillatorNode(context, { frequency: pitch(from) });
    const gain = new GainNode(context, { gain: 0 });
    voice.frequency.setValueAtTime(pitch(from), starts);
    voice.frequency.exponentialRampToValueAtTime(pitch(to), ends);
    shape(gain.gain, from === to ? FAINT : LOUD, starts, ends);
    voice.connect(gain).connect(this.#speaker(context));
    voice.start(starts);
    voice.stop(ends);
  }

  /** Fade what sounds, and let what was still to come be heard by nobody. */
  hush(): void {
    this.#out?.gain.setTargetAtTime(0, this.#context!.currentTime, 0.03);
    this.#out = null;
  }

  /** For closed eyes: one last soft tone says that it is over. */
  async close({ withTone }: { withTone: boolean }): Promise<void> {
    this.hush();
    const now = performance.now();
    if (withTone) this.play({ from: 1, to: 0.5, startsAt: now, endsAt: now + LAST_MS });
    const context = this.#context;
    this.#context = null;
    await new Promise((resolve) => setTimeout(resolve, withTone ? LAST_MS + FADE_MS : FADE_MS));
    await context?.close();
  }

  #speaker(context: AudioContext): GainNode {
    this.#out ??= new GainNode(context);
    this.#out.connect(context.destination);
    return this.#out;
  }
}

/** Up and down in ramps: a gain that jumps can be heard as a click. */
function shape(gain: AudioParam, loudness: number, starts: number, ends: number): void {
  gain.setValueAtTime(0, starts);
  gain.linearRampToValueAtTime(loudness, starts + ATTACK_S);
  gain.setValueAtTime(loudness, ends - RELEASE_S);
  gain.linearRampToValueAtTime(0, ends);
}
