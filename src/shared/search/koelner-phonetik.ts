/** Kölner Phonetik (H. J. Postel, IBM-Nachrichten 19, 1969): one code for German names that sound alike. */

const CODES: Readonly<Record<string, string>> = {
  a: '0', e: '0', i: '0', j: '0', o: '0', u: '0', y: '0',
  b: '1', p: '1',
  d: '2', t: '2',
  f: '3', v: '3', w: '3',
  g: '4', k: '4', q: '4',
  l: '5',
  m: '6', n: '6',
  r: '7',
  s: '8', z: '8',
} // prettier-ignore

/** The code of a word that is folded to a–z: equal neighbours once, 0 (vowels) only at the beginning. */
export function koelnerCode(word: string): string {
  let code = ''
  for (let at = 0; at < word.length; at++) {
    for (const digit of codeAt(word, at)) if (!code.endsWith(digit)) code += digit
  }
  return code.slice(0, 1) + code.slice(1).replaceAll('0', '')
}

function codeAt(word: string, at: number): string {
  const letter = word.charAt(at)
  const before = word.charAt(at - 1)
  const after = word.charAt(at + 1)
  if (letter === 'p' && after === 'h') return '3'
  if ((letter === 'd' || letter === 't') && isOneOf(after, 'csz')) return '8'
  if (letter === 'x') return isOneOf(before, 'ckq') ? '8' : '48'
  if (letter === 'c') return codeOfC(at === 0, before, after)
  return CODES[letter] ?? ''
}

function codeOfC(isFirst: boolean, before: string, after: string): string {
  if (isFirst) return isOneOf(after, 'ahkloqrux') ? '4' : '8'
  if (isOneOf(before, 'sz')) return '8'
  return isOneOf(after, 'ahkoqux') ? '4' : '8'
}

const isOneOf = (letter: string, letters: string): boolean => letter !== '' && letters.includes(letter)
