/** A short tone for what came of a guest, scanned or typed, if the desk wants one: the eyes are on the guest. */
import { ref } from 'vue'
import type { Outcome } from './outcome.ts'
import type { ScanOutcome } from './scanning/scan-outcome.ts'

/** Older than the tones for typed names: who had chosen it keeps it. */
const KEY = 'mappe.scan-sound'

/** Whether this desk is heard; off until somebody wants it, and kept on this device. */
export const hasSound = ref(globalThis.localStorage?.getItem(KEY) === 'on')

export function setSound(isOn: boolean): void {
  hasSound.value = isOn
  localStorage.setItem(KEY, isOn ? 'on' : 'off')
  if (isOn) playSound('checked-in')
}

/** Seconds from now, how long, and the pitch in hertz. */
export type Tone = { at: number; seconds: number; hertz: number }

/**
 * Told apart by their rhythm alone, for those who do not hear the pitch: in is one rising sweep of two tones, known two short ones with a
 * pause between them, no a single long one. None is longer than 0.3 s: the next guest stands there.
 */
const TONES: Readonly<Record<'in' | 'known' | 'no', readonly Tone[]>> = {
  in: [
    { at: 0, seconds: 0.1, hertz: 660 },
    { at: 0.1, seconds: 0.14, hertz: 880 },
  ],
  known: [
    { at: 0, seconds: 0.07, hertz: 660 },
    { at: 0.18, seconds: 0.07, hertz: 660 },
  ],
  no: [{ at: 0, seconds: 0.28, hertz: 330 }],
}

type Heard = Outcome['type'] | ScanOutcome['type']

const TONE_OF: Readonly<Record<Heard, keyof typeof TONES | null>> = {
  'checked-in': 'in',
  delegation: 'in',
  'stands-in': 'in',
  company: 'in',
  'already-checked-in': 'known',
  undone: null,
  'stand-in-undone': null,
  void: 'no',
  replaced: 'no',
  unknown: 'no',
  failed: 'no',
  'not-ready': 'no',
}

/** What is heard; nothing for what was taken back. */
export function tonesFor(type: Heard): readonly Tone[] {
  const kind = TONE_OF[type]
  return kind === null ? [] : TONES[kind]
}

const VOLUME = 0.15
/** In and out within so many seconds: a hard edge would click. */
const EDGE = 0.008
/** In ms; what comes later would be taken for the next guest's. */
const IN_TIME = 400

let audio: AudioContext | null = null

/** Never breaks what it tells of: a browser that wants a tap before it makes a sound, or has none to make, is silent. */
export function playSound(type: Heard): void {
  const tones = tonesFor(type)
  if (!hasSound.value || tones.length === 0) return
  try {
    audio ??= new AudioContext()
    if (audio.state === 'running') play(audio, tones)
    else void playOnceAwake(audio, tones)
  } catch {
    audio = null
  }
}

async function playOnceAwake(context: AudioContext, tones: readonly Tone[]): Promise<void> {
  const since = performance.now()
  await context.resume().catch(() => {})
  if (context.state === 'running' && performance.now() - since < IN_TIME) play(context, tones)
}

function play(context: AudioContext, tones: readonly Tone[]): void {
  for (const { at, seconds, hertz } of tones) {
    const [start, end] = [context.currentTime + at, context.currentTime + at + seconds]
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(VOLUME, start + EDGE)
    volume.gain.setValueAtTime(VOLUME, end - EDGE)
    volume.gain.linearRampToValueAtTime(0, end)
    tone.connect(volume).connect(context.destination)
    tone.start(start)
    tone.stop(end)
  }
}
