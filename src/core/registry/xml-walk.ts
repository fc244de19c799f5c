/** Walks through XML element by element. Entities of a document's own are never expanded: saxen knows none. */
import { Parser } from 'saxen'
import { MappeError } from '../../shared/errors.ts'

export type XmlVisitor = {
  /** `name` without its namespace's prefix. Returning 'stop' ends the walk. */
  open?: (name: string, attribute: (name: string) => string | undefined) => 'stop' | void
  close?: (name: string) => 'stop' | void
  text?: (text: string) => void
}

/** FILE_NOT_A_TABLE { reason: 'damaged' } for what is no XML. */
export function walkXml(xml: string, { open, close, text }: XmlVisitor): void {
  const parser = new Parser()
  let fault: Error | null = null
  const stopIf = (wish: 'stop' | void) => {
    if (wish === 'stop') parser.stop()
  }
  parser.on('openTag', (name, attributes, decode) => {
    const attribute = (wanted: string) => {
      const found = attributes()[wanted]
      return found === undefined ? undefined : decode(found)
    }
    stopIf(open?.(local(name), attribute))
  })
  parser.on('closeTag', (name) => stopIf(close?.(local(name))))
  if (text) {
    parser.on('text', (given, decode) => text(decode(given)))
    parser.on('cdata', text)
  }
  parser.on('error', (error) => {
    fault ??= error
  })
  parser.on('warn', () => {})
  parser.parse(xml)
  if (fault) throw new MappeError('FILE_NOT_A_TABLE', { reason: 'damaged' }, String(fault))
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)
