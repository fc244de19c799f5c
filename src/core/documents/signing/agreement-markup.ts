/** Reads the plain-text form of an agreement (syntax: agreement-text.ts) into blocks, in reading order. */

/** A piece of text with one emphasis. */
export type Span = { text: string; style: 'plain' | 'bold' | 'italic' }

export type SignatureBlock = { organisation: string; lines: string[] }

export type Block =
  | { kind: 'title'; spans: Span[] }
  | { kind: 'heading'; level: 2 | 3; spans: Span[] }
  | { kind: 'paragraph'; spans: Span[]; centred: boolean }
  | { kind: 'clause'; marker: string; depth: number; spans: Span[] }
  | { kind: 'page-break' }
  | { kind: 'signatures'; blocks: SignatureBlock[] }

const SIGNATURE = /^:::\s*(?:Unterschrift|Signature)\s+(.+)$/i
const CLAUSE = /^(\s*)(\(\d+[a-z]?\)|\d+\.|[a-z]\)|[-*•])\s+(.+)$/
/** A wrapped line may well begin with "21. Februar": that is a date, not a clause. */
const DATE =
  /^\s*\d+\.\s+(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b/
const HEADING = /^(#{1,3})\s+(.+)$/
const INDENT_PER_LEVEL = 2

/** Never fails: what is no mark-up is a paragraph. */
export function parseAgreement(source: string): Block[] {
  const blocks: Block[] = []
  let open: string[] | null = null
  for (const line of source.replace(/\r\n?/g, '\n').split('\n')) {
    const text = line.trimEnd()
    const last = blocks.at(-1)
    if (open && continuesBlock(text, last?.kind === 'paragraph' && last.centred)) {
      open.push(text.trim().replace(/^>\s?/, ''))
      continue
    }
    closeText(blocks, open)
    open = openBlock(blocks, text)
  }
  closeText(blocks, open)
  return blocks
}

/** `**bold**` and `*italic*` become spans; a lone asterisk stays what it is. */
export function parseSpans(text: string): Span[] {
  return text
    .split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/)
    .filter((part) => part !== '')
    .map((part): Span => {
      if (part.length > 4 && part.startsWith('**') && part.endsWith('**'))
        return { text: part.slice(2, -2), style: 'bold' }
      if (part.length > 2 && part.startsWith('*') && part.endsWith('*'))
        return { text: part.slice(1, -1), style: 'italic' }
      return { text: part, style: 'plain' }
    })
}

const isRule = (line: string): boolean => /^\s*---+\s*$/.test(line)

const startsBlock = (line: string): boolean =>
  HEADING.test(line) || isRule(line) || SIGNATURE.test(line) || isClause(line) || isCentred(line)

const isClause = (line: string): boolean => CLAUSE.test(line) && !DATE.test(line)

const isCentred = (line: string): boolean => line.startsWith('>')

const continuesBlock = (line: string, centred: boolean): boolean =>
  line !== '' && (isCentred(line) ? centred : !startsBlock(line))

/** Pushes the block that `line` begins; the lines returned collect the rest of its text. */
function openBlock(blocks: Block[], line: string): string[] | null {
  if (line === '') return null
  if (isRule(line)) {
    blocks.push({ kind: 'page-break' })
    return null
  }
  const signature = SIGNATURE.exec(line)?.[1]
  if (signature) {
    addSignature(blocks, signature)
    return null
  }
  const heading = HEADING.exec(line)
  if (heading) {
    blocks.push(headingBlock(heading[1] ?? '', heading[2] ?? ''))
    return null
  }
  return openText(blocks, line)
}

function headingBlock(marks: string, text: string): Block {
  if (marks.length === 1) return { kind: 'title', spans: parseSpans(text) }
  return { kind: 'heading', level: marks.length === 2 ? 2 : 3, spans: parseSpans(text) }
}

function openText(blocks: Block[], line: string): string[] {
  const [, indent = '', marker, rest] = CLAUSE.exec(line) ?? []
  if (marker && rest && isClause(line)) {
    blocks.push({ kind: 'clause', marker: bullet(marker), depth: depthOf(indent, marker), spans: [] })
    return [rest]
  }
  blocks.push({ kind: 'paragraph', spans: [], centred: isCentred(line) })
  return [line.replace(/^>\s?/, '').trim()]
}

const bullet = (marker: string): string => (/[-*•]/.test(marker) ? '–' : marker)

const depthOf = (indent: string, marker: string): number =>
  Math.min(3, Math.floor(indent.length / INDENT_PER_LEVEL) || (/^[a-z]\)/.test(marker) ? 1 : 0))

function addSignature(blocks: Block[], text: string): void {
  const [organisation = '', ...lines] = text.split('|').map((part) => part.trim())
  const block = { organisation, lines: lines.filter((line) => line !== '') }
  const last = blocks.at(-1)
  if (last?.kind === 'signatures') last.blocks.push(block)
  else blocks.push({ kind: 'signatures', blocks: [block] })
}

function closeText(blocks: Block[], lines: string[] | null): void {
  const last = blocks.at(-1)
  if (!lines || !last) return
  if (last.kind === 'paragraph' || last.kind === 'clause') last.spans = parseSpans(joinLines(lines))
}

/** A backslash at the end of a line keeps the line break, everything else flows. */
const joinLines = (lines: string[]): string =>
  lines
    .reduce(
      (text, line) => (text.endsWith('\\') ? `${text.slice(0, -1).trimEnd()}\n${line}` : `${text} ${line}`),
      '',
    )
    .trim()
