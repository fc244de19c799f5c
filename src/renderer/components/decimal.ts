/** Numbers with a fraction as people type them: with a comma or a point, whatever the browser's language is. */

/** null for what is no number. */
export function decimalIn(text: string): number | null {
  const plain = text.trim().replace('−', '-').replace(',', '.')
  return /^[+-]?\d{1,6}(\.\d*)?$/.test(plain) ? Number(plain) : null
}
