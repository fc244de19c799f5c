/** Text as it comes on paper, and what of it a typeface cannot draw. Needs no font file: threads that only look at text share it. */

/** The characters of `text` the face lacks, each once. Text is composed first (NFC), as it is before printing. */
export function missingFrom(coverage: ReadonlySet<number>, text: string): string[] {
  const characters = new Set(printable(text))
  return [...characters].filter((character) => !coverage.has(character.codePointAt(0) ?? 0))
}

/** Text as it is printed: composed letters, one line, no control or invisible characters. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
}
