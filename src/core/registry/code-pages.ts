/** Tells apart the encodings of one byte a letter by where their umlauts stand, and reads the one that no browser knows. */

export type CodePage = 'windows-1252' | 'ibm850' | 'macintosh'

/**
 * Which code page has ä, ö, ü or ß at this byte. Within words nobody writes what else they stand for: quotation marks, signs, capitals.
 * Left out are ß of MS-DOS, the á of Windows, and ö of Macintosh, its š.
 */
const UMLAUTS: ReadonlyMap<number, CodePage> = new Map([
  ...[0xe4, 0xf6, 0xfc, 0xdf].map((byte) => [byte, 'windows-1252'] as const),
  ...[0x84, 0x94, 0x81].map((byte) => [byte, 'ibm850'] as const),
  ...[0x8a, 0x9f, 0xa7].map((byte) => [byte, 'macintosh'] as const),
])

/** The code page under which most small umlauts stand within words; Windows-1252 when in doubt. */
export function codePageOf(bytes: Uint8Array): CodePage {
  const counts = { 'windows-1252': 0, ibm850: 0, macintosh: 0 }
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) continue
    const page = UMLAUTS.get(byte)
    if (page && isLetter(bytes[at - 1]) && isLowerCase(bytes[at + 1])) counts[page] += 1
  }
  if (counts.ibm850 > Math.max(counts['windows-1252'], counts.macintosh)) return 'ibm850'
  return counts.macintosh > counts['windows-1252'] ? 'macintosh' : 'windows-1252'
}

const isLowerCase = (byte = 0): boolean => byte > 0x7f || (byte >= 0x61 && byte <= 0x7a)
const isLetter = (byte = 0): boolean => isLowerCase(byte) || (byte >= 0x41 && byte <= 0x5a)

/** Code page 850 above ASCII, in which Excel saves "CSV (MS-DOS)". */
const IBM_850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0'

export const decodeIbm850 = (bytes: Uint8Array): string => {
  const letters: string[] = []
  for (const byte of bytes)
    letters.push(byte < 0x80 ? String.fromCharCode(byte) : (IBM_850[byte - 0x80] ?? '\uFFFD'))
  return letters.join('')
}
