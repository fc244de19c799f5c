/** Structured data as JSON and back. Both functions also run inside a page, so they use nothing from outside themselves. */

/** Bytes become base64; everything else must be what JSON knows, or undefined. */
export function toPlain(value: unknown): unknown {
  if (value === undefined) return { $: 'undefined' }
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(toPlain)
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    const bytes =
      value instanceof ArrayBuffer
        ? new Uint8Array(value)
        : new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    let text = ''
    for (let at = 0; at < bytes.length; at += 0x8000)
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
    return { $: value instanceof ArrayBuffer ? 'buffer' : 'bytes', text: btoa(text) }
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toPlain(each)]))
}

export function fromPlain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(fromPlain)
  const { $: kind, text } = value as { $?: string; text?: string }
  if (kind === 'undefined') return undefined
  if (kind === undefined)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fromPlain(each)]))
  const bytes = Uint8Array.from(atob(text ?? ''), (letter) => letter.charCodeAt(0))
  return kind === 'buffer' ? bytes.buffer : bytes
}
