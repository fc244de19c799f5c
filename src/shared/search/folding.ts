/** Brings spellings of one name to one form: case, umlauts, ß, accents, double letters. */

import { latinised } from './scripts.ts'

/** A word of a text and where it stands there, in UTF-16 units. */
export type Word = { text: string; start: number; end: number }

/** Letters that Unicode does not take apart into a base letter and a mark. */
const SINGLE_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ø: 'oe',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ħ: 'h',
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’ʼ`´][\p{L}\p{M}\p{N}]+)*/gu

/** The words of a text; hyphens, dots and blanks divide, an apostrophe does not ("O'Brien"). */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
}

const PLAIN = /^[A-Za-z0-9]*$/

/** One written form: lower case, Latin letters, ä = ae, ö = oe, ü = ue, ß = ss, no other marks, nothing but letters and digits. */
export function foldSpelling(text: string): string {
  // most words of most lists are plain letters
  if (PLAIN.test(text)) return text.toLowerCase()
  return latinised(text.normalize('NFD').toLowerCase())
    .replace(/([aou])\u0308/g, '$1e')
    .replace(/[ßłđðøıæœþħ]/g, (letter) => SINGLE_LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/**
 * The key under which a word is found: as foldSpelling, and ae = a, oe = o, ue = u, sz = s, double letters single.
 * Folding keeps beginnings: the key of a word's beginning is a beginning of the word's key.
 */
export function foldKey(text: string): string {
  return foldSpelling(text)
    .replace(/([aou])e/g, '$1')
    .replace(/sz/g, 's')
    .replace(/(.)\1+/gu, '$1')
}
