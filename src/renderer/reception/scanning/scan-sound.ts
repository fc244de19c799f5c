/** A short tone for each outcome of a scan, if the desk wants one: the eyes are on the guest. */
import { ref } from 'vue'
import type { ScanOutcome } from './use-scanning.ts'

const KEY = 'mappe.scan-sound'

/** Whether this desk hears scans; kept on this device. */
export const hasSound = ref(localStorage.getItem(KEY) === 'on')

export function setSound(isOn: boolean): void {
  hasSound.value = isOn
  localStorage.setItem(KEY, isOn ? 'on' : 'off')
}

/** Hertz, one tone after the other: up for in, level for known, down for no. */
const TONES: Readonly<Record<ScanOutcome['type'], readonly number[]>> = {
  'checked-in': [660, 880],
  'already-checked-in': [660, 660],
  void: [440, 330],
  replaced: [440, 330],
  unknown: [330, 220],
  failed: [330, 220],
  'not-ready': [330, 220],
}
const SECONDS = 0.12

let audio: AudioContext | null = null

export function playSound(type: ScanOutcome['type']): void {
  if (!hasSound.value) return
  audio ??= new AudioContext()
  for (const [at, hertz] of TONES[type].entries()) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    volume.gain.value = 0.15
    tone.frequency.value = hertz
    tone.connect(volume).connect(audio.destination)
    tone.start(audio.currentTime + at * SECONDS)
    tone.stop(audio.currentTime + (at + 1) * SECONDS)
  }
}
