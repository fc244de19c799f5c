/** Listens for a handheld scanner on the whole page, whatever has the focus, and leaves no trace of a scan in any field. */
import { onScopeDispose } from 'vue'
import { createKeyBurst, SILENCE } from './key-burst.ts'
import type { Key, Scan } from './key-burst.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** A key at the end that comes this late (ms) after a scan still belongs to it. */
const LATE_END = 400

/** `home`: the field that takes letters typed while nothing has the focus. */
export function useScanner(home: () => HTMLInputElement | null, onScan: (scan: Scan) => void): void {
  const burst = createKeyBurst()
  let before = new Map<Field, string>()
  let timer = 0
  let scannedAt = -Infinity

  function finish(scan: Scan, time: number): void {
    scannedAt = time
    for (const [field, value] of before) restore(field, value)
    before = new Map()
    onScan(scan)
  }

  function onKey(event: KeyboardEvent): void {
    const { isFirst, isFast, scan } = burst.press(keyOf(event))
    clearTimeout(timer)
    if (isFirst) before = valuesOf([home(), document.activeElement])
    const isLateEnd = (event.key === 'Enter' || event.key === 'Tab') && event.timeStamp - scannedAt < LATE_END
    if (scan || isLateEnd || (isFast && (event.ctrlKey || event.altKey))) swallow(event)
    if (scan) return finish(scan, event.timeStamp)
    timer = window.setTimeout(() => {
      const unended = burst.rest()
      if (unended) finish(unended, performance.now())
    }, SILENCE)
  }

  // Before any field, button or dialog sees the key.
  window.addEventListener('keydown', onKey, { capture: true })
  onScopeDispose(() => {
    clearTimeout(timer)
    window.removeEventListener('keydown', onKey, { capture: true })
  })
}

const keyOf = (event: KeyboardEvent): Key => ({
  key: event.key,
  code: event.code,
  // When the key went down, not when this page had time for it.
  time: event.timeStamp,
  isShift: event.shiftKey,
  isChord: event.ctrlKey || event.altKey || event.metaKey,
  isRepeat: event.repeat,
})

function swallow(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

const isField = (element: Element | null): element is Field =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement

const valuesOf = (elements: (Element | null)[]): Map<Field, string> =>
  new Map(elements.filter(isField).map((field) => [field, field.value]))

function restore(field: Field, value: string): void {
  if (field.value === value) return
  field.value = value
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.dispatchEvent(new Event('change', { bubbles: true }))
}
