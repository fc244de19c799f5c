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

/** Hertz, one tone after the other: up for in, level for known, down for no. */
const TONES = { in: [660, 880], known: [660, 660], no: [440, 330] } as const

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
const SECONDS = 0.12

let audio: AudioContext | null = null

export function playSound(type: Heard): void {
  const tones = TONE_OF[type]
  if (!hasSound.value || tones === null) return
  audio ??= new AudioContext()
  for (const [at, hertz] of TONES[tones].entries()) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    volume.gain.value = 0.15
    tone.frequency.value = hertz
    tone.connect(volume).connect(audio.destination)
    tone.start(audio.currentTime + at * SECONDS)
    tone.stop(audio.currentTime + (at + 1) * SECONDS)
  }
}
