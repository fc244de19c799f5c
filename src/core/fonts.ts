/** The typeface of everything this program prints into a PDF: Noto Sans, which has the letters of all our guests' names. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'
import { MappeError } from '../shared/errors.ts'
import { missingFrom } from './printable.ts'

export type FontFaces = { regular: Uint8Array; bold: Uint8Array }

const { resolve } = createRequire(import.meta.url)
const REGULAR = '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'
const BOLD = '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'

/** The TrueType files of both weights (SIL Open Font License). The package is no part of any bundle, so it is found from here. */
export async function fontFaces(): Promise<FontFaces> {
  const [regular, bold] = await Promise.all([readFile(resolve(REGULAR)), readFile(resolve(BOLD))])
  return { regular, bold }
}

/** The code points a face can draw. */
export function coverageOf(face: Uint8Array): ReadonlySet<number> {
  const font = fontkit.create(Buffer.from(face))
  if (!('characterSet' in font))
    throw new MappeError('UNEXPECTED', {}, 'a font collection where one face was expected')
  return new Set(font.characterSet)
}

/** The characters of `text` Noto Sans cannot draw; empty for what can be printed. */
export async function missingGlyphs(text: string): Promise<string[]> {
  return missingFrom(coverageOf((await fontFaces()).regular), text)
}

/** Throws GLYPH_MISSING with the characters, where a name would otherwise be printed with holes. */
export function assertPrintable(coverage: ReadonlySet<number>, text: string): void {
  const missing = missingFrom(coverage, text)
  if (missing.length > 0) throw new MappeError('GLYPH_MISSING', { characters: missing.join(' ') })
}

/** Throws GLYPH_MISSING where one of these texts could not be printed, so that it is said while it can still be written otherwise. */
export async function requirePrintable(texts: readonly string[]): Promise<void> {
  assertPrintable(coverageOf((await fontFaces()).regular), texts.join(' '))
}
